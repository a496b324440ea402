import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalRepositoryProvider } from './LocalRepositoryProvider';

// A busy machine takes its time to load and start all this.
jest.setTimeout(60_000);

const info = (name: string) => ({
  'catalog-info.yaml': `apiVersion: meshproof.dev/v1alpha1\nkind: DataProduct\nmetadata: { name: ${name} }\n`,
});

describe('LocalRepositoryProvider', () => {
  const root = createMockDirectory();
  const folder = () => root.resolve('repositories');
  const fileOf = (name: string) =>
    root.resolve(`repositories/${name}/catalog-info.yaml`);
  const open: LocalRepositoryProvider[] = [];

  /** A provider that is connected and has looked once, and a stand-in for the catalog that keeps what it was told. */
  async function connect() {
    const logger = mockServices.logger.mock();
    const provider = new LocalRepositoryProvider({
      folder: folder(),
      logger,
      schedule: { run: async () => {} },
    });
    open.push(provider);
    const mutations: EntityProviderMutation[] = [];
    const held = new Set<string>();
    const connection = {
      refresh: jest.fn(async () => {}),
      applyMutation: jest.fn(async (mutation: EntityProviderMutation) => {
        mutations.push(mutation);
        if (mutation.type === 'full') {
          held.clear();
          mutation.entities.forEach(({ entity }) => held.add(target(entity)));
        } else {
          mutation.added.forEach(({ entity }) => held.add(target(entity)));
          for (const item of mutation.removed) {
            if (!('entity' in item)) {
              throw new Error('removed by reference');
            }
            held.delete(target(item.entity));
          }
        }
      }),
    };
    await provider.connect(connection);
    await provider.look();
    return { provider, connection, mutations, held, logger };
  }

  beforeEach(() => root.clear());

  afterEach(() => {
    jest.restoreAllMocks();
    open.splice(0).forEach(provider => provider.close());
  });

  it('emits one location per repository, with its exact file', async () => {
    root.setContent({
      repositories: {
        inventory: info('inventory'),
        movements: info('movements'),
        notes: { 'README.md': 'no product' },
        '.draft-x1': info('draft'),
        'file.yaml': 'not a folder',
      },
    });
    const { mutations } = await connect();
    expect(mutations).toEqual([
      {
        type: 'full',
        entities: [
          {
            locationKey: `file:${fileOf('inventory')}`,
            entity: expect.objectContaining({
              kind: 'Location',
              spec: { type: 'file', target: fileOf('inventory') },
            }),
          },
          expect.objectContaining({
            locationKey: `file:${fileOf('movements')}`,
          }),
        ],
      },
    ]);
  });

  it('follows no link, neither to a repository nor to a file', async () => {
    root.setContent({
      outside: info('outside'),
      repositories: { inventory: info('inventory'), linked: {} },
    });
    fs.symlinkSync(root.resolve('outside'), root.resolve('repositories/other'));
    fs.symlinkSync(root.resolve('outside/catalog-info.yaml'), fileOf('linked'));
    const { held } = await connect();
    expect([...held]).toEqual([fileOf('inventory')]);
  });

  it('makes the folder if there is none, and says nothing to the catalog', async () => {
    const { mutations, logger } = await connect();
    expect(fs.existsSync(folder())).toBe(true);
    expect(mutations).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('tells only what has changed', async () => {
    root.setContent({ repositories: { inventory: info('inventory') } });
    const { provider, mutations, connection } = await connect();
    root.addContent({ repositories: { movements: info('movements') } });
    await provider.look();
    await provider.look();
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'delta']);
    expect(mutations[1]).toMatchObject({
      added: [{ locationKey: `file:${fileOf('movements')}` }],
      removed: [],
    });

    fs.rmSync(root.resolve('repositories/inventory'), { recursive: true });
    await provider.look();
    expect(mutations[2]).toMatchObject({
      added: [],
      removed: [{ locationKey: `file:${fileOf('inventory')}` }],
    });
    expect(connection.refresh).not.toHaveBeenCalled();
  });

  it('has a rewritten file read again at once', async () => {
    root.setContent({ repositories: { inventory: info('inventory') } });
    const { provider, connection } = await connect();
    fs.utimesSync(fileOf('inventory'), 1, 1);
    await provider.look();
    await provider.look();
    expect(connection.refresh).toHaveBeenCalledTimes(1);
    expect(connection.refresh).toHaveBeenCalledWith({
      keys: [`file:${fileOf('inventory')}`],
    });
  });

  describe('keeps what the catalog has', () => {
    it('when the folder cannot be listed', async () => {
      root.setContent({ repositories: { inventory: info('inventory') } });
      const { provider, held, logger, mutations } = await connect();
      fs.rmSync(folder(), { recursive: true });
      fs.writeFileSync(folder(), 'a file where a folder should be');
      await provider.look();
      await provider.look();
      expect([...held]).toEqual([fileOf('inventory')]);
      expect(mutations).toHaveLength(1);
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('the catalog keeps what it has'),
      );

      // It goes on by itself once the folder is back.
      fs.rmSync(folder());
      root.addContent({ repositories: { movements: info('movements') } });
      await provider.look();
      expect([...held]).toEqual([fileOf('movements')]);
    });

    it('when the folder is suddenly empty, as a disk that is not mounted', async () => {
      root.setContent({ repositories: { inventory: info('inventory') } });
      const { provider, held } = await connect();
      fs.renameSync(folder(), root.resolve('aside'));
      fs.mkdirSync(folder());
      await provider.look();
      expect([...held]).toEqual([fileOf('inventory')]);
    });

    it('of one repository that cannot be read, while the others go on', async () => {
      root.setContent({
        repositories: {
          inventory: info('inventory'),
          movements: info('movements'),
        },
      });
      const { provider, held, logger } = await connect();
      failFor(fileOf('inventory'));
      fs.rmSync(root.resolve('repositories/movements'), { recursive: true });
      root.addContent({ repositories: { returns: info('returns') } });
      await provider.look();
      expect([...held].sort()).toEqual([
        fileOf('inventory'),
        fileOf('returns'),
      ]);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining(fileOf('inventory')),
      );
    });

    it('of an earlier process, until everything could be read once', async () => {
      root.setContent({
        repositories: {
          inventory: info('inventory'),
          movements: info('movements'),
        },
      });
      const spy = failFor(fileOf('inventory'));
      const { provider, mutations } = await connect();
      expect(mutations.map(({ type }) => type)).toEqual(['delta']);
      spy.mockRestore();
      await provider.look();
      expect(mutations.map(({ type }) => type)).toEqual(['delta', 'full']);
    });

    it('and tells it again when the catalog did not take it', async () => {
      root.setContent({ repositories: { inventory: info('inventory') } });
      const { provider, connection, held } = await connect();
      root.addContent({ repositories: { movements: info('movements') } });
      connection.applyMutation.mockRejectedValueOnce(new Error('database'));
      await provider.look();
      expect(held.has(fileOf('movements'))).toBe(false);
      await provider.look();
      expect(held.has(fileOf('movements'))).toBe(true);
    });
  });

  it('notices a new repository without a scheduled look', async () => {
    root.setContent({ repositories: { inventory: info('inventory') } });
    const { held } = await connect();
    root.addContent({ draft: info('movements') });
    // As the action publishes: all at once.
    fs.renameSync(
      root.resolve('draft'),
      root.resolve('repositories/movements'),
    );
    for (let i = 0; i < 50 && !held.has(fileOf('movements')); i++) {
      await sleep(100);
    }
    expect([...held]).toEqual([fileOf('inventory'), fileOf('movements')]);
  });

  function failFor(file: string) {
    const lstat = fsPromises.lstat;
    return jest
      .spyOn(fsPromises, 'lstat')
      .mockImplementation(async (path, ...rest) => {
        if (path === file) {
          throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
        }
        return lstat(path, ...(rest as []));
      });
  }
});

function target(entity: { spec?: { target?: unknown } }): string {
  return String(entity.spec?.target);
}
