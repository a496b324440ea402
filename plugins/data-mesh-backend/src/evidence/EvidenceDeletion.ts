import { Knex } from 'knex';
import { inChunks } from '../database';
import { removeFromRollups } from './evidenceRollups';
import { EvidenceRow, toRecord } from './evidenceRow';

/** Records that go in one transaction, so that nobody who sends waits long. */
const PIECE = 1_000;

/** By what the records of a product are found, apart from its own name. */
interface Addresses {
  datasets: string[];
  repositories: string[];
}

/** How far a deletion is. Moments in milliseconds. */
export interface DeletionState {
  ref: string;
  requestedAt: number;
  /** Undefined while records are left. */
  finishedAt?: number;
  erase: boolean;
  /** Deleted so far. */
  records: number;
  /** Data sets and repositories left alone, because another live product claims them too. */
  shared: number;
}

interface DeletionRow {
  subject_ref: string;
  requested_at: number | string;
  finished_at: number | string | null;
  erase: boolean | number;
  records: number | string;
  shared: number;
  addresses: string;
}

/**
 * Deletes the evidence of products on request, a piece at a time and whatever process comes to it, and takes it out of the sums.
 * What is received after the request is not touched.
 */
export class EvidenceDeletion {
  readonly #database: Knex;
  readonly #onFinished: (state: DeletionState) => Promise<void>;

  private constructor(
    database: Knex,
    onFinished: (state: DeletionState) => Promise<void>,
  ) {
    this.#database = database;
    this.#onFinished = onFinished;
  }

  static create(options: {
    database: Knex;
    /** Called before a deletion is noted as finished, and again where that fails: what it does has to be idempotent. */
    onFinished: (state: DeletionState) => Promise<void>;
  }): EvidenceDeletion {
    return new EvidenceDeletion(options.database, options.onFinished);
  }

