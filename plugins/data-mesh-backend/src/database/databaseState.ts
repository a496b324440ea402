import { Knex } from 'knex';
import { migrationsDirectory } from './applyDatabaseMigrations';

/** Which database it is, and which migrations it has been through. */
export interface DatabaseState {
  kind: 'PostgreSQL' | 'SQLite';
  version: string;
  applied: string[];
  /** Known to this version of the plugin and not applied. */
  pending: string[];
}

/** Asks the database what it is. */
export async function databaseState(knex: Knex): Promise<DatabaseState> {
  const isPostgres = knex.client.config.client === 'pg';
  const version = isPostgres
    ? (await knex.raw("select current_setting('server_version') as version"))
        .rows[0].version
    : (await knex.raw('select sqlite_version() as version'))[0].version;
  const [applied, pending]: [{ name: string }[], { file: string }[]] =
    await knex.migrate.list({ directory: migrationsDirectory() });
  return {
    kind: isPostgres ? 'PostgreSQL' : 'SQLite',
    version,
    applied: applied.map(({ name }) => name),
    pending: pending.map(({ file }) => file),
  };
}
