import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotModifiedError } from '@backstage/errors';
import { symlinkSync } from 'node:fs';
import { Readable } from 'node:stream';
import { ContractSource } from './ContractSource';

const GITHUB =
  'url:https://github.com/acme/wh/blob/main/stock/catalog-info.yaml';
const AZURE =
  'url:https://dev.azure.com/acme/shop/_git/wh?path=/stock/catalog-info.yaml';

function sourceWith(options?: {
  data?: object;
  allowFileLocations?: boolean;
  readUrl?: () => Promise<never>;
  text?: string;
}) {
  return ContractSource.fromConfig({
    config: mockServices.rootConfig({
      data: {
        integrations: {
          github: [{ host: 'github.com' }],
          azure: [{ host: 'dev.azure.com' }],
          gitlab: [{ host: 'gitlab.com' }],
        },
        ...options?.data,
      },
    }),
    allowFileLocations: options?.allowFileLocations ?? true,
    maxSize: 1_000,
    reader: mockServices.urlReader.mock({
      readUrl:
        options?.readUrl ??
        (async () => ({
          buffer: async () => Buffer.from(options?.text ?? ''),
          stream: () => Readable.from([Buffer.from(options?.text ?? '')]),
          etag: 'one',
        })),
    }),
  });
}

describe('ContractSource', () => {
  const directory = createMockDirectory({
    content: {
      'product/catalog-info.yaml': '',
      'product/contracts/a.yaml': 'id: a',
      'product/large.yaml': 'x'.repeat(1_001),
      'other/b.yaml': 'id: b',
    },
  });
  const FILE = () => `file:${directory.resolve('product/catalog-info.yaml')}`;

  it.each([
    [
      GITHUB,
      './contracts/a.yaml',
      'https://github.com/acme/wh/tree/main/stock/contracts/a.yaml',
    ],
    [GITHUB, '../a.yaml', 'https://github.com/acme/wh/tree/main/a.yaml'],
    [
      GITHUB,
      'https://github.com/acme/wh/blob/main/other/a.yaml',
      'https://github.com/acme/wh/tree/main/other/a.yaml',
    ],
    [
      AZURE,
      './contracts/a.yaml',
      'https://dev.azure.com/acme/shop/_git/wh?path=%2Fstock%2Fcontracts%2Fa.yaml',
    ],
  ])('reads beside %s: %s', (base, reference, target) => {
    const location = sourceWith().resolve(reference, base);
    expect(location.type).toBe('url');
    expect(location.target.replace('/blob/', '/tree/')).toBe(target);
  });

  it.each([
    [GITHUB, 'https://github.com/acme/secrets/blob/main/a.yaml'],
    [GITHUB, 'https://github.com/acme/wh-secrets/blob/main/a.yaml'],
    [GITHUB, 'https://github.com/other/wh/blob/main/a.yaml'],
    [GITHUB, 'https://gitlab.com/acme/wh/-/blob/main/a.yaml'],
    [GITHUB, 'https://github.com@evil.example/acme/wh/blob/main/a.yaml'],
    [GITHUB, 'https://user:secret@github.com/acme/wh/blob/main/a.yaml'],
    [GITHUB, 'http://github.com/acme/wh/blob/main/a.yaml'],
    [GITHUB, 'https://169.254.169.254/latest/meta-data'],
    [AZURE, 'https://dev.azure.com/acme/shop/_git/other?path=/a.yaml'],
    [AZURE, 'https://dev.azure.com/acme/other/_git/wh?path=/a.yaml'],
    ['url:https://files.example/a/b/catalog-info.yaml', '../../c/a.yaml'],
  ])('refuses, from %s: %s', (base, reference) => {
    expect(() => sourceWith().resolve(reference, base)).toThrow(
      /outside the repository/,
    );
  });

  it('follows to another host where an operator lists it', () => {
    const source = sourceWith({
      data: {
        backend: {
          reading: { allow: [{ host: 'contracts.example', paths: ['/ok/'] }] },
        },
      },
    });
    expect(
      source.resolve('https://contracts.example/ok/a.yaml', GITHUB).target,
    ).toBe('https://contracts.example/ok/a.yaml');
    expect(() =>
      source.resolve('https://contracts.example/else/a.yaml', GITHUB),
    ).toThrow(/outside the repository/);
  });

  it('reads a file beside the entity, once', async () => {
    const source = sourceWith();
    const location = source.resolve('./contracts/a.yaml', FILE());
    const first = await source.read(location);
    expect(first).toMatchObject({ state: 'read', text: 'id: a' });
    expect(
      await source.read(
        location,
        first.state === 'read' ? first.signature : undefined,
      ),
    ).toEqual({ state: 'unchanged' });
  });

  it.each([
    '../other/b.yaml',
    '/etc/hostname',
    'file:/etc/hostname',
    'https://github.com/acme/wh/blob/main/a.yaml',
    'contracts/../../other/b.yaml',
  ])('refuses the file %s', reference => {
    expect(() => sourceWith().resolve(reference, FILE())).toThrow(/folder/);
  });

  it('does not follow a link out of the folder', () => {
    symlinkSync(
      directory.resolve('other'),
      directory.resolve('product/linked'),
    );
    expect(() => sourceWith().resolve('linked/b.yaml', FILE())).toThrow(
      /folder/,
    );
  });

  it('reads no files unless an operator allows it', () => {
    expect(() =>
      sourceWith({ allowFileLocations: false }).resolve(
        './contracts/a.yaml',
        FILE(),
      ),
    ).toThrow(/allowFileLocations/);
  });

  it('stops at documents that are too large', async () => {
    const source = sourceWith({ text: 'x'.repeat(1_001) });
    await expect(
      source.read(source.resolve('large.yaml', FILE())),
    ).rejects.toThrow(/larger than 1000 bytes/);
    await expect(
      source.read(source.resolve('large.yaml', GITHUB)),
    ).rejects.toThrow(/larger than 1000 bytes/);
  });

  it('takes not modified for unchanged', async () => {
    const source = sourceWith({
      readUrl: async () => {
        throw new NotModifiedError();
      },
    });
    expect(await source.read(source.resolve('a.yaml', GITHUB), 'one')).toEqual({
      state: 'unchanged',
    });
  });
});
