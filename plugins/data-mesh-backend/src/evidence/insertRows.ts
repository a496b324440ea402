import { Knex } from 'knex';

type Value = string | number | boolean | null;

/** Values that one statement may bind: SQLite allows 32,766, PostgreSQL 65,535. */
const MOST_VALUES = 30_000;

/**
 * One `insert` for many rows, and its `returning` rows. Knex itself writes a compound select on SQLite, which ends at 500 rows.
 */
export async function insertRows<R>(
  transaction: Knex.Transaction,
  options: {
    table: string;
    columns: readonly string[];
    rows: readonly Value[][];
    /** What follows the values: `on conflict ...`, `returning ...`. No user input. */
    suffix: string;
  },
): Promise<R[]> {
  const { table, columns, rows, suffix } = options;
  const atOnce = Math.floor(MOST_VALUES / columns.length);
  const placeholders = `(${columns.map(() => '?').join(',')})`;
  const returned: R[] = [];
  for (let start = 0; start < rows.length; start += atOnce) {
    const part = rows.slice(start, start + atOnce);
    const result = await transaction.raw(
      `insert into ${table} (${columns.join(',')}) values ${part
        .map(() => placeholders)
        .join(',')} ${suffix}`,
      part.flat(),
    );
    // The drivers disagree: an array from SQLite, an object with rows from PostgreSQL.
    const answered: R[] = Array.isArray(result) ? result : result.rows ?? [];
    for (const row of answered) {
      returned.push(row);
    }
  }
  return returned;
}