  /** Notes what is to be deleted. While it is under way, another request only adds that everything is to be erased. */
  async request(
    ref: string,
    options: { now: number; erase: boolean },
  ): Promise<DeletionState> {
    const { addresses, shared } = await this.#addressesOf(ref);
    const row: DeletionRow = {
      subject_ref: ref,
      requested_at: options.now,
      finished_at: null,
      erase: options.erase,
      records: 0,
      shared,
      addresses: JSON.stringify(addresses),
    };
    await this.#database.transaction(async tx => {
      const before = await this.#locked(tx, query =>
        query.where({ subject_ref: ref }),
      );
      if (before && before.finished_at === null) {
        await tx<DeletionRow>('evidence_deletions')
          .where({ subject_ref: ref })
          .update({ erase: options.erase || Boolean(before.erase) });
      } else {
        await tx('evidence_deletions')
          .insert(row)
          .onConflict('subject_ref')
          .merge();
      }
    });
    return (await this.state(ref))!;
  }

  async state(ref: string): Promise<DeletionState | undefined> {
    const row = await this.#database<DeletionRow>('evidence_deletions')
      .where({ subject_ref: ref })
      .first();
    return row && toState(row);
  }

  /**
   * Deletes the next piece of what is to be deleted.
   *
   * @param now - when a deletion that has come to its end was finished
   * @returns whether there may be more to do
   */
  async work(now: number): Promise<boolean> {
    const found = await this.#database.transaction(tx => this.#piece(tx));
    if (!found) {
      return false;
    }
    if (found.isEmpty) {
      // Not inside the transaction: SQLite has one connection.
      await this.#onFinished(found.state);
      await this.#database('evidence_deletions')
        .where({
          subject_ref: found.state.ref,
          requested_at: found.state.requestedAt,
        })
        .update({ finished_at: now });
    }
    return true;
  }

  /** @returns what was worked on, and whether nothing is left of it; undefined where there is nothing to do */
  async #piece(
    tx: Knex.Transaction,
  ): Promise<{ state: DeletionState; isEmpty: boolean } | undefined> {
    const row = await this.#locked(tx, query =>
      query.whereNull('finished_at').orderBy('requested_at').limit(1),
    );
    if (!row) {
      return undefined;
    }
    const ref = row.subject_ref;
    const addresses: Addresses = JSON.parse(row.addresses);
    const rows = await this.#nextRows(tx, row, addresses);
    if (rows.length === 0) {
      await this.#forgetSums(tx, ref, addresses);
      return { state: toState(row), isEmpty: true };
    }
    await inChunks(
      rows.map(({ id }) => id),
      async ids => {
        await tx('evidence').whereIn('id', ids).delete();
        return [];
      },
    );
    await removeFromRollups(
      tx,
      rows.map(gone => toRecord(gone, new Map())),
    );
    await tx('evidence_deletions')
      .where({ subject_ref: ref })
      .increment('records', rows.length);
    return { state: toState(row), isEmpty: false };
  }

  /** The row, held until the transaction ends; one that another process works on is passed over. */
  async #locked(
    tx: Knex.Transaction,
    where: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<DeletionRow | undefined> {
    const query = where(tx('evidence_deletions'));
    if (isPostgres(tx)) {
      query.forUpdate().skipLocked();
    }
    const rows: DeletionRow[] = await query.select('*');
    return rows[0];
  }

  async #nextRows(
    tx: Knex.Transaction,
    row: DeletionRow,
    { datasets, repositories }: Addresses,
  ): Promise<EvidenceRow[]> {
    const found = new Map<string, EvidenceRow>();
    const collect = async (column: string, values: string[]) => {
      for (let at = 0; at < values.length && found.size < PIECE; at += 500) {
        const query = tx<EvidenceRow>('evidence')
          .whereIn(column, values.slice(at, at + 500))
          .where('received_at', '<=', Number(row.requested_at))
          .limit(PIECE - found.size);
        if (isPostgres(tx)) {
          // The nightly retention may be about to delete the same.
          query.forUpdate();
        }
        const rows: EvidenceRow[] = await query.select('*');
        rows.forEach(item => found.set(item.id, item));
      }
    };
    await collect('dataset_key', datasets);
    await collect('repository', repositories);
    await collect('product', [row.subject_ref]);
    return [...found.values()];
  }

  /**
   * Takes away what is left of the sums over these addresses: of records that were deleted before, by their age. Addresses about which
   * new records came stay.
   */
  async #forgetSums(
    tx: Knex.Transaction,
    ref: string,
    { datasets, repositories }: Addresses,
  ): Promise<void> {
    for (const [kind, column, keys] of [
      ['dataset', 'dataset_key', datasets],
      ['product', 'product', [ref]],
      ['repository', 'repository', repositories],
    ] as const) {
      await inChunks([...keys].sort(), async chunk => {
        const sums = () =>
          tx('evidence_addresses')
            .where({ address_kind: kind })
            .whereIn('key', chunk);
        if (isPostgres(tx)) {
          // Who is about to add a record waits from here on; what was added before is seen by the next statement.
          await sums().orderBy('key').forUpdate().select('key');
        }
        const filled: string[] = await tx('evidence')
          .whereIn(column, chunk)
          .distinct()
          .pluck(column);
        await sums().whereNotIn('key', filled).delete();
        if (kind === 'dataset') {
          await tx('evidence_readers')
            .whereIn('dataset_key', chunk)
            .whereNotIn('dataset_key', filled)
            .delete();
        }
        return [];
      });
    }
  }

  async #addressesOf(
    ref: string,
  ): Promise<{ addresses: Addresses; shared: number }> {
    const database = this.#database;
    const now: { kind: string; key: string }[] = await database(
      'subject_addresses',
    )
      .where({ subject_ref: ref })
      .select('kind', 'key');
    const before: { key: string }[] = await database('subject_address_history')
      .where({ subject_ref: ref })
      .select('key');
    const all = new Map(
      [...now, ...before.map(({ key }) => ({ kind: 'dataset', key }))].map(
        address => [JSON.stringify([address.kind, address.key]), address],
      ),
    );
    const others = new Set(
      (
        await inChunks(
          [...all.values()].map(({ key }) => key),
          chunk =>
            database({ a: 'subject_addresses' })
              .join({ s: 'subjects' }, 's.ref', 'a.subject_ref')
              .where('s.state', 'live')
              .whereNot('a.subject_ref', ref)
              .whereIn('a.key', chunk)
              .select<{ kind: string; key: string }[]>('a.kind', 'a.key'),
        )
      ).map(({ kind, key }) => JSON.stringify([kind, key])),
    );
    const own = [...all].flatMap(([text, address]) =>
      others.has(text) ? [] : [address],
    );
    const keysOf = (wanted: string) =>
      own.filter(({ kind }) => kind === wanted).map(({ key }) => key);
    return {
      addresses: {
        datasets: keysOf('dataset'),
        repositories: keysOf('repository'),
      },
      shared: all.size - own.length,
    };
  }
}

function isPostgres(database: Knex): boolean {
  return database.client.config.client === 'pg';
}

function toState(row: DeletionRow): DeletionState {
  return {
    ref: row.subject_ref,
    requestedAt: Number(row.requested_at),
    ...(row.finished_at === null
      ? {}
      : { finishedAt: Number(row.finished_at) }),
    erase: Boolean(row.erase),
    records: Number(row.records),
    shared: row.shared,
  };
}
