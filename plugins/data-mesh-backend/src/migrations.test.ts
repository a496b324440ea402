import { Knex } from 'knex';
import { migrationsDirectory } from './database';
import { createTestDatabases } from './__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const TABLES = [
  'claim_versions',
  'contract_documents',
  'contract_versions',
  'evaluation_queue',
  'findings',
  'level_changes',
  'product_owner_seats',
  'scorecard_history',
  'scorecards',
  'subject_address_history',
  'subject_addresses',
  'subjects',
];

async function migrateUpTo(knex: Knex, name: string): Promise<void> {
  for (;;) {
    const [, log] = await knex.migrate.up({
      directory: migrationsDirectory(),
    });
    if (log.length === 0) {
      throw new Error(`There is no migration ${name}`);
    }
    if (log.some((file: string) => file.endsWith(name))) {
      return;
    }
  }
}

describe.each(databases.eachSupportedId())('migrations, %s', id => {
  it('makes the tables of the evaluation, and takes them away again', async () => {
    const knex = await databases.init(id);
    await migrateUpTo(knex, '20261101_02_evaluation.js');
    for (const table of TABLES) {
      expect([table, await knex.schema.hasTable(table)]).toEqual([table, true]);
    }
    await knex('claim_versions').insert({
      subject_ref: 'dataproduct:default/a',
      valid_from: 1_790_000_000_000,
      digest: 'x',
      claim: '{}',
    });
    const [row] = await knex('claim_versions');
    expect(Number(row.valid_from)).toBe(1_790_000_000_000);
    await expect(
      knex('subjects').insert([
        {
          ref: 'a',
          state: 'live',
          first_seen: 1,
          claim_digest: 'x',
          entity: '{}',
        },
        {
          ref: 'a',
          state: 'live',
          first_seen: 1,
          claim_digest: 'x',
          entity: '{}',
        },
      ]),
    ).rejects.toThrow();

    await knex.migrate.down({ directory: migrationsDirectory() });
    for (const table of TABLES) {
      expect([table, await knex.schema.hasTable(table)]).toEqual([
        table,
        false,
      ]);
    }
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await knex.migrate.rollback({ directory: migrationsDirectory() }, true);
    await knex.destroy();
  });
});
