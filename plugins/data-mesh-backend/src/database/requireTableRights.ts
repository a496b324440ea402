import { NotAllowedError } from '@backstage/errors';
import { Knex } from 'knex';
import { whoAndWhere } from './explainMissingRights';

const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/**
 * Looks whether the user of the database may read and write the plugin's tables, so that a missing right is told at the start and not
 * by the first record that cannot be stored. SQLite has no users.
 *
 * @throws NotAllowedError naming the rights that are missing and how they are granted
 */
export async function requireTableRights(knex: Knex): Promise<void> {
  if (knex.client.config.client !== 'pg') {
    return;
  }
  const { rows: missing } = await knex.raw<{
    rows: { name: string; right: string }[];
  }>(
    `
    select relname as name, wanted as right
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    cross join unnest(?::text[] || 'USAGE'::text) as wanted
    where nspname = current_schema() and case
      when relkind = 'r' and wanted <> 'USAGE' then not has_table_privilege(pg_class.oid, wanted)
      when relkind = 'S' and wanted = 'USAGE' then not has_sequence_privilege(pg_class.oid, wanted)
      else false end
    order by 1, 2`,
    [RIGHTS],
  );
  if (missing.length === 0) {
    return;
  }
  const { user, database, schema } = await whoAndWhere(knex);
  const first = missing
    .slice(0, 5)
    .map(({ name, right }) => `${right} on ${name}`)
    .join(', ');
  throw new NotAllowedError(
    `The database user '${user}' lacks rights in database '${database}': ${first}${
      missing.length > 5 ? ` and ${missing.length - 5} more` : ''
    }. As the owner of the tables run: GRANT ${RIGHTS.join(
      ', ',
    )} ON ALL TABLES IN SCHEMA "${schema}" TO "${user}"; GRANT USAGE ON ALL SEQUENCES IN SCHEMA "${schema}" TO "${user}"`,
  );
}
