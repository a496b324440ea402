import pg from 'pg';

type Client = InstanceType<typeof pg.Client>;

/** Rows that would be there twice if two processes had done the same work. Each query lists what is wrong. */
const TWICE: Record<string, string> = {
  'claim versions': again('claim_versions', 'subject_ref', 'digest'),
  'contract versions': again('contract_versions', 'key', 'digest'),
  'history of scorecards': again('scorecard_history', 'subject_ref', 'digest'),
  'level changes': again('level_changes', 'subject_ref', 'level'),
  'open findings':
    'select subject_ref from findings where closed_at is null group by 1 having count(*) > 1',
  addresses:
    'select subject_ref from subject_addresses group by subject_ref, kind, key having count(*) > 1',
  'past addresses':
    'select subject_ref from subject_address_history where until is null group by subject_ref, key having count(*) > 1',
  'sums by source': `select publisher from evidence_reach group by publisher
    having sum(records) <> (select count(*) from evidence e where e.publisher = evidence_reach.publisher)`,
  'sums by data set': `select key from evidence_addresses a where address_kind = 'dataset' and records <> (
    select count(*) from evidence e where e.dataset_key = a.key and e.publisher = a.publisher and e.kind = a.kind)`,
  'sums by repository': `select key from evidence_addresses a where address_kind = 'repository' and records <> (
    select count(*) from evidence e where e.repository = a.key and e.publisher = a.publisher)`,
  'sums of reads': `select dataset_key from evidence_readers r group by dataset_key having sum(reads) <> (
    select sum((payload::json ->> 'reads')::bigint) from evidence e
    where e.kind = 'usage' and e.dataset_key = r.dataset_key)`,
};

/** Rows that say the same as the row before them of the same subject. */
function again(table: string, subject: string, value: string): string {
  return `select subject from (
    select ${subject} as subject, ${value} as value,
      lag(${value}) over (partition by ${subject} order by id) as before
    from ${table}) as rows where value = before`;
}

/** Reads the plugin's database past the plugin. */
export class MeshDatabase {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** Of the run whose databases have this prefix. */
  static async open(server: string, prefix: string): Promise<MeshDatabase> {
    const address = new URL(server);
    address.pathname = `/${prefix}data-mesh`;
    const client = new pg.Client(address.href);
    await client.connect();
    return new MeshDatabase(client);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #rows<T extends object>(sql: string, values?: unknown[]): Promise<T[]> {
    return (await this.#client.query<T>(sql, values)).rows;
  }

  async ids(): Promise<Set<string>> {
    const rows = await this.#rows<{ id: string }>('select id from evidence');
    return new Set(rows.map(({ id }) => id));
  }

  async records(): Promise<number> {
    const [{ count }] = await this.#rows<{ count: string }>(
      'select count(*) from evidence',
    );
    return Number(count);
  }

  /** Subjects that this process holds. */
  async heldBy(pid: number): Promise<string[]> {
    const rows = await this.#rows<{ subject_ref: string }>(
      'select subject_ref from evaluation_queue where lease_owner like $1',
      [`%:${pid}:%`],
    );
    return rows.map(row => row.subject_ref);
  }

  async waiting(): Promise<number> {
    const [{ count }] = await this.#rows<{ count: string }>(
      'select count(*) from evaluation_queue',
    );
    return Number(count);
  }

  async live(): Promise<number> {
    const [{ count }] = await this.#rows<{ count: string }>(
      "select count(*) from subjects join scorecards on subject_ref = ref where state = 'live'",
    );
    return Number(count);
  }

  /** What is there twice, by kind of row; empty where nothing is. */
  async twice(): Promise<string[]> {
    const found: string[] = [];
    for (const [what, sql] of Object.entries(TWICE)) {
      const rows = await this.#rows<object>(sql);
      if (rows.length > 0) {
        found.push(
          `${what}: ${rows.length}, such as ${JSON.stringify(rows[0])}`,
        );
      }
    }
    return found;
  }

  /**
   * What is in force of every product: the digest of all that is shown, and when it is looked at again. The digest leaves out
   * when the result was written.
   */
  async results(): Promise<Map<string, string>> {
    const rows = await this.#rows<{
      ref: string;
      digest: string;
      level: string;
      next_look_at: string | null;
    }>(
      `select ref, digest, scorecard::json #>> '{level,computed}' as level, next_look_at
        from subjects join scorecards on subject_ref = ref where state = 'live' order by 1`,
    );
    return new Map(
      rows.map(({ ref, digest, level, next_look_at: next }) => [
        ref,
        `level ${level}, next look ${next}, ${digest}`,
      ]),
    );
  }
}
