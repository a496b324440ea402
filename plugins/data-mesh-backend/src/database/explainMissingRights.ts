import { ForwardedError } from '@backstage/errors';
import { Knex } from 'knex';

/** PostgreSQL: insufficient privilege; no schema that may be used; a table that is there and cannot be seen. */
const NO_RIGHT = ['42501', '3F000', '42P07'];

/** What is done with the database when a right turns out to be missing. */
export type DatabaseStep = 'connect' | 'migrate';

/**
 * Turns a refusal of the database into a sentence that says which right is missing and how it is granted. Any other error comes
 * back as it is.
 */
export async function explainMissingRights(
  error: unknown,
  step: DatabaseStep,
  knex?: Knex,
): Promise<unknown> {
  const text = String(error);
  if (step === 'connect') {
    return /permission denied (to create|for) database/.test(text)
      ? new ForwardedError(
          'The database user of backend.database may not create the database or schema of the plugin data-mesh. Grant it the right, ' +
            'for databases with ALTER ROLE ... CREATEDB and for schemas with GRANT CREATE ON DATABASE ... TO ...; or create what is ' +
            'missing yourself and set backend.database.plugin.data-mesh.ensureExists (or ensureSchemaExists) to false',
          error,
        )
      : error;
  }
  if (/readonly database|unable to open database file/.test(text)) {
    return new ForwardedError(
      'The database file of the plugin data-mesh cannot be written. Give the user that runs the backend the right to write the file ' +
        'and its folder, which backend.database.connection.directory names',
      error,
    );
  }
  if (!knex || !NO_RIGHT.includes(codeOf(error))) {
    return error;
  }
  const { user, database, schema, mayUse, mayCreate } = await whoAndWhere(knex);
  if (!mayUse || !mayCreate) {
    return new ForwardedError(
      `The database user '${user}' may not make the tables of the plugin data-mesh: it lacks the right ${[
        mayUse ? [] : 'USAGE',
        mayCreate ? [] : 'CREATE',
      ]
        .flat()
        .join(
          ' and ',
        )} on schema '${schema}' of database '${database}'. As the owner of that database run: ` +
        `GRANT USAGE, CREATE ON SCHEMA "${schema}" TO "${user}"`,
      error,
    );
  }
  const { rows: foreign } = await knex.raw<{ rows: { name: string }[] }>(`
    select tablename as name from pg_tables
    where schemaname = current_schema() and tableowner <> current_user order by 1`);
  if (foreign.length === 0) {
    return error;
  }
  return new ForwardedError(
    `The database user '${user}' may not change the tables of the plugin data-mesh in database '${database}': they belong to another ` +
      `user, and only its owner may change a table. As their present owner run: ${foreign
        .map(({ name }) => `ALTER TABLE "${name}" OWNER TO "${user}"`)
        .join('; ')}`,
    error,
  );
}

/** @returns who is connected to which database, and what this user may do in its schema */
export async function whoAndWhere(knex: Knex): Promise<{
  user: string;
  database: string;
  schema: string;
  mayUse: boolean;
  mayCreate: boolean;
}> {
  // current_schema() is empty for a user without USAGE; the first of the search path is meant then.
  const { rows } = await knex.raw(`
    select "user", "database", "schema",
      has_schema_privilege("schema", 'USAGE') as "mayUse",
      has_schema_privilege("schema", 'CREATE') as "mayCreate"
    from (
      select current_user as "user", current_database() as "database", coalesce(
        current_schema(),
        (select nspname from pg_namespace
          where nspname = any(string_to_array(replace(current_setting('search_path'), '"', ''), ', ')) limit 1),
        'public'
      ) as "schema"
    ) as place`);
  return rows[0];
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : '';
}
