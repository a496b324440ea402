import { Knex } from 'knex';

type Value = string | number | boolean | null;

/** Type of a column where PostgreSQL is told it. */
export type ColumnType = 'text' | 'bigint' | 'integer' | 'boolean';

/** Values that one statement may bind on SQLite: 32,766. */
const MOST_VALUES = 30_000;

/**
 * One `insert` for many rows, in their order, and its `returning` rows.
 *
 * PostgreSQL gets a list for each column: a statement of a dozen parameters, whose text is always the same, where one with a
 * parameter for each value costs it more than the rows. Knex itself writes a compound select on SQLite, which ends at 500 rows.
 */
export async function insertRows<R>(
  transaction: Knex.Transaction,
  options: {
    table: string;
    columns: Readonly<Record<string, ColumnType>>;
    /** Values in the order of the columns. */
    rows: readonly Value[][];
    /** What follows the values: `on conflict ...`, `returning ...`. No user input. */
    suffix: string;
  },
): Promise<R[]> {
  const { table, columns, rows, suffix } = options;
  const names = Object.keys(columns);
  const into = `insert into ${table} (${names.join(',')})`;
  if (rows.length === 0) {
    return [];
  }
  if (transaction.client.config.client === 'pg') {
    const lists = Object.values(columns).map(type => `?::${type}[]`);
    const { rows: returned } = await transaction.raw<{ rows: R[] }>(
      `${into} select * from unnest(${lists.join(',')}) ${suffix}`,
      names.map((_, column) =>
        rows.map(row => row[column]),
      ) as Knex.RawBinding[],
    );
    return returned;
  }
  const atOnce = Math.floor(MOST_VALUES / names.length);
  const places = `(${names.map(() => '?').join(',')})`;
  const returned: R[] = [];
  for (let start = 0; start < rows.length; start += atOnce) {
    const part = rows.slice(start, start + atOnce);
    const answered: unknown = await transaction.raw(
      `${into} values ${part.map(() => places).join(',')} ${suffix}`,
      part.flat(),
    );
    // Without `returning` the driver answers with a count.
    if (Array.isArray(answered)) {
      returned.push(...answered);
    }
  }
  return returned;
}
