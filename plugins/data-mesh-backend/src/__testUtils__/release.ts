import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Knex } from 'knex';
import { migrationsDirectory } from '../database';
import { listTables } from './listTables';
import { readThroughStores } from './readThroughStores';

const FOLDER = join(__dirname, '../__fixtures__');

/** What the code of a release wrote into a database, and what it read from it. */
export interface Release {
  version: string;
  /** The moment until which it wrote, milliseconds. */
  now: number;
  /** File name and digest of each migration that was part of the release. */
  migrations: Record<string, string>;
  tables: Record<string, Record<string, unknown>[]>;
  read: Record<string, unknown>;
}

/** Digests of the migrations as they are now. */
export function migrationDigests(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(migrationsDirectory())
      .filter(file => file.endsWith('.js'))
      .sort()
      .map(file => [
        file,
        createHash('sha256')
          .update(readFileSync(join(migrationsDirectory(), file)))
          .digest('hex'),
      ]),
  );
}

/** Releases whose databases are kept, oldest first. */
export function listReleases(): Release[] {
  return readdirSync(FOLDER)
    .filter(file => /^release-.*\.json$/.test(file))
    .sort()
    .map(file => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
}

/** Keeps a database as the one of a release. A row a line, so that a change of it can be read. */
export async function writeRelease(
  knex: Knex,
  version: string,
  now: number,
): Promise<void> {
  const tables: Release['tables'] = {};
  for (const table of await listTables(knex)) {
    const rows: Record<string, unknown>[] = await knex(table).select('*');
    tables[table] = rows.sort((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
    );
  }
  const release: Release = {
    version,
    now,
    migrations: migrationDigests(),
    tables,
    read: await readThroughStores(knex, now),
  };
  const rows = JSON.stringify(release).replace(/([[,]|":)(?=\{")/g, '$1\n');
  writeFileSync(join(FOLDER, `release-${version}.json`), `${rows}\n`);
}

/** Puts the rows of a release into tables as its own migrations make them. */
export async function insertRelease(
  knex: Knex,
  release: Release,
): Promise<void> {
  const files = Object.keys(release.migrations);
  for (const file of files) {
    const [, log] = await knex.migrate.up({ directory: migrationsDirectory() });
    expect(log.map((path: string) => path.split('/').pop())).toEqual([file]);
  }
  for (const [table, rows] of Object.entries(release.tables)) {
    await knex.batchInsert(table, rows, 50);
    if (knex.client.config.client === 'pg' && rows.some(row => 'id' in row)) {
      // Numbers that were given out are not given out again.
      const { rows: found } = await knex.raw(
        `select pg_get_serial_sequence(?, 'id') as sequence`,
        [table],
      );
      if (found[0].sequence) {
        await knex.raw('select setval(?, (select max(id) from ??))', [
          found[0].sequence,
          table,
        ]);
      }
    }
  }
}
