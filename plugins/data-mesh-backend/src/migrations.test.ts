import { Knex } from 'knex';
import { readdirSync } from 'node:fs';
import { migrationsDirectory } from './database';
import { listTables } from './__testUtils__/listTables';
import { SAMPLE_ROWS } from './__testUtils__/sampleRows';
import { createTestDatabases } from './__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = createTestDatabases();

const FILES = readdirSync(migrationsDirectory())
  .filter(file => file.endsWith('.js'))
  .sort();

/** What each migration adds to tables that were there before it; a new table needs sample rows and nothing here. */
const ADDED: Record<string, { table: string; columns: string[] }[]> = {
  '20261101_01_evidence.js': [],
  '20261101_02_evaluation.js': [],
  '20261123_03_operations.js': [
    { table: 'evaluation_queue', columns: ['queued_at', 'last_error'] },
  ],
  '20261124_08_evidence_store.js': [],
  '20261124_04_contradictions.js': [],
  '20261124_06_slo_days.js': [],
  '20261124_09_silence_notices.js': [],
  '20261124_07_candidates.js': [],
  '20261124_05_record_kinds.js': [
    { table: 'subject_addresses', columns: ['served'] },
  ],
};

type Rows = Record<string, unknown>[];

/** Numbers as numbers, booleans as such: the two databases hand both over in their own ways. */
function plain(rows: Rows): Rows {
  return rows
    .map(row =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          typeof value === 'boolean' || /^-?\d+$/.test(String(value))
            ? Number(value)
            : value,
        ]),
      ),
    )
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

async function readAll(knex: Knex): Promise<Record<string, Rows>> {
  const all: Record<string, Rows> = {};
  for (const table of await listTables(knex)) {
    all[table] = plain(await knex(table).select('*'));
  }
  return all;
}

/** Puts the sample rows into every table that is there and still empty, as far as the columns exist. */
async function fill(knex: Knex): Promise<void> {
  for (const table of await listTables(knex)) {
    const columns = Object.keys(await knex(table).columnInfo());
    const [{ rows }] = await knex(table).count({ rows: '*' });
    if (Number(rows) === 0) {
      expect(SAMPLE_ROWS).toHaveProperty(table);
      await knex(table).insert(
        SAMPLE_ROWS[table].map(row =>
          Object.fromEntries(
            Object.entries(row).filter(([column]) => columns.includes(column)),
          ),
        ),
      );
    }
  }
}

async function migrateUntilBefore(knex: Knex, file: string): Promise<void> {
  for (const earlier of FILES.slice(0, FILES.indexOf(file))) {
    const [, log] = await knex.migrate.up({ directory: migrationsDirectory() });
    expect(log.map((path: string) => path.split('/').pop())).toEqual([earlier]);
  }
}

function without(row: Record<string, unknown>, columns: string[]) {
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => !columns.includes(column)),
  );
}

describe.each(databases.eachSupportedId())('migrations, %s', id => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(id);
  });
  afterEach(async () => {
    await knex.destroy();
  });

  it.each(FILES)('%s goes up and down with data', async file => {
    await migrateUntilBefore(knex, file);
    await fill(knex);
    const before = await readAll(knex);

    await knex.migrate.up({ directory: migrationsDirectory() });
    const upgraded = await readAll(knex);
    const added = ADDED[file];
    expect(added).toBeDefined();
    for (const [table, rows] of Object.entries(before)) {
      const columns = added
        .filter(change => change.table === table)
        .flatMap(change => change.columns);
      expect({
        table,
        rows: plain(upgraded[table].map(row => without(row, columns))),
      }).toEqual({ table, rows });
      for (const row of upgraded[table]) {
        expect(Object.keys(row)).toEqual(expect.arrayContaining(columns));
      }
    }

    await fill(knex);
    const filled = await readAll(knex);
    for (const [table, rows] of Object.entries(filled)) {
      expect([table, rows.length]).toEqual([table, SAMPLE_ROWS[table].length]);
    }

    await knex.migrate.down({ directory: migrationsDirectory() });
    expect(await readAll(knex)).toEqual(before);

    // What went down comes up again.
    await knex.migrate.up({ directory: migrationsDirectory() });
    expect(Object.keys(await readAll(knex))).toEqual(Object.keys(filled));
  });

  it('keeps numbers, empty columns and long texts as they were written', async () => {
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await fill(knex);
    const all = await readAll(knex);
    expect(Object.keys(all).sort()).toEqual(Object.keys(SAMPLE_ROWS).sort());
    for (const [table, rows] of Object.entries(SAMPLE_ROWS)) {
      expect({ table, rows: all[table] }).toEqual({
        table,
        rows: plain(rows).map(row => expect.objectContaining(row)),
      });
    }
  });

  it('refuses a second row with the key of another in every table with a key of its own', async () => {
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await fill(knex);
    const KEPT_APART_BY_NUMBER = [
      'claim_versions',
      'contract_versions',
      'findings',
      'level_changes',
      'scorecard_history',
      'subject_address_history',
      'subject_addresses',
    ];
    const withKey = Object.keys(SAMPLE_ROWS).filter(
      table => !KEPT_APART_BY_NUMBER.includes(table),
    );
    for (const table of withKey) {
      await expect(
        knex(table)
          .insert(SAMPLE_ROWS[table][0])
          .then(() => table),
      ).rejects.toThrow(/unique/i);
    }
  });

  it('goes all the way down with data in every table, and up again', async () => {
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await fill(knex);
    await knex.migrate.rollback({ directory: migrationsDirectory() }, true);
    expect(await listTables(knex)).toEqual([]);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    expect(await listTables(knex)).toEqual(Object.keys(SAMPLE_ROWS).sort());
  });
});
