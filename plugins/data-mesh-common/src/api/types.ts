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

// All times are ISO 8601 in UTC. All references are full entity references in lower case (`kind:namespace/name`).

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

/** A row of evidence behind a check: a record, or a gap where one should have been. @public */
export interface EvidenceRow {
  type: 'record' | 'gap';
  /** Absent for gaps. */
  recordId?: string;
  kind: EvidenceKind;
  /** When it happened, or, for a gap, when it was due. */
  time: string;
  receivedAt?: string;
  publisher?: string;
  publisherTitle?: string;
  witness?: Witness;
  /** Namespace of the server, for example `snowflake://acme.eu`. */
  server?: string;
  port?: string;
  /** One sentence. */
  summary: string;
  outcome: 'met' | 'missed' | 'neutral';
  /** False when it supports nothing; then `notCounted` says why. */
  counted: boolean;
  notCounted?: string;
}

/** One page of a list. @public */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
  totalItems: number;
}

/** A stored evidence record, as opened from a row. @public */
export interface EvidenceRecordDetail extends EvidenceRow {
  /** The record as stored, after people were mapped to groups. */
  raw: Record<string, unknown>;
}

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

/** Part of an evidence log. A page may hold fewer rows than asked for, also none, while there is a `nextCursor`. @public */
export interface EvidenceLogPage {
  items: EvidenceRow[];
  nextCursor?: string;
}

/** A job that wrote a product's data, as its runs tell. @public */
export interface JobSeen {
  job: { namespace: string; name: string };
  /** The product names it among its pipelines now. */
  declared: boolean;
  /** `port@major`, those it wrote. */
  ports: string[];
  /** In the days asked for, failed ones included. */
  runs: number;
  failed: number;
  firstAt: string;
  lastAt: string;
  lastStatus: 'success' | 'failed';
  lastRecordId: string;
  /** Middle time between successful runs; not there under three of them. */
  usualGapSeconds?: number;
  /** Titles of the publishers that saw it. */
  sources: string[];
}

/** A real schema, from the record that first showed it to the last that showed the same. @public */
export interface SchemaSeen {
  /** `port@major` */
  port?: string;
  dataset?: { namespace: string; name: string };
  firstSeenAt: string;
  lastSeenAt: string;
  /** Records that showed it. */
  times: number;
  /** The newest of them. */
  recordId: string;
  columns: number;
  /** Titles of publishers. */
  sources: string[];
  /** Against the schema seen before; not there for the first one. */
  changes?: {
    added: string[];
    removed: string[];
    retyped: { name: string; from: string; to: string }[];
  };
  /** Against the contract in force when it was last seen; not there where that names no column. */
  contract?: {
    version?: string;
    /** Columns it promises of this data set. */
    columns: number;
    absent: string[];
    different: { name: string; promised: string; real: string }[];
    extra: string[];
  };
}

/** A product in a table. @public */
export interface ProductSummary {
  ref: string;
  title: string;
  owner?: string;
  domain?: string;
  curator?: string;
  type: string;
  lifecycle: string;
  /** Absent until first evaluated. */
  level?: LevelResult;
  target?: Level;
  verdict?: Verdict;
  /** For the owner only, until the reply time is over. */
  contradictedOn?: string;
  coverage?: Coverage;
  observedConsumers?: number;
  nextStep?: string;
}

/** A domain in the overview and on its own page. @public */
export interface DomainSummary {
  ref: string;
  title: string;
  parent?: string;
  /** 0 for a root domain. */
  depth: number;
  owner?: string;
  /** Visible products, those of all domains below included. */
  products: number;
  /** Visible products per shown level, index = level. */
  levels: number[];
  verdicts: Partial<Record<Verdict, number>>;
  /** Some products of this domain are hidden from this reader; coverage and range are then withheld. */
  partlyHidden: boolean;
  /** Only with the permission `data-mesh.hidden-count.read`. */
  hidden?: number;
  coverage?: Coverage;
  /** Products at level 3 or more now, and if every unknown passed. */
  range?: { now: number; possible: number };
  /** `cannot-be-judged`: coverage under 60 % or nothing applies. `empty`: no product. */
  judgement: 'judged' | 'cannot-be-judged' | 'empty' | 'withheld';
  /** One sentence: what would narrow the range most, and whose task it is. */
  wouldNarrow?: { text: string; who: FixOwner };
  /** True when every product is curated centrally. */
  central: boolean;
}

