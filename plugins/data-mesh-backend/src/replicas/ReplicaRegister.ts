import { Knex } from 'knex';
import { EvaluationFigures, EvaluationTally } from './EvaluationTally';

const DAY = 24 * 3_600_000;
/** Four times the pause between two signs of life. */
const LATELY = 120_000;

/** A process that was at work lately. */
export interface Replica {
  /** `host:process:random`. */
  name: string;
  startedAt: number;
  seenAt: number;
  figures: EvaluationFigures;
}

/**
 * Where each process leaves a sign of life with what it did, so that one of them can tell of all. It says that a process was there, not
 * that it is: one that was killed is listed until its sign is two minutes old. By the machine's clock.
 */
export class ReplicaRegister {
  readonly #database: Knex;
  readonly #name: string;
  readonly #tally: EvaluationTally;
  readonly #now: () => number;
  readonly #startedAt: number;

  private constructor(options: {
    database: Knex;
    name: string;
    tally: EvaluationTally;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#name = options.name;
    this.#tally = options.tally;
    this.#now = options.now;
    this.#startedAt = options.now();
  }

  static create(options: {
    database: Knex;
    name: string;
    tally: EvaluationTally;
    /** For tests. */
    machineNow?: () => number;
  }): ReplicaRegister {
    return new ReplicaRegister({
      ...options,
      now: options.machineNow ?? Date.now,
    });
  }

  /** Leaves a sign, and clears away what others left long ago. */
  async sign(): Promise<void> {
    const now = this.#now();
    await this.#database('replicas')
      .insert({
        name: this.#name,
        started_at: this.#startedAt,
        seen_at: now,
        figures: JSON.stringify(this.#tally.figures()),
      })
      .onConflict('name')
      .merge();
    await this.#database('replicas')
      .where('seen_at', '<', now - DAY)
      .delete();
  }

  /** Takes the sign away: this process is about to end. */
  async leave(): Promise<void> {
    await this.#database('replicas').where({ name: this.#name }).delete();
  }

  /** Those who were seen lately, this one with what it did up to now, by name. */
  async list(): Promise<Replica[]> {
    const rows = await this.#database('replicas')
      .where('seen_at', '>=', this.#now() - LATELY)
      .select('*');
    const others = rows
      .filter(row => row.name !== this.#name)
      .map(row => ({
        name: row.name as string,
        startedAt: Number(row.started_at),
        seenAt: Number(row.seen_at),
        figures: JSON.parse(row.figures) as EvaluationFigures,
      }));
    return [
      ...others,
      {
        name: this.#name,
        startedAt: this.#startedAt,
        seenAt: this.#now(),
        figures: this.#tally.figures(),
      },
    ].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
