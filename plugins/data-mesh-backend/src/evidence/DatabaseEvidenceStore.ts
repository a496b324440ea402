import {
  EvidenceKind,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  DatasetId,
  datasetKey,
  EvidenceRecord,
  SourceReach,
  repositoryKey,
} from '@meshproof/core';
import { Knex } from 'knex';
import { inChunks } from '../database';
import { byHandPublishers } from './byHandPublishers';
import {
  EVIDENCE_COLUMNS,
  EvidenceRow,
  toRecord,
  toValues,
} from './evidenceRow';
import { addToRollups, lastPartOf } from './evidenceRollups';
import {
  DatasetUsage,
  EvidenceListener,
  EvidenceStore,
  ProductReach,
  PublisherReach,
  UnmatchedEvidence,
  UnmatchedName,
} from './EvidenceStore';
import { insertRows } from './insertRows';
import { Publisher } from './Publisher';

const ATTEMPTS = 3;
/** PostgreSQL: deadlock detected, could not serialize. */
const TRY_AGAIN = ['40P01', '40001'];
const CHUNK = 500;
const MOST_OWNER_GROUPS = 3;

/** PostgreSQL hands 64-bit numbers over as text. */
type Count<K extends string> = { [key in K]: number | string };

interface SourceKey {
  publisher: string;
  kind: EvidenceKind;
  namespace: string;
}

type PublisherCount = { publisher: string } & Count<'count'>;

type ReachRow = SourceKey & { witness: Witness } & Count<
    'first_at' | 'last_at' | 'usual_interval' | 'records'
  >;

type AddressRow = SourceKey & {
  key: string;
  dataset_namespace: string;
  dataset_name: string;
} & Count<'records' | 'first_at' | 'last_at'>;

