import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import { inChunks } from '../database';
import {
  Cause,
  CAUSES,
  ClaimedSubject,
  EvaluationQueue,
  QueueState,
} from './EvaluationQueue';

interface QueueRow {
  subject_ref: string;
  causes: number;
  version: number | string;
  available_at: number | string;
  attempts: number;
  lease_owner: string | null;
  lease_until: number | string | null;
  queued_at: number | string | null;
  last_error: string | null;
}

const LEASE = 30_000;
const LONGEST_ERROR = 500;
const MOST_FAILURES = 50;

/**
 * {@link EvaluationQueue} in SQLite or PostgreSQL. On PostgreSQL several processes take rows without waiting for each other; a
 * process that dies gives its rows back when their leases end. Leases run on the machine's clock: they say nothing about data.
 */
export class DatabaseEvaluationQueue implements EvaluationQueue {
  static create(options: {
    database: Knex;
    /** For tests that need leases to end. */
    machineNow?: () => number;
    onAdded?: () => void;
  }): DatabaseEvaluationQueue {
    return new DatabaseEvaluationQueue(options);
  }

  readonly #database: Knex;
  readonly #now: () => number;
  readonly #onAdded: () => void;
  readonly #isPostgres: boolean;

  private constructor(options: {
    database: Knex;
    machineNow?: () => number;
    onAdded?: () => void;
  }) {
    this.#database = options.database;
    this.#now = options.machineNow ?? Date.now;
    this.#onAdded = options.onAdded ?? (() => {});
    this.#isPostgres = options.database.client.config.client === 'pg';
  }

  async add(
    refs: string[],
    cause: Cause,
    options?: { transaction?: Knex.Transaction },
  ): Promise<void> {
    const database = options?.transaction ?? this.#database;
    // In one order everywhere, so that two batches about the same subjects cannot wait for each other.
    const ordered = [...new Set(refs)].sort();
    await inChunks(
      ordered,
      async chunk => {
        await database('evaluation_queue')
          .insert(
            chunk.map(ref => ({
              subject_ref: ref,
              causes: CAUSES[cause],
              version: 1,
              available_at: this.#now(),
              attempts: 0,
              queued_at: this.#now(),
            })),
          )
          .onConflict('subject_ref')
          .merge({
            causes: database.raw('evaluation_queue.causes | excluded.causes'),
            version: database.raw('evaluation_queue.version + 1'),
          });
        return [];
      },
      100,
    );
    if (ordered.length > 0) {
      this.#onAdded();
    }
  }

  async addDue(now: number): Promise<number> {
    const due = await this.#database('subjects')
      .where({ state: 'live' })
      .where('next_look_at', '<=', now)
      .limit(1)
      .select('ref');
    if (due.length === 0) {
      return 0;
    }
    return this.#database.transaction(async tx => {
      const rows: { ref: string }[] = await tx('subjects')
        .where({ state: 'live' })
        .where('next_look_at', '<=', now)
        .update({ next_look_at: null })
        .returning('ref');
      await this.add(
        rows.map(({ ref }) => ref),
        'time',
        { transaction: tx },
      );
      return rows.length;
    });
  }

  async claim(options: {
    worker: string;
    limit: number;
    ref?: string;
  }): Promise<ClaimedSubject[]> {
    const now = this.#now();
    const free = this.#database<QueueRow>('evaluation_queue')
      .select('subject_ref')
      .where(either =>
        either.whereNull('lease_until').orWhere('lease_until', '<=', now),
      )
      .orderBy('available_at')
      .limit(options.limit);
    if (options.ref === undefined) {
      free.where('available_at', '<=', now);
    } else {
      free.where({ subject_ref: options.ref });
    }
    if (this.#isPostgres) {
      free.forUpdate().skipLocked();
    }
    const rows: QueueRow[] = await this.#database('evaluation_queue')
      .whereIn('subject_ref', free)
      .update({ lease_owner: options.worker, lease_until: now + LEASE })
      .returning('*');
    return rows.map(row => ({
      ref: row.subject_ref,
      causes: row.causes,
      version: Number(row.version),
      attempts: row.attempts,
      failed: row.last_error !== null,
      worker: options.worker,
    }));
  }

  async complete(
    claimed: ClaimedSubject,
    transaction: Knex.Transaction,
  ): Promise<boolean> {
    const removed = await transaction('evaluation_queue')
      .where({
        subject_ref: claimed.ref,
        version: claimed.version,
        lease_owner: claimed.worker,
      })
      .delete();
    return removed === 1;
  }

  async release(
    claimed: ClaimedSubject,
    delay: number,
    error?: unknown,
  ): Promise<void> {
    await this.#database('evaluation_queue')
      .where({ subject_ref: claimed.ref, lease_owner: claimed.worker })
      .update({
        lease_owner: null,
        lease_until: null,
        attempts:
          (claimed.failed === (error !== undefined) ? claimed.attempts : 0) + 1,
        available_at: this.#now() + delay,
        last_error:
          error === undefined
            ? null
            : stringifyError(error).slice(0, LONGEST_ERROR),
      });
  }

  async size(): Promise<number> {
    const [{ rows }] = await this.#database('evaluation_queue').count({
      rows: '*',
    });
    return Number(rows);
  }

  async state(): Promise<QueueState> {
    const rows = () => this.#database<QueueRow>('evaluation_queue');
    const [[all], [leased], [failing], failures] = await Promise.all([
      rows()
        .count({ size: '*' })
        .min({
          // A process of the version before, during an upgrade, leaves it empty.
          oldest: this.#database.raw('coalesce(queued_at, available_at)'),
        }),
      rows().where('lease_until', '>', this.#now()).count({ size: '*' }),
      rows().whereNotNull('last_error').count({ size: '*' }),
      rows()
        .whereNotNull('last_error')
        .orderBy([{ column: 'attempts', order: 'desc' }, 'subject_ref'])
        .limit(MOST_FAILURES)
        .select('*'),
    ]);
    return {
      size: Number(all.size),
      leased: Number(leased.size),
      ...(all.oldest === null ? {} : { oldestAt: Number(all.oldest) }),
      failing: Number(failing.size),
      failures: failures.map(row => ({
        ref: row.subject_ref,
        attempts: row.attempts,
        error: row.last_error ?? '',
        queuedAt: Number(row.queued_at ?? row.available_at),
        nextAttemptAt: Number(row.available_at),
      })),
    };
  }
}
