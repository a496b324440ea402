import { Knex } from 'knex';

/** Why a subject is looked at again. Bits, so that a row can hold several. */
export const CAUSES = {
  claim: 1,
  evidence: 2,
  rubric: 4,
  waiver: 8,
  people: 16,
  time: 32,
} as const;

/** Name of a cause. */
export type Cause = keyof typeof CAUSES;

/** A row that one worker holds until its lease ends. */
export interface ClaimedSubject {
  ref: string;
  causes: number;
  version: number;
  /** Turns before this one that ended alike: failed, or overtaken by something newer. */
  attempts: number;
  /** Whether the last turn failed. */
  failed: boolean;
  worker: string;
}

/** How the queue stands, by the machine's clock. */
export interface QueueState {
  size: number;
  /** Rows that some process holds. */
  leased: number;
  /** Since when the row is there that has been there longest, milliseconds; undefined where there is none. */
  oldestAt?: number;
  failing: number;
  /** Subjects whose last turn failed, most attempts first. */
  failures: QueueFailure[];
}

/** A subject whose last turn failed. */
export interface QueueFailure {
  ref: string;
  attempts: number;
  error: string;
  queuedAt: number;
  nextAttemptAt: number;
}

/** One row per subject that has to be looked at; at-least-once. */
export interface EvaluationQueue {
  /** Puts subjects in, or adds the cause to those that are in. Inside `transaction` where one is given. */
  add(
    refs: string[],
    cause: Cause,
    options?: { transaction?: Knex.Transaction },
  ): Promise<void>;
  /** Moves subjects whose time has come into the queue. */
  addDue(now: number): Promise<number>;
  /** Hands out rows that nobody else holds. */
  claim(options: {
    worker: string;
    limit: number;
    /** Only this subject, whether or not its waiting time is over. */
    ref?: string;
  }): Promise<ClaimedSubject[]>;
  /** Removes the row unless something newer arrived; tells whether it was removed. */
  complete(
    claimed: ClaimedSubject,
    transaction: Knex.Transaction,
  ): Promise<boolean>;
  /** Gives the row back, to be tried again after `delay` milliseconds; `error` says why the turn failed, if it did. */
  release(
    claimed: ClaimedSubject,
    delay: number,
    error?: unknown,
  ): Promise<void>;
  size(): Promise<number>;
  state(): Promise<QueueState>;
}
