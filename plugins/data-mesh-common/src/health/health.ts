import { Problem } from '../scorecard';

/** How many rows of one kind are kept. @public */
export interface StoredRowsReport {
  /** `sums` are data sets, repositories and products that records were ever about. */
  what:
    | 'products'
    | 'claims'
    | 'contracts'
    | 'records'
    | 'sums'
    | 'readers'
    | 'scorecards'
    | 'history';
  rows: number;
  oldestAt?: string;
}

/** How the plugin does, for those who run it. Moments are those of the machine, but for `silentSince`. @public */
export interface HealthReport {
  at: string;
  queue: {
    /** Products that wait to be judged, those being judged included. */
    size: number;
    /** Of these, how many a process holds. */
    leased: number;
    /** Since when the product waits that has waited longest. */
    oldestAt?: string;
    failing: number;
    /** Products whose last turn failed, most attempts first; at most 50. */
    failures: {
      ref: string;
      /** Failures in a row. */
      attempts: number;
      error: string;
      queuedAt: string;
      nextAttemptAt: string;
    }[];
  };
  /** What all processes did in the minutes before. */
  evaluation: {
    minutes: number;
    turns: number;
    /** Turns that changed a stored result. */
    changed: number;
    failed: number;
    meanSeconds: number;
    longestSeconds: number;
  };
  rubric: {
    id: string;
    version: string;
    /** Products that wait for their first result by these rules and settings. */
    outdated: number;
  };
  /** The regular tasks, as they went the last time. */
  tasks: {
    name: string;
    replica: string;
    startedAt: string;
    /** Absent while it runs, and where its process ended before it did. */
    endedAt?: string;
    error?: string;
    detail?: Record<string, unknown>;
  }[];
  /** Processes that left a sign of life in the last two minutes. */
  replicas: {
    name: string;
    startedAt: string;
    seenAt: string;
    turns: number;
  }[];
  sources: {
    known: number;
    neverHeard: { publisher: string; title: string }[];
    silent: { publisher: string; title: string; silentSince: string }[];
  };
  problems: {
    area: Problem['area'];
    severity: Problem['severity'];
    count: number;
  }[];
  stored: StoredRowsReport[];
  database: {
    kind: 'PostgreSQL' | 'SQLite';
    version: string;
    /** File names of migrations. */
    applied: string[];
    pending: string[];
  };
}
