import { mockServices } from '@backstage/backend-test-utils';
import { NotModifiedError } from '@backstage/errors';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { ANNOTATION_ODPS_PROBLEM } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { OdpsDocumentSource } from './OdpsDocumentSource';
import { OdpsLocationProvider } from './OdpsLocationProvider';
import { OdpsLocation } from './readOdpsConfig';

function document(id: string, name = id): string {
  return `apiVersion: v1.1.0\nkind: DataProduct\nid: ${id}\nname: ${name}\n`;
}

describe('OdpsLocationProvider', () => {
  let folder: string;
  const urlReader = mockServices.urlReader.mock();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'data-mesh-odps-'));
    jest.resetAllMocks();
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function connect(locations: OdpsLocation[]) {
    const mutations: EntityProviderMutation[] = [];
    const refresh = jest.fn();
    const provider = new OdpsLocationProvider({
      source: new OdpsDocumentSource({ locations, urlReader }),
      taskRunner: { run: async () => {} },
      logger: mockServices.logger.mock(),
    });
    await provider.connect({
      applyMutation: async mutation => {
        mutations.push(mutation);
      },
      refresh,
    });
    return {
      refresh,
      provider,
      /** Lists once and says which documents the catalog was told of. */
      list: async () => {
        await provider.refresh();
        const mutation = mutations[mutations.length - 1];
        const entities =
          mutation.type === 'full' ? mutation.entities : mutation.added;
        return {
          type: mutation.type,
          targets: entities.map(({ entity }) => entity.metadata.title),
          problems: entities.map(
            ({ entity }) =>
              entity.metadata.annotations?.[ANNOTATION_ODPS_PROBLEM],
          ),
          entities: entities.map(({ entity }) => entity),
        };
      },
    };
  }

  const inFolder = (name: string) => path.join(folder, name);

  it('emits one location per matching file, broken or not', async () => {
    await mkdir(inFolder('a/b'), { recursive: true });
    await mkdir(inFolder('other'));
    await writeFile(inFolder('a/x.odps.yaml'), document('x'));
    await writeFile(inFolder('a/b/y.odps.yaml'), 'broken: [');
    await writeFile(inFolder('a/b/z.yaml'), document('z'));
    await writeFile(inFolder('other/x.odps.yaml'), document('o'));
    await symlink(inFolder('a/x.odps.yaml'), inFolder('a/link.txt'));

    const { list } = await connect([
      { type: 'file', target: inFolder('a/**/*.odps.yaml') },
    ]);
    const { type, entities } = await list();
    expect(type).toBe('full');
    expect(entities.map(entity => entity.spec)).toEqual([
      {
        type: 'odps',
        target: inFolder('a/b/y.odps.yaml'),
        presence: 'required',
      },
      { type: 'odps', target: inFolder('a/x.odps.yaml'), presence: 'required' },
    ]);
  });

  it('removes what is gone, but nothing of a location that cannot be listed', async () => {
    await mkdir(inFolder('a'));
    await mkdir(inFolder('b'));
    await writeFile(inFolder('a/x.yaml'), document('x'));
    await writeFile(inFolder('a/y.yaml'), document('y'));
    await writeFile(inFolder('b/z.yaml'), document('z'));
    const { list } = await connect([
      { type: 'file', target: inFolder('a/*.yaml') },
      { type: 'file', target: inFolder('b/*.yaml') },
    ]);
    expect(await list()).toMatchObject({
      type: 'full',
      targets: ['x.yaml', 'y.yaml', 'z.yaml'],
    });

    await rm(inFolder('a/y.yaml'));
    await rename(inFolder('b'), inFolder('elsewhere'));
    expect(await list()).toMatchObject({
      type: 'full',
      targets: ['x.yaml', 'z.yaml'],
    });
  });

  it('never sends a full list before every location was listed once', async () => {
    await mkdir(inFolder('a'));
    await writeFile(inFolder('a/x.yaml'), document('x'));
    urlReader.search.mockRejectedValue(new Error('rate limit'));
    const { list } = await connect([
      { type: 'file', target: inFolder('a/*.yaml') },
      { type: 'url', target: 'https://git.example/acme/*.yaml' },
    ]);
    expect(await list()).toMatchObject({ type: 'delta', targets: ['x.yaml'] });

    urlReader.search.mockResolvedValue({
      etag: '',
      files: [
        {
          url: 'https://git.example/acme/z.yaml',
          content: async () => Buffer.from(''),
        },
      ],
    });
    urlReader.readUrl.mockRejectedValue(new Error('rate limit'));
    expect(await list()).toMatchObject({
      type: 'full',
      targets: ['x.yaml', 'z.yaml'],
    });
  });

  it('keeps a single document in the list while it cannot be read', async () => {
    const { list } = await connect([
      { type: 'file', target: inFolder('missing.yaml') },
      { type: 'url', target: 'https://git.example/missing.yaml' },
    ]);
    expect(await list()).toMatchObject({
      type: 'full',
      targets: ['missing.yaml', 'missing.yaml'],
    });
  });

  it('sends an empty list when nothing is configured any more', async () => {
    const { list } = await connect([]);
    expect(await list()).toMatchObject({ type: 'full', targets: [] });
  });

  it('lets the first of two documents with one id or one name give the product', async () => {
    await writeFile(inFolder('1.yaml'), document('x', 'Stock'));
    await writeFile(inFolder('2.yaml'), document('x', 'Stock 2'));
    await writeFile(inFolder('3.yaml'), document('y', 'stock'));
    await writeFile(inFolder('4.yaml'), document('z', 'Other'));
    const { list } = await connect([
      { type: 'file', target: inFolder('*.yaml') },
      { type: 'file', target: inFolder('1.yaml') },
    ]);
    const { targets, problems, entities } = await list();
    expect(targets).toEqual(['1.yaml', '2.yaml', '3.yaml', '4.yaml']);
    expect(problems).toEqual([
      undefined,
      `id: "x" is already the id of ${inFolder(
        '1.yaml',
      )}, which is used; remove one of the documents or give it an id of its own`,
      `name: it gives the entity dataproduct:default/stock, which ${inFolder(
        '1.yaml',
      )} already gives; give one of the documents another name`,
      undefined,
    ]);
    expect(entities[1].spec?.target).toBeUndefined();
  });

  it('has a changed document read again at once', async () => {
    const file = inFolder('x.yaml');
    await writeFile(file, document('x'));
    await writeFile(inFolder('y.yaml'), document('y'));
    const { list, refresh } = await connect([
      { type: 'file', target: inFolder('*.yaml') },
    ]);
    await list();
    await list();
    expect(refresh).not.toHaveBeenCalled();

    await writeFile(file, document('x', 'new'));
    await list();
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(refresh).toHaveBeenCalledWith({ keys: [`file:${file}`] });
  });

  it('reads no file that configuration does not name, and none that is too large', async () => {
    await mkdir(inFolder('docs'));
    await writeFile(inFolder('secret.yaml'), 'password: x');
    await writeFile(inFolder('docs/large.yaml'), 'x'.repeat(5 * 1024 * 1024));
    const source = new OdpsDocumentSource({
      locations: [
        { type: 'file', target: inFolder('docs/**/*.yaml') },
        { type: 'url', target: 'https://git.example/*.yaml' },
      ],
      urlReader,
    });
    for (const target of [
      inFolder('secret.yaml'),
      inFolder('docs/../secret.yaml'),
      '/etc/passwd',
      '../secret.yaml',
      'https://elsewhere.example/x.yaml',
    ]) {
      await expect(source.read(target)).rejects.toThrow(
        'not among dataMesh.odps.locations',
      );
    }
    await expect(source.read(inFolder('docs/large.yaml'))).rejects.toThrow(
      'larger than 1 MB',
    );
    await expect(source.read(inFolder('docs/none.yaml'))).rejects.toThrow(
      'does not exist',
    );

    urlReader.readUrl.mockResolvedValue({
      buffer: async () => Buffer.alloc(5 * 1024 * 1024),
    });
    await expect(source.read('https://git.example/x.yaml')).rejects.toThrow(
      'larger than 1 MB',
    );
  });

  it('asks for a web document again only when it has changed', async () => {
    const source = new OdpsDocumentSource({
      locations: [{ type: 'url', target: 'https://git.example/x.yaml' }],
      urlReader,
    });
    urlReader.readUrl.mockResolvedValueOnce({
      buffer: async () => Buffer.from('one'),
      etag: 'e1',
    });
    expect(await source.read('https://git.example/x.yaml')).toBe('one');

    urlReader.readUrl.mockRejectedValueOnce(new NotModifiedError());
    expect(await source.read('https://git.example/x.yaml')).toBe('one');
    expect(urlReader.readUrl).toHaveBeenLastCalledWith(
      'https://git.example/x.yaml',
      expect.objectContaining({ etag: 'e1' }),
    );
  });
});