/** Keeps evidence in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseEvidenceStore implements EvidenceStore {
  static create(options: {
    /** With the migrations applied. */
    database: Knex;
    /** For their titles. */
    publishers: Publisher[];
    listener?: EvidenceListener;
  }): DatabaseEvidenceStore {
    return new DatabaseEvidenceStore(
      options.database,
      new Map(
        [...Object.values(byHandPublishers), ...options.publishers].map(
          ({ id, title }) => [id, title],
        ),
      ),
      options.listener,
    );
  }

  readonly #database: Knex;
  readonly #titles: Map<string, string>;
  readonly #listener: EvidenceListener | undefined;

  private constructor(
    database: Knex,
    titles: Map<string, string>,
    listener: EvidenceListener | undefined,
  ) {
    this.#database = database;
    this.#titles = titles;
    this.#listener = listener;
  }

  async add(records: EvidenceRecord[]) {
    // In the order of their ids, so that two replicas with the same batch wait for each other in the same order.
    const distinct = new Map<string, EvidenceRecord>();
    for (const record of records) {
      if (!distinct.has(record.id)) {
        distinct.set(record.id, record);
      }
    }
    const ordered = [...distinct.values()].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    if (ordered.length === 0) {
      return { inserted: [], duplicates: 0 };
    }
    const { inserted, reachesFurther } = await this.#withRetry(() =>
      this.#insert(ordered),
    );
    if (reachesFurther) {
      this.#listener?.sourcesReachFurther?.();
    }
    return { inserted, duplicates: records.length - inserted.length };
  }

  async #insert(
    ordered: EvidenceRecord[],
  ): Promise<{ inserted: EvidenceRecord[]; reachesFurther: boolean }> {
    return this.#database.transaction(async transaction => {
      const rows = await insertRows<{ id: string }>(transaction, {
        table: 'evidence',
        columns: EVIDENCE_COLUMNS,
        rows: ordered.map(toValues),
        suffix: 'on conflict (id) do nothing returning id',
      });
      const newIds = new Set(rows.map(({ id }) => id));
      const inserted = ordered.filter(({ id }) => newIds.has(id));
      if (inserted.length === 0) {
        return { inserted, reachesFurther: false };
      }
      const reachesFurther = await addToRollups(transaction, inserted);
      await this.#listener?.recordsArrived({ transaction, records: inserted });
      return { inserted, reachesFurther };
    });
  }

  async #withRetry<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt >= ATTEMPTS || !TRY_AGAIN.includes(codeOf(error))) {
          throw error;
        }
      }
    }
  }

  async listForSubject(options: {
    datasetKeys: string[];
    repositories: string[];
    product: string;
    since: number;
    kinds?: EvidenceKind[];
  }): Promise<EvidenceRecord[]> {
    const { kinds } = options;
    // Three questions with an index each; one with `or` would read whole years of a busy data set.
    const rows = new Map<string, EvidenceRow>();
    const collect = async (column: string, values: string[]) => {
      for (let start = 0; start < values.length; start += CHUNK) {
        const query = this.#database<EvidenceRow>('evidence')
          .whereIn(column, values.slice(start, start + CHUNK))
          .where('time', '>=', options.since)
          .select('*');
        const found: EvidenceRow[] = await (kinds
          ? query.whereIn('kind', kinds)
          : query);
        found.forEach(row => rows.set(row.id, row));
      }
    };
    await collect('dataset_key', [...new Set(options.datasetKeys)]);
    await collect('repository', [
      ...new Set(options.repositories.map(repositoryKey)),
    ]);
    await collect('product', [options.product]);
    return [...rows.values()]
      .map(row => toRecord(row, this.#titles))
      .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  }

  async listNewest(
    options: Parameters<EvidenceStore['listNewest']>[0],
  ): Promise<EvidenceRecord[]> {
    const { kinds, publishers, since, until, before, limit } = options;
    // The newest of each index, and of those the newest again.
    const newest = (column: string, values: string[]) =>
      inChunks([...new Set(values)], async (chunk): Promise<EvidenceRow[]> => {
        const query = this.#database<EvidenceRow>('evidence')
          .whereIn(column, chunk)
          .orderBy([
            { column: 'time', order: 'desc' },
            { column: 'id', order: 'desc' },
          ])
          .limit(limit)
          .select('*');
        if (kinds.length > 0) {
          query.whereIn('kind', kinds);
        }
        if (publishers.length > 0) {
          query.whereIn('publisher', publishers);
        }
        if (since !== undefined) {
          query.where('time', '>=', since);
        }
        if (until !== undefined) {
          query.where('time', '<', until);
        }
        if (before) {
          query
            .where('time', '<=', before.time)
            .where(later =>
              later
                .where('time', '<', before.time)
                .orWhere('id', '<', before.id),
            );
        }
        return query;
      });
    const rows = new Map(
      (
        await Promise.all([
          newest('dataset_key', options.datasetKeys),
          newest('repository', options.repositories),
          newest('product', options.products),
        ])
      )
        .flat()
        .map(row => [row.id, row] as const),
    );
    return [...rows.values()]
      .map(row => toRecord(row, this.#titles))
      .sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  async get(id: string): Promise<EvidenceRecord | undefined> {
    const row = await this.#database<EvidenceRow>('evidence')
      .where({ id })
      .first();
    return row && toRecord(row, this.#titles);
  }

  async reach(): Promise<SourceReach[]> {
    const [rows, owners] = await Promise.all([
      this.#database<ReachRow>('evidence_reach')
        .orderBy(['publisher', 'kind', 'namespace'])
        .select('*'),
      this.#claimedAddresses()
        .groupBy('a.publisher', 'a.kind', 'a.namespace')
        .countDistinct({ owners: 's.owner' })
        .select<(SourceKey & Count<'owners'>)[]>(
          'a.publisher',
          'a.kind',
          'a.namespace',
        ),
    ]);
    const ownerGroups = new Map<string, number>(
      owners.map(row => [
        JSON.stringify([row.publisher, row.kind, row.namespace]),
        Math.min(MOST_OWNER_GROUPS, Number(row.owners)),
      ]),
    );
    return rows.map(row => ({
      publisher: row.publisher,
      title: this.#titles.get(row.publisher) ?? row.publisher,
      witness: row.witness,
      kind: row.kind,
      namespace: row.namespace,
      firstAt: Number(row.first_at),
      lastAt: Number(row.last_at),
      usualInterval: Number(row.usual_interval),
      records: Number(row.records),
      ownerGroups:
        ownerGroups.get(
          JSON.stringify([row.publisher, row.kind, row.namespace]),
        ) ?? 0,
    }));
  }

  async publisherReach(): Promise<PublisherReach[]> {
    const [sent, datasets, unmatched] = await Promise.all([
      this.#database('evidence_reach')
        .groupBy('publisher')
        .orderBy('publisher')
        .max({ last: 'last_received_at' })
        .select<({ publisher: string } & Count<'last'>)[]>('publisher'),
      this.#database({ a: 'evidence_addresses' })
        .where('a.address_kind', 'dataset')
        .groupBy('a.publisher')
        .countDistinct({ count: 'a.key' })
        .select<PublisherCount[]>('a.publisher'),
      this.#unclaimed().groupBy('a.publisher').select<PublisherCount[]>(
        'a.publisher',
        // One address has a row for each kind of record.
        this.#database.raw(
          "count(distinct a.address_kind || ' ' || a.key) as count",
        ),
      ),
    ]);
    const countOf = (rows: PublisherCount[], publisher: string) =>
      Number(rows.find(row => row.publisher === publisher)?.count ?? 0);
    return sent.map(row => ({
      publisher: row.publisher,
      datasets: countOf(datasets, row.publisher),
      unmatched: countOf(unmatched, row.publisher),
      lastReceivedAt: Number(row.last),
    }));
  }

  async productReach(): Promise<ProductReach[]> {
    const key = ['a.publisher', 'a.kind', 'a.namespace', 's.ref'];
    const rows = await this.#claimedAddresses()
      .groupBy(key)
      .orderBy(key)
      .min({ first_at: 'a.first_at' })
      .max({ last_at: 'a.last_at' })
      .select<(SourceKey & { ref: string } & Count<'first_at' | 'last_at'>)[]>(
        key,
      );
    return rows.map(row => ({
      publisher: row.publisher,
      kind: row.kind,
      namespace: row.namespace,
      product: row.ref,
      firstAt: Number(row.first_at),
      lastAt: Number(row.last_at),
    }));
  }

  async listUnmatched(options: {
    limit: number;
    near?: DatasetId[];
  }): Promise<UnmatchedEvidence[]> {
    const keys = this.#unclaimed()
      .where('a.address_kind', 'dataset')
      .groupBy('a.key')
      .orderByRaw('sum(a.records) desc, a.key')
      .limit(options.limit)
      .select('a.key');
    if (options.near) {
      keys.whereIn('a.last_part', [
        ...new Set(options.near.map(near => lastPartOf(datasetKey(near)))),
      ]);
    }
    const found: { key: string }[] = await keys;
    const items = new Map<string, UnmatchedEvidence>();
    for (let start = 0; start < found.length; start += CHUNK) {
      const rows = await this.#database('evidence_addresses')
        .where({ address_kind: 'dataset' })
        .whereIn(
          'key',
          found.slice(start, start + CHUNK).map(({ key }) => key),
        )
        .orderBy(['key', 'publisher', 'kind'])
        .select('*');
      for (const row of rows) {
        addUnmatched(items, row);
      }
    }
    return found.flatMap(({ key }) => items.get(key) ?? []);
  }

  async listUnmatchedNames(options: {
    limit: number;
  }): Promise<UnmatchedName[]> {
    const rows: {
      type: UnmatchedName['type'];
      name: string;
      records: number | string;
      last_at: number | string;
    }[] = await this.#unclaimed()
      .whereIn('a.address_kind', ['product', 'repository'])
      .groupBy('a.address_kind', 'a.key')
      .orderByRaw('sum(a.records) desc, a.key')
      .limit(options.limit)
      .sum({ records: 'a.records' })
      .max({ last_at: 'a.last_at' })
      .select({ type: 'a.address_kind', name: 'a.key' });
    const kinds: { name: string; type: string; kind: EvidenceKind }[] =
      await inChunks(
        rows.map(({ name }) => name),
        chunk =>
          this.#database('evidence_addresses')
            .whereIn('address_kind', ['product', 'repository'])
            .whereIn('key', chunk)
            .distinct({ name: 'key', type: 'address_kind', kind: 'kind' }),
      );
    return rows.map(({ type, name, records, last_at: lastAt }) => ({
      type,
      name,
      kinds: kinds
        .filter(item => item.name === name && item.type === type)
        .map(({ kind }) => kind)
        .sort(),
      records: Number(records),
      lastAt: Number(lastAt),
    }));
  }

  async firstRecords(
    keys: readonly string[],
  ): Promise<{ address: string; since: number }[]> {
    const rows = await inChunks(keys, chunk =>
      this.#database('evidence_addresses')
        .where({ address_kind: 'dataset' })
        .whereIn('key', chunk)
        .groupBy('key')
        .orderBy('key')
        .min({ since: 'first_at' })
        .select<({ key: string } & Count<'since'>)[]>('key'),
    );
    return rows.map(({ key, since }) => ({
      address: key,
      since: Number(since),
    }));
  }

  async usageByDataset(options: { since: number }): Promise<DatasetUsage[]> {
    const rows = await this.#database('evidence_readers')
      .where('last_at', '>=', options.since)
      .orderBy(['dataset_key', 'consumer', 'principal'])
      .select('*');
    return rows.map(row => ({
      dataset: { namespace: row.dataset_namespace, name: row.dataset_name },
      ...(row.consumer === '' ? {} : { consumer: row.consumer }),
      ...(row.principal === '' ? {} : { principal: row.principal }),
      lastAt: Number(row.last_at),
      reads: Number(row.reads),
      writer: Boolean(row.writer),
    }));
  }

  async totals(): Promise<{ records: number; publishers: number }> {
    const row = await this.#database('evidence_reach')
      .sum({ records: 'records' })
      .countDistinct({ publishers: 'publisher' })
      .first();
    return {
      records: Number(row?.records ?? 0),
      publishers: Number(row?.publishers ?? 0),
    };
  }

  /** What records are about (`a`), with the live products (`s`) that claim it. */
  #claimedAddresses() {
    const database = this.#database;
    return database({ a: 'evidence_addresses' })
      .leftJoin({ x: 'subject_addresses' }, join =>
        join.on('x.kind', 'a.address_kind').andOn('x.key', 'a.key'),
      )
      .join({ s: 'subjects' }, join =>
        join.on(
          's.ref',
          database.raw(
            "coalesce(x.subject_ref, case when a.address_kind = 'product' then a.key end)",
          ),
        ),
      )
      .where('s.state', 'live');
  }

  /** What records are about (`a`) and no live product claims: data sets, repositories, and names of products. */
  #unclaimed() {
    const database = this.#database;
    return database({ a: 'evidence_addresses' })
      .whereNotExists(
        database({ x: 'subject_addresses' })
          .join({ s: 'subjects' }, 's.ref', 'x.subject_ref')
          .where('s.state', 'live')
          .whereRaw('x.kind = a.address_kind and x.key = a.key')
          .select(database.raw('1')),
      )
      .whereNotExists(
        database({ p: 'subjects' })
          .where('p.state', 'live')
          .whereRaw("a.address_kind = 'product' and p.ref = a.key")
          .select(database.raw('1')),
      );
  }
}

function addUnmatched(items: Map<string, UnmatchedEvidence>, row: AddressRow) {
  const item = items.get(row.key) ?? {
    dataset: { namespace: row.dataset_namespace, name: row.dataset_name },
    key: row.key,
    kinds: [],
    publishers: [],
    records: 0,
    firstAt: Number(row.first_at),
    lastAt: Number(row.last_at),
  };
  items.set(row.key, {
    ...item,
    kinds: [...new Set([...item.kinds, row.kind])].sort(),
    publishers: [...new Set([...item.publishers, row.publisher])],
    records: item.records + Number(row.records),
    firstAt: Math.min(item.firstAt, Number(row.first_at)),
    lastAt: Math.max(item.lastAt, Number(row.last_at)),
  });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : '';
}
