import { EvidenceRow } from '../evidence';
import { UnknownCause, Witness } from '../vocabulary';

/** What a service level objective is about; frequency and latency are one promise, timeliness. @public */
export type SloProperty =
  | 'timeliness'
  | 'rule'
  | 'availability'
  | 'completeness'
  | 'errorRate'
  | 'timeToDetect'
  | 'timeToRepair';

/** One day of a service level objective, UTC. `expected` = `kept` + missed + gaps; gaps were expected and not measured. @public */
export interface SloDay {
  /** `2026-11-20` */
  day: string;
  expected: number;
  measured: number;
  kept: number;
  /** Intervals in which the source was silent for everybody: not expected. */
  excluded: number;
  /** Version of the contract that promised it. */
  version?: string;
}

/** A row behind a service level objective: a record, or a gap where one should have been. @public */
export interface SloRow extends EvidenceRow {
  /** The day whose figures it belongs to, UTC: `2026-11-20`. */
  day: string;
  /** When the interval was due that it belongs to; absent where nothing is due at a set time. */
  due?: string;
  /** How many expected results a gap stands for; absent: one. */
  count?: number;
}

/** A promise of a port, and how it was kept. Formulas: `docs/slo.md`. @public */
export interface Slo {
  /** Stays the same as long as the promise is there. */
  key: string;
  /** `port@major` */
  port: string;
  property: SloProperty;
  /** The promise in a sentence, with units. */
  promise: string;
  /** Version of the contract in force, and since when it promises this. */
  version?: string;
  since: string;
  /** Share that is promised, 0 to 1; absent where nothing is counted. */
  target?: number;
  /** For rules: whether it counts for the check "Mandatory rules hold". */
  mandatory?: boolean;
  state: 'kept' | 'missed' | 'unknown' | 'stale';
  cause?: UnknownCause;
  /** One sentence with the values in it. */
  reason: string;
  /** Length of the window that the figures cover. */
  windowDays: number;
  /** In the window; absent while it is unknown or stale. */
  figures?: {
    expected: number;
    measured: number;
    kept: number;
    gaps: number;
    excluded: number;
    /** kept / expected */
    attained: number;
  };
  /** Error budget of the window, in intervals or evaluations. */
  budget?: {
    /** Misses with which the promise would still be kept. */
    allowed: number;
    used: number;
    /** Below 0: overdrawn. */
    left: number;
    /** The same as a length of time, where an interval has one. */
    leftSeconds?: number;
  };
  /** The newest record; where it is not known yet or too old, the newest that came. */
  last?: {
    recordId: string;
    at: string;
    source: string;
    witness: Witness;
  };
  /** The check of the rubric that counts the same records, and opens them with their gaps. */
  check?: string;
  /** Ascending; days without anything expected or measured are left out. */
  days: SloDay[];
}

/** The service level objectives of a product. @public */
export interface SloReport {
  ref: string;
  /** When anything in it last changed. */
  evaluatedAt: string;
  /** The newest of the days, today in UTC: `2026-11-20`. */
  until: string;
  items: Slo[];
}
