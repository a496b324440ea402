import pg from 'pg';

type Client = InstanceType<typeof pg.Client>;

interface Row {
  [column: string]: string | number | boolean | null;
}

/**
 * The least that storing can cost: the same rows, put by one `insert` of many rows after the other into a table like `evidence` and
 * beside it, without HTTP, checks, identities or sums.
 */
export class Floor {
  readonly #client: Client;
  #columns: string[] = [];

  private constructor(client: Client) {
    this.#client = client;
  }

  /** On the database of the backend, once that has made its tables. */
  static async open(address: string): Promise<Floor> {
    const client = new pg.Client(address);
    await client.connect();
    await client.query('drop table if exists evidence_floor');
    await client.query(
      'create table evidence_floor (like evidence including all)',
    );
    return new Floor(client);
  }

  async close(): Promise<void> {
    await this.#client.query('drop table evidence_floor');
    await this.#client.end();
  }

  async #rows<T extends object>(sql: string, values?: unknown[]): Promise<T[]> {
    return (await this.#client.query<T>(sql, values)).rows;
  }

  /** What the backend has stored since then, in the order in which it was stored. */
  async newRows(since: number): Promise<Row[]> {
    return this.#rows<Row>('select * from evidence where received_at >= $1', [
      since,
    ]);
  }

  /** @returns the milliseconds it took */
  async insert(rows: Row[], atOnce: number): Promise<number> {
    this.#columns = Object.keys(rows[0] ?? {});
    const begin = performance.now();
    for (let start = 0; start < rows.length; start += atOnce) {
      await this.#insertOnce(rows.slice(start, start + atOnce));
    }
    return performance.now() - begin;
  }

  async #insertOnce(rows: Row[]): Promise<void> {
    const values: unknown[] = [];
    const places = rows.map(row => {
      const place = this.#columns.map(column => {
        values.push(row[column]);
        return `$${values.length}`;
      });
      return `(${place.join(',')})`;
    });
    await this.#client.query(
      `insert into evidence_floor (${this.#columns.join(
        ',',
      )}) values ${places.join(',')}`,
      values,
    );
  }

  /** How many rows each table has, and how many ids only one of them has. */
  async compare(): Promise<{
    evidence: number;
    floor: number;
    different: number;
  }> {
    const [found] = await this.#rows<{
      evidence: string;
      floor: string;
      different: string;
    }>(`select
      (select count(*) from evidence) as evidence,
      (select count(*) from evidence_floor) as floor,
      (select count(*) from evidence e full join evidence_floor f on e.id = f.id
        where e.id is null or f.id is null) as different`);
    return {
      evidence: Number(found.evidence),
      floor: Number(found.floor),
      different: Number(found.different),
    };
  }

  /** Sums that the backend keeps beside the records and that do not add up. */
  async wrongSums(): Promise<number> {
    const [{ wrong }] = await this.#rows<{ wrong: string }>(`select (
        select count(*) from evidence_reach r where records <> (
          select count(*) from evidence e where e.publisher = r.publisher and e.kind = r.kind)
      ) + (
        select count(*) from (
          select key, sum(records) as records from evidence_addresses where address_kind = 'dataset' group by key
        ) a full join (
          select dataset_key, count(*) as records from evidence where dataset_key is not null group by dataset_key
        ) e on e.dataset_key = a.key
        where a.records is distinct from e.records
      ) as wrong`);
    return Number(wrong);
  }

  /** Bytes of `evidence` with its indexes, and of all tables of the plugin. */
  async size(): Promise<{ evidence: number; sums: number }> {
    const [found] = await this.#rows<{ evidence: string; sums: string }>(
      `select pg_total_relation_size('evidence') as evidence,
        (select sum(pg_total_relation_size(c.oid)) from pg_class c
          where c.relkind = 'r' and c.relname like 'evidence\\_%' and c.relname <> 'evidence_floor') as sums`,
    );
    return { evidence: Number(found.evidence), sums: Number(found.sums) };
  }
}
