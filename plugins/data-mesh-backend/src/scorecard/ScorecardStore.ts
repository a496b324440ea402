import {
  Level,
  Scorecard,
  VerdictResult,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Evaluation, ProductStanding } from '@meshproof/core';
import { Knex } from 'knex';

/** What lists and sums need of a scorecard, small enough to read for every product. */
export interface ScorecardOutline {
  level: Scorecard['level'];
  target: Level;
  verdict: Scorecard['verdict']['shown'];
  /** Day from which the owner sees a contradiction, while others do not. */
  contradictedOn?: string;
  coverage: Scorecard['coverage'];
  nextStep?: string;
  observedConsumers: string[];
  /** For sums over products. */
  judged: NonNullable<ProductStanding['judged']>;
}

/** The result in force of one product. */
export interface StoredScorecard {
  ref: string;
  /** When it was last written; looks that changed nothing leave no trace. */
  evaluatedAt: number;
  claimDigest: string;
  rulesDigest: string;
  scorecard: Scorecard;
  ownerVerdict: VerdictResult;
  consumers: Evaluation['observedConsumers'];
}

/** What an owner is told of: a finding, or a contradiction that makes none. */
export type FindingKind = 'contradicted' | 'rhythm' | 'lifecycle';

/** Which of the stored things an evaluation changed. */
export interface CommitReport {
  result: boolean;
  history: boolean;
  level: boolean;
  finding: 'opened' | 'closed' | undefined;
  /** Contradictions that make no finding: one began or ended. */
  contradictions: boolean;
}

/** Keeps results, and how they changed. */
export interface ScorecardStore {
  get(ref: string): Promise<StoredScorecard | undefined>;
  /** Outlines of these products, or of all. */
  listOutlines(refs?: string[]): Promise<Map<string, ScorecardOutline>>;
  /** References of products whose result was made with other rules than these, or never. */
  listOutdated(rulesDigest: string): Promise<string[]>;
  /** Computed levels of these references together, ascending. */
  listLevels(refs: string[]): Promise<{ at: number; level: Level }[]>;
  /** The day each finding or contradiction first held that is open, or closed after `since`. */
  told(
    refs: string[],
    since: number,
  ): Promise<Partial<Record<FindingKind, number>>>;
  /** Writes what an evaluation changed, and nothing else. */
  commit(options: {
    transaction: Knex.Transaction;
    ref: string;
    /** The product itself and those it continues. */
    lineage: string[];
    now: number;
    causes: number;
    claimDigest: string;
    rulesDigest: string;
    evaluation: Evaluation;
    told: Partial<Record<FindingKind, number>>;
  }): Promise<CommitReport>;
}
