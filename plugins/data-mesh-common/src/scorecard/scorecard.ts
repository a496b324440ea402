import {
  Basis,
  CheckState,
  ContradictionKind,
  Dimension,
  EvidenceKind,
  FixOwner,
  KeyClaim,
  Level,
  UnknownCause,
  Verdict,
  Witness,
} from '../vocabulary';

/** A figure of known checks over the checks that apply; `applicable` 0 means: cannot be judged yet. @public */
export interface Coverage {
  known: number;
  applicable: number;
}

/** A value that a reason is made of, kept beside the sentence so that screens can format it. @public */
export type FactValue = string | number | boolean;

/** The result of one check for one output port, where a check runs per port. @public */
export interface PortCheckResult {
  /** `port@major` */
  port: string;
  state: CheckState;
  cause?: UnknownCause;
  reason: string;
  /** A port kept in judgement because it was removed or weakened lately. */
  removed?: boolean;
}

/** The result of one check for one product. @public */
export interface CheckResult {
  id: string;
  /** Number in the default rubric, for reference. */
  number: number;
  title: string;
  level: Level;
  dimension: Dimension;
  state: CheckState;
  cause?: UnknownCause;
  /** One sentence with the values in it. */
  reason: string;
  values: Record<string, FactValue>;
  basis: Basis;
  /** The strongest witness among the records that count; absent for declared facts. */
  witness?: Witness;
  /** Titles of the publishers whose records count. */
  sources: string[];
  /** Time of the newest record that counts. */
  newestAt?: string;
  /** How many records the check looked at; they can be listed. 0 for declared checks. */
  records: number;
  fix: { text: string; url?: string; who: FixOwner };
  /** Where the rule comes from. */
  source: string;
  /** False for checks marked "+" in the rubric. */
  waivable: boolean;
  /** False where the check only feeds the verdict and gates no level. */
  gatesLevel: boolean;
  ports?: PortCheckResult[];
}

/** A key claim of the verdict. @public */
export interface KeyClaimResult {
  claim: KeyClaim;
  state: 'pass' | 'fail' | 'unknown';
  /** Ids of the checks it is made of. */
  checks: string[];
  /** Set when records refute the claim, with the sentence that says how. */
  refuted?: string;
}

/** A finding that others see only after the owner had time to answer. @public */
export interface Finding {
  kind: 'contradicted';
  claims: KeyClaim[];
  reasons: string[];
  /** The day the finding first held; the owner is told that day. */
  toldAt: string;
  /** From then on everybody sees it: 00:00 UTC of the day after the tenth working day. */
  visibleToAllFrom: string;
}

/** A change of the claims to what records had shown before. It counts at once, and is kept in sight for 180 days. @public */
export interface ClaimCorrection {
  at: string;
  claim: KeyClaim;
  /** One sentence. */
  text: string;
  /** It came after the owner was told of a finding; present for the owner and the curator only. */
  answersFinding?: boolean;
}

/** What the owner says to a contradiction; it stands beside it, and changes nothing about it. @public */
export interface ContradictionReply {
  id: string;
  at: string;
  /** `answer` explains, `dispute` says that the records are wrong or about something else. */
  type: 'answer' | 'dispute';
  /** Who wrote it, an entity reference; for those who answer for the product only. */
  by?: string;
  text: string;
  link?: string;
  withdrawnAt?: string;
}

/** Something that is claimed and that records show otherwise, both in a sentence. @public */
export interface Contradiction {
  kind: ContradictionKind;
  /** `port@major`, where it is about one. */
  port?: string;
  claimed: { text: string; since: string };
  shown: {
    text: string;
    /** On how many days; absent where what is shown is that there is nothing. */
    days?: number;
    firstAt?: string;
    lastAt?: string;
  };
  /** The records of the shown side are of this kind. */
  records: EvidenceKind;
  /** The day it first held; the owner is told that day. */
  toldAt: string;
  /** From then on everybody sees it: 00:00 UTC of the day after the tenth working day. */
  visibleToAllFrom: string;
  /** The newest last; absent where there is none. */
  replies?: ContradictionReply[];
  /** Present where this reader may reply. */
  mayReply?: true;
}

/** A verdict as this reader may see it. @public */
export interface VerdictResult {
  shown: Verdict;
  reason: string;
  claims: KeyClaimResult[];
  /** Present for the owner, the curator and, after the reply time, for everybody. */
  finding?: Finding;
  /** The newest first; absent where there is none. */
  corrections?: ClaimCorrection[];
  /** For the owner and the curator all, for others those whose reply time is over; absent where there is none. */
  contradictions?: Contradiction[];
}

/** The level of a product: computed now, and shown with the holds that keep it calm. @public */
export interface LevelResult {
  computed: Level;
  shown: Level;
  /** Since when the computed level is below the shown one. */
  atRiskSince?: string;
  /** Until when the shown level is held. */
  heldUntil?: string;
  heldBecause?: 'seven-days' | 'silent-source';
  /** The publisher that is silent, where that is why. */
  heldBySource?: string;
  /** A waiver stands for a check up to the shown level: shown as `3*`. */
  waived: boolean;
}

/** A rubric's result for one product. @public */
export interface Scorecard {
  ref: string;
  rubric: { id: string; version: string };
  evaluatedAt: string;
  /** The earliest moment at which any state can change by time alone. */
  nextChangeAt?: string;
  /** Since when it is judged no more: deprecated or retired, its support over and unread. Everything here is of that moment. */
  frozenSince?: string;
  level: LevelResult;
  target: Level;
  verdict: VerdictResult;
  /** Over observed and attested checks from level 3 to the target. */
  coverage: Coverage;
  checks: CheckResult[];
  /** Ids of at most five checks to do next, in order; the platform's debts are not among them. */
  next: string[];
  /** Ids of checks that wait for the platform. */
  platformDebts: string[];
  problems: Problem[];
}

/** Something wrong with a document, a reference or a record, and what to do about it. @public */
export interface Problem {
  severity: 'error' | 'warning' | 'info';
  /** What kind of thing is broken. */
  area: 'entity' | 'contract' | 'reference' | 'consumes' | 'odps' | 'mapping';
  /** The entity it belongs to. */
  ref: string;
  /** File, url or field, for example `spec.outputPorts[0].contract` or `schema[0].properties[3].logicalType`. */
  path?: string;
  /** File or address of the document. */
  document?: string;
  line?: number;
  message: string;
  fix?: string;
}
