import {
  createMockDirectory,
  TestDatabaseId,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { company, CONTRACT, stockProduct } from './company';
import { startDataMesh } from './startDataMesh';
import { TestCatalog } from './TestCatalog';
import { createTestDatabases } from './testDatabases';

/**
 * What tests of the whole plugin begin with: a database for each test, the files of the product `inventory`, and the plugin on them,
 * which stops when the test ends. Called inside of `describe`.
 */
export function stockWorld(
  databases: ReturnType<typeof createTestDatabases>,
  id: TestDatabaseId,
  /** Files beside the contract of the product, or in its place. */
  files: Record<string, string> = {},
) {
  const directory = createMockDirectory();
  const running = new Set<() => Promise<void>>();
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': CONTRACT,
      ...files,
    });
  });

  afterEach(async () => {
    for (const stop of running) {
      await stop();
    }
  });

  const base = () => `file:${directory.resolve('inventory/catalog-info.yaml')}`;
  return {
    directory,
    /** Where the product's entity comes from. */
    base,
    /** The database of this test. */
    get knex() {
      return knex;
    },
    /** Goes on with an empty database, as a test of its own would. */
    async renewDatabase() {
      knex = await databases.init(id);
    },
    /** The company with the product. */
    catalog: () =>
      new TestCatalog([...company(), stockProduct({ base: base() })]),
    async start(options: Omit<Parameters<typeof startDataMesh>[0], 'knex'>) {
      const started = await startDataMesh({ ...options, knex });
      const stop = async () => {
        running.delete(stop);
        await started.stop();
      };
      running.add(stop);
      return { ...started, stop };
    },
  };
}
