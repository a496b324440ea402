import {
  Basis,
  Dimension,
  FixOwner,
  Level,
} from '@meshproof/backstage-plugin-data-mesh-common';

/**
 * A rule over facts, as data: what it is about, which facts it requires and one CEL expression over them. Required facts are
 * looked at before the expression runs: one missing is `unknown`, one too old `stale`. @public
 */
export interface Check {
  id: string;
  /** Number in the default rubric. */
  number: number;
  title: string;
  level: Level;
  dimension: Dimension;
  basis: Basis;
  /** `port`: judged for every output port, the product has the worst. */
  scope: 'product' | 'port';
  /** The window that decides how long a removed port or loosened promise stays in judgement. */
  window: 'w3' | 'w4';
  /** Names of facts; everything that the expression and the sentences use. */
  requires: string[];
  /** CEL; true is a pass. Numbers are double. `enough(met, expected, share)` allows for small numbers. */
  expression: string;
  /**
   * One sentence each, with `{fact}` where a value goes, `{fact%}` for a share in percent and `{fact?day:days}` for the word that
   * goes with the number.
   */
  reason: { pass: string; fail: string };
  /** What to do, and who does it, when the check fails or nothing came though something could have. */
  fix: { text: string; who: FixOwner };
  source: string;
  /** False for checks marked "+". */
  waivable: boolean;
  /** False where it only feeds the verdict. */
  gatesLevel: boolean;
}

/** A versioned set of checks. @public */
export interface Rubric {
  id: string;
  version: string;
  /** The highest level it can award. */
  highestLevel: Level;
  checks: Check[];
}
