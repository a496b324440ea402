import { Knex } from 'knex';

/** The plugin's own tables, in the order of their names; those in which knex keeps its books are left out. */
export async function listTables(knex: Knex): Promise<string[]> {
  const isPostgres = knex.client.config.client === 'pg';
  const names: string[] = isPostgres
    ? await knex('pg_tables')
        .whereRaw('schemaname = current_schema()')
        .pluck('tablename')
    : await knex('sqlite_master').where({ type: 'table' }).pluck('name');
  return names.filter(name => !/^(knex_|sqlite_)/.test(name)).sort();
}
