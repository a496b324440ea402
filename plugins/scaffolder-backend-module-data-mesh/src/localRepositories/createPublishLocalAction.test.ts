import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import fs from 'fs-extra';
import git from 'isomorphic-git';
import path from 'node:path';
import { parse } from 'yaml';
import { createPublishLocalAction } from './createPublishLocalAction';
import { examples } from './createPublishLocalAction.examples';

// A busy machine takes its time to load and start all this.
jest.setTimeout(60_000);

const catalogInfo = `
apiVersion: meshproof.dev/v1alpha1
kind: DataProduct
metadata:
  name: inventory
spec: { type: source-aligned, lifecycle: active }
`;

describe('data-mesh:publish:local', () => {
  const root = createMockDirectory();
  const folder = () => root.resolve('repositories');
  const inventory = () => path.join(folder(), 'inventory');

  /** The entity as the catalog shows it once it has read the published repository. */
  const inventoryEntity = (): Entity => ({
    apiVersion: 'meshproof.dev/v1alpha1',
    kind: 'DataProduct',
    metadata: {
      name: 'inventory',
      annotations: {
        'backstage.io/managed-by-location': `file:${inventory()}/catalog-info.yaml`,
        'backstage.io/managed-by-origin-location': `file:${inventory()}/catalog-info.yaml`,
      },
    },
  });

  function setUp(
    options: {
      unset?: boolean;
      entity?: Entity;
      /** After how many looks the catalog shows what was published; never if undefined. */
      shownAfter?: number;
    } = { shownAfter: 0 },
  ) {
    let looks = 0;
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async () => {
        if (options.entity) {
          return options.entity;
        }
        return options.shownAfter !== undefined &&
          (await fs.pathExists(inventory())) &&
          looks++ >= options.shownAfter
          ? inventoryEntity()
          : undefined;
      },
    });
    const action = createPublishLocalAction({
      catalog,
      config: mockServices.rootConfig({
        data: options.unset
          ? {}
          : { dataMesh: { localRepositories: { path: folder() } } },
      }),
    });
    type Context = Parameters<typeof action.handler>[0];
    const run = async (
      input: Context['input'],
      change: Partial<Context> = {},
    ) => {
      const context: Context = {
        ...(createMockActionContext({
          workspacePath: root.resolve('workspace'),
          input,
          task: { id: 'task-1' },
        }) as unknown as Context),
        ...change,
      };
      await action.handler(context);
      return context;
    };
    return { action, run };
  }

  beforeEach(() => {
    root.setContent({
      workspace: {
        'catalog-info.yaml': catalogInfo,
        docs: { 'index.md': '# Inventory' },
        product: { 'catalog-info.yaml': catalogInfo },
      },
    });
  });

  it('publishes the workspace as a repository with one commit', async () => {
    const { run } = setUp();
    const { output } = await run({ name: 'inventory' });

    expect(await git.currentBranch({ fs, dir: inventory() })).toBe('main');
    const log = await git.log({ fs, dir: inventory() });
    expect(log.map(({ commit }) => commit.message.trim())).toEqual([
      'Start inventory',
    ]);
    expect(await git.listFiles({ fs, dir: inventory() })).toEqual([
      'catalog-info.yaml',
      'docs/index.md',
      'product/catalog-info.yaml',
    ]);
    // Nothing differs between what is committed and what lies in the folder.
    const status = await git.statusMatrix({ fs, dir: inventory() });
    expect(status.every(row => row.slice(1).join() === '1,1,1')).toBe(true);

    expect(output).toHaveBeenCalledWith(
      'entityRef',
      'dataproduct:default/inventory',
    );
    expect(output).toHaveBeenCalledWith('repositoryPath', inventory());
    expect(output).toHaveBeenCalledWith('remoteUrl', `file://${inventory()}`);
    expect(output).toHaveBeenCalledWith('commit', log[0].oid);
    expect(await fs.readdir(folder())).toEqual(['inventory']);
  });

  it.each(examples)(
    'does what the example says: $description',
    async ({ example }) => {
      const { run } = setUp();
      const { input } = parse(example).steps[0];
      await run(input);
      const [{ commit }] = await git.log({ fs, dir: inventory() });
      expect(commit.message.trim()).toBe(
        input.commitMessage ?? 'Start inventory',
      );
      expect(await git.currentBranch({ fs, dir: inventory() })).toBe(
        input.defaultBranch ?? 'main',
      );
      expect(await fs.readdir(inventory())).toContain('catalog-info.yaml');
    },
  );

  it('says who wrote the first commit, where the catalog knows', async () => {
    const { run } = setUp();
    await run(
      { name: 'inventory' },
      {
        user: {
          ref: 'user:default/ana',
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'ana' },
            spec: {
              memberOf: [],
              profile: { displayName: 'Ana', email: 'ana@example.com' },
            },
          },
        },
      },
    );
    const [{ commit }] = await git.log({ fs, dir: inventory() });
    expect(commit.author).toMatchObject({
      name: 'Ana',
      email: 'ana@example.com',
    });
  });

  it('names the key to set where it is switched off', async () => {
    const { run } = setUp({ unset: true });
    await expect(run({ name: 'inventory' })).rejects.toThrow(
      /set "dataMesh\.localRepositories\.path" in app-config\.yaml/,
    );
  });

  it.each([
    '../outside',
    '/etc',
    '.hidden',
    'a/b',
    'Inventory',
    '',
    'a'.repeat(64),
  ])('refuses the name "%s"', async name => {
    const { run } = setUp();
    await expect(run({ name })).rejects.toThrow(
      /cannot be the name of a repository/,
    );
    expect(await fs.pathExists(root.resolve('outside'))).toBe(false);
  });

  it('refuses a source outside the workspace', async () => {
    const { run } = setUp();
    await expect(
      run({ name: 'inventory', sourcePath: '../..' }),
    ).rejects.toThrow(/Relative path is not allowed/);
  });

  it('refuses a workspace with a link, so that no file of the machine is published', async () => {
    const { run } = setUp();
    await fs.symlink('/etc/hostname', root.resolve('workspace/docs/host'));
    await expect(run({ name: 'inventory' })).rejects.toThrow(
      /"docs\/host" is a symbolic link/,
    );
    expect(await fs.readdir(folder())).toEqual([]);
  });

  it('does not bring hooks along', async () => {
    const { run } = setUp();
    root.addContent({
      workspace: { '.git': { hooks: { 'post-checkout': 'bad' } } },
    });
    await run({ name: 'inventory' });
    expect(
      await fs.pathExists(path.join(inventory(), '.git/hooks/post-checkout')),
    ).toBe(false);
  });

  it('leaves the repository of another product alone', async () => {
    root.addContent({ repositories: { inventory: { 'a.txt': 'theirs' } } });
    const { run } = setUp();
    await expect(run({ name: 'inventory' })).rejects.toThrow(
      /already exists in the folder of local repositories and belongs to another product\. Nothing was changed/,
    );
    expect(await fs.readdir(inventory())).toEqual(['a.txt']);
  });

  it('does not follow a link in the place of the repository', async () => {
    root.addContent({ elsewhere: { 'a.txt': 'theirs' }, repositories: {} });
    await fs.symlink(root.resolve('elsewhere'), inventory());
    const { run } = setUp();
    await expect(run({ name: 'inventory' })).rejects.toThrow(
      /already exists|Relative path is not allowed/,
    );
    expect(await fs.readdir(root.resolve('elsewhere'))).toEqual(['a.txt']);
  });

  it('leaves an entity that comes from elsewhere alone', async () => {
    const entity = inventoryEntity();
    entity.metadata.annotations = {
      'backstage.io/managed-by-origin-location': 'url:https://git.example/x',
    };
    const { run } = setUp({ entity });
    await expect(run({ name: 'inventory' })).rejects.toThrow(
      /dataproduct:default\/inventory is already in the catalog, declared at url:https:\/\/git\.example\/x/,
    );
    expect(await fs.pathExists(folder())).toBe(false);
  });

  it('does the same again when the task is repeated, with or without its checkpoint', async () => {
    const { run } = setUp();
    await run({ name: 'inventory' });
    const [first] = await git.log({ fs, dir: inventory() });
    // The process may end after the repository was made and before the checkpoint was kept.
    const { output } = await run({ name: 'inventory' });
    const log = await git.log({ fs, dir: inventory() });
    expect(log).toHaveLength(1);
    expect(output).toHaveBeenCalledWith('commit', first.oid);
  });

  it('takes another task with the same name for what it is', async () => {
    const { run } = setUp();
    await run({ name: 'inventory' });
    await expect(
      run({ name: 'inventory' }, { task: { id: 'task-2' } }),
    ).rejects.toThrow(/belongs to another product/);
  });

  it('lets one of two tasks at the same moment win, and the other one know', async () => {
    const { run } = setUp();
    const results = await Promise.allSettled([
      run({ name: 'inventory' }, { task: { id: 'task-1' } }),
      run({ name: 'inventory' }, { task: { id: 'task-2' } }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const [{ reason }] = results.filter(
      (result): result is PromiseRejectedResult => result.status === 'rejected',
    );
    expect(reason.name).toBe('ConflictError');
    expect(await fs.readdir(folder())).toEqual(['inventory']);
  });

  it('waits until the catalog shows the entity', async () => {
    const { run } = setUp({ shownAfter: 2 });
    const startedAt = Date.now();
    await run({ name: 'inventory' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(900);
  });

  it('says where the repository is if the catalog does not show the entity in time', async () => {
    const { run } = setUp({});
    await expect(run({ name: 'inventory', waitSeconds: 1 })).rejects.toThrow(
      /The repository is at .*inventory, but the catalog did not show dataproduct:default\/inventory within 1 seconds.*catalogModuleLocalRepositories/,
    );
    expect(await fs.pathExists(inventory())).toBe(true);
  });

  it('stops waiting when the task is cancelled', async () => {
    const { run } = setUp({});
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    await expect(
      run({ name: 'inventory' }, { signal: controller.signal }),
    ).rejects.toThrow(/abort/i);
  });

  it('changes nothing in a dry run, and says what it would do', async () => {
    const { run, action } = setUp();
    expect(action.supportsDryRun).toBe(true);
    const { output } = await run({ name: 'inventory' }, { isDryRun: true });
    expect(await fs.pathExists(folder())).toBe(false);
    expect(output).toHaveBeenCalledWith(
      'entityRef',
      'dataproduct:default/inventory',
    );
  });

  it.each([
    ['is missing', undefined, /has no catalog-info\.yaml/],
    ['is no YAML', 'a: [', /catalog-info\.yaml cannot be read/],
    ['is empty', '', /catalog-info\.yaml cannot be read: it is empty/],
    ['has no kind', 'metadata: { name: x }', /must have a "kind"/],
  ])('refuses when catalog-info.yaml %s', async (_name, text, message) => {
    root.setContent({
      workspace: text === undefined ? {} : { 'catalog-info.yaml': text },
    });
    const { run } = setUp();
    await expect(run({ name: 'inventory' })).rejects.toThrow(message);
  });
});