/** The page leadership opens first. @public */
export interface Overview {
  asOf: string;
  /** `no-products` and `no-sources` are designed first pages. */
  state: 'no-products' | 'no-sources' | 'running';
  totals: {
    domains: number;
    products: number;
    levels: number[];
    verdicts: Partial<Record<Verdict, number>>;
    /** Domains that can be judged, and all that have a product. */
    domainsJudged: number;
    domainsCannotBeJudged: number;
    range: { now: number; possible: number };
    /** Publishers that have sent something; for readers from whom a part may be hidden, about a product that they see. */
    sources: number;
    /** Not there for readers from whom a part of the catalog may be hidden. */
    records?: number;
    partlyHidden: boolean;
  };
  /** What was found, in sentences, for the first pages. */
  found: string[];
  /** What cannot be judged yet, why, and whose task it is. */
  cannotJudge: { text: string; who: FixOwner; domains: number }[];
  nextSteps: { text: string; url?: string }[];
  domains: DomainSummary[];
  /**
   * Data sets read by other domains without a product, the most read first. Not there for readers from whom products are hidden:
   * one of those may serve what seems to be served by nobody.
   */
  undeclared?: UndeclaredDataset[];
}

/** A data set that others read and no product serves. A label, never a verdict. @public */
export interface UndeclaredDataset {
  dataset: { namespace: string; name: string };
  readers: { ref: string; domain?: string; aiUseCase: boolean }[];
  domains: number;
  aiUseCases: number;
  lastReadAt: string;
}

/**
 * One connected publisher. Readers from whom products are hidden get its kinds, servers and times as far as they are about
 * products that they see. @public
 */
export interface SourceSummary {
  publisher: string;
  title: string;
  witness: Witness;
  kinds: EvidenceKind[];
  servers: string[];
  /** Not there for readers from whom a part of the catalog may be hidden. */
  records?: number;
  firstAt?: string;
  lastAt?: string;
  /** Not there for readers from whom products are hidden. */
  lastReceivedAt?: string;
  /** Set when nothing came for much longer than its usual interval. */
  silentSince?: string;
  /** The group that answers for it, as configured: it is told when the source falls silent. */
  owner?: string;
  /** Levels that are shown as they were because it is silent. Of products that the reader may see; not there for a publisher. */
  holds?: { levels: number; until: string };
  /** Not there for a publisher that asks about itself. */
  reach?: {
    /** Not there for readers from whom products are hidden. */
    datasets?: number;
    /** Those that the reader may see. */
    products: number;
    domains: number;
  };
  /** Data sets that no product serves. Not there for readers from whom products are hidden, and for publishers. */
  unmatched?: number;
}

/** What the platform has connected, and what is missing. @public */
export interface SourcesReport {
  sources: SourceSummary[];
  /** Not there for a publisher that asks about itself. */
  missing?: {
    kind: EvidenceKind;
    server?: string;
    products: number;
    domains: number;
    text: string;
  }[];
  /** Not there for readers from whom products are hidden, as those may serve what seems to be nobody's; nor for publishers. */
  unmatched?: {
    dataset: { namespace: string; name: string };
    kinds: EvidenceKind[];
    records: number;
    lastAt: string;
    nearest: string[];
  }[];
}

/** What a reader needs of one output port. @public */
export interface PortDescription {
  name: string;
  /** `port@major` */
  id: string;
  title?: string;
  description?: string;
  type?: string;
  version?: string;
  contract?: {
    id?: string;
    version?: string;
    conformant: boolean;
    problems: number;
    /** Sentences of the promise, with units. */
    promises: string[];
    columns: number;
  };
  addresses: { namespace: string; name: string }[];
  server?: { type: string; environment?: string; description: string };
}

/** What the product page shows beside the entity itself. @public */
export interface ProductDescription {
  ref: string;
  ports: PortDescription[];
  /** Readers seen by a usage source, and those only declared. */
  consumers: {
    ref: string;
    /** False: "not found or not visible". */
    found: boolean;
    observed: boolean;
    declared: boolean;
    aiUseCase: boolean;
    lastReadAt?: string;
  }[];
  inputs: {
    name: string;
    /** As the entity states it. */
    from?: string;
    /** The entity that this names; not there if `from` is no reference. */
    entityRef?: string;
    /** `port@major`, where the input is a port of a product. */
    port?: string;
    found: boolean;
  }[];
  /** Parts of an ODPS document without a place in the entity. */
  notMapped: { path: string; value: string }[];
}

/** The answer to sent evidence: every record is accepted, known already, or rejected alone. @public */
export interface EvidenceReceipt {
  accepted: number;
  duplicates: number;
  rejected: { index: number; path?: string; reason: string }[];
  /** More were rejected than are listed (at most 1,000 are). */
  rejectedTotal: number;
  /** What was read of files and events of tools: how many, and how many records they gave. */
  formats?: { format: string; title: string; items: number; records: number }[];
}

/** How far the deletion of a product's evidence is. @public */
export interface EvidenceDeletionReport {
  /** The product. */
  ref: string;
  requestedAt: string;
  /** Absent while records are left. */
  finishedAt?: string;
  /** Whether all that is kept of a product that is gone goes as well. */
  erase: boolean;
  /** Records deleted so far. */
  records: number;
  /** Data sets and repositories left alone, because another product claims them too. */
  shared: number;
}

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
