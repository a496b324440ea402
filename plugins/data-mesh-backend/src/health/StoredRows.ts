import { StoredRowsReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';

/** What each count is of, and the column that tells how far back it goes. */
const TABLES: { what: StoredRowsReport['what']; table: string; at?: string }[] =
  [
    { what: 'products', table: 'subjects', at: 'first_seen' },
    { what: 'claims', table: 'claim_versions', at: 'valid_from' },
    { what: 'contracts', table: 'contract_versions', at: 'valid_from' },
    { what: 'records', table: 'evidence', at: 'time' },
    { what: 'sums', table: 'evidence_addresses', at: 'first_at' },
    { what: 'readers', table: 'evidence_readers' },
    { what: 'scorecards', table: 'scorecards', at: 'evaluated_at' },
    { what: 'history', table: 'scorecard_history', at: 'at' },
  ];

const MAX_AGE = 60_000;

/** Counts what is kept. Counting millions of records takes a moment, so that a count is remembered for a minute. */
export class StoredRows {
  readonly #database: Knex;
  #counted: { at: number; rows: Promise<StoredRowsReport[]> } | undefined;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): StoredRows {
    return new StoredRows(options.database);
  }

  async count(): Promise<StoredRowsReport[]> {
    if (!this.#counted || Date.now() - this.#counted.at > MAX_AGE) {
      const rows = Promise.all(TABLES.map(table => this.#count(table)));
      this.#counted = { at: Date.now(), rows };
      rows.catch(() => {
        this.#counted = undefined;
      });
    }
    return this.#counted.rows;
  }

  async #count(options: (typeof TABLES)[number]): Promise<StoredRowsReport> {
    const { what, table, at } = options;
    const query = this.#database(table).count({ rows: '*' });
    const [found] = await (at ? query.min({ oldest: at }) : query);
    const oldest =
      (found as { oldest?: number | string | null }).oldest ?? undefined;
    return {
      what,
      rows: Number(found.rows),
      ...(oldest === undefined
        ? {}
        : { oldestAt: new Date(Number(oldest)).toISOString() }),
    };
  }
}
