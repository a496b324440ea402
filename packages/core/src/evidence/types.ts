import {
  EvidenceKind,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';

/**
 * A physical data set, named as OpenLineage names them: the namespace is the server (`snowflake://acme.eu`,
 * `postgres://db:5432`, `kafka://broker:9092`), the name the path inside it (`database.schema.table`). @public
 */
export interface DatasetId {
  namespace: string;
  name: string;
}

/** What every record carries. Times are milliseconds since the epoch, UTC. @public */
export interface EvidenceBase {
  /** Digest of publisher and idempotency key: the same record sent twice is one record. */
  id: string;
  kind: EvidenceKind;
  /** When it happened. */
  time: number;
  receivedAt: number;
  publisher: string;
  publisherTitle?: string;
  witness: Witness;
  /**
   * `attested` for the word of an owner or of a person, which is no observation; a generic record of an owner is one, a record in
   * a tool's own format is `observed`. Absent: `attested` where the witness is `self`, else `observed`.
   */
  basis?: 'observed' | 'attested';
  /** Whether the publisher may send history: such records count however late they come. */
  mayBackfill: boolean;
  dataset?: DatasetId;
  /** Set where the sender named the product (and port as `port@major`) instead of a data set. */
  product?: string;
  port?: string;
}

/** A run of a job that wrote, or failed to write, the data set. @public */
export interface RunRecord extends EvidenceBase {
  kind: 'run';
  job: { namespace: string; name: string };
  status: 'success' | 'failed';
}

/** The result of one quality rule. @public */
export interface QualityRecord extends EvidenceBase {
  kind: 'quality';
  /** The contract's `quality.id`, else the column and metric it is about. */
  rule: { id?: string; column?: string; metric?: string };
  outcome: 'pass' | 'fail' | 'warn' | 'error';
  value?: number;
}

/** The measured age of the data: the newest row was loaded at `loadedAt`. @public */
export interface FreshnessRecord extends EvidenceBase {
  kind: 'freshness';
  loadedAt: number;
}

/** The real columns of the data set. @public */
export interface SchemaRecord extends EvidenceBase {
  kind: 'schema';
  columns: { name: string; type: string }[];
}

/** Reads of the data set by one consumer on one day. @public */
export interface UsageRecord extends EvidenceBase {
  kind: 'usage';
  /** Entity reference of the reader, where it is known. */
  consumer?: string;
  /** Account or role, mapped to `consumer` at the door or by configuration; never a person. */
  principal?: string;
  reads: number;
  /** The reader is the job that writes the data set. */
  writer: boolean;
}

/** A merged change to pipeline, contract or tests. @public */
export interface ChangeRecord extends EvidenceBase {
  kind: 'change';
  repository: string;
  /** Commit or merge request. */
  reference: string;
  /** The groups of the author; no person is stored. Empty: the author could not be mapped. */
  groups: string[];
  /** What the change touched; a change without any of them is not counted. */
  touches: ('code' | 'tests' | 'schema' | 'rules' | 'sla')[];
  bot: boolean;
}

/** How bad an incident is, worst first. @public */
export type IncidentSeverity = 'critical' | 'high' | 'medium' | 'low';

/**
 * An incident as it stood at `time`. Each later state is a record of its own; {@link foldIncidents} puts those with the same
 * publisher and reference together, in whatever order they came. @public
 */
export interface IncidentRecord extends EvidenceBase {
  kind: 'incident';
  /** What the pager or tracker calls it. */
  reference: string;
  openedAt: number;
  /** Who saw it first. */
  noticedBy: 'monitor' | 'owner' | 'consumer';
  /** When somebody first did something about it, and the groups of that person; no person is stored. */
  firstActedAt?: number;
  firstActedGroups: string[];
  resolvedAt?: number;
  severity?: IncidentSeverity;
  /** The same for every time the same thing breaks, for example the name of the alert. */
  signature?: string;
}

/**
 * A question to those who answer for a product, as it stood at `time`. States follow each other as those of an incident do. @public
 */
export interface SupportRecord extends EvidenceBase {
  kind: 'support';
  reference: string;
  askedAt: number;
  /** Groups of who asked; no person is stored. */
  askerGroups: string[];
  /** The consumer for which it was asked, an entity. */
  consumer?: string;
  answeredAt?: number;
  answeredGroups: string[];
}

/** A consumer's right to read, as it stood at `time`. States follow each other as those of an incident do. @public */
export interface AgreementRecord extends EvidenceBase {
  kind: 'agreement';
  reference: string;
  /** Entity reference. */
  consumer: string;
  from: number;
  /** Absent: no end is agreed. */
  until?: number;
  state: 'requested' | 'active' | 'rejected' | 'ended';
}

/** A consumer says that it relies on the product. Holds for {@link CONFIRMATION_HOLDS}. @public */
export interface ConfirmationRecord extends EvidenceBase {
  kind: 'confirmation';
  /** Entity reference. */
  consumer: string;
}

/** How long a confirmation holds, in milliseconds: 180 days (docs/rubric.md, check 32). @public */
export const CONFIRMATION_HOLDS = 180 * 24 * 3_600_000;

/** A policy was tried on what the record is about. @public */
export interface PolicyRunRecord extends EvidenceBase {
  kind: 'policy-run';
  policy: string;
  version: string;
  /** `error`: the policy could not be run. */
  outcome: 'pass' | 'fail' | 'error';
}

/** A record as the core reads it. @public */
export type EvidenceRecord =
  | RunRecord
  | QualityRecord
  | FreshnessRecord
  | SchemaRecord
  | UsageRecord
  | ChangeRecord
  | IncidentRecord
  | SupportRecord
  | AgreementRecord
  | ConfirmationRecord
  | PolicyRunRecord;

/**
 * Who did something, as a sender names it: groups, or one person by user reference or e-mail, whom the door maps to groups and
 * forgets. @public
 */
export interface IncomingActor {
  groups?: string[];
  user?: string;
  email?: string;
}

/**
 * A generic record as a publisher sends it, checked but without what only the door knows (publisher, witness, time of
 * receipt). People in it are not mapped yet. @public
 */
export interface IncomingRecord {
  kind: EvidenceKind;
  /** The sender's own key; without one the content is the key. */
  key?: string;
  time: number;
  dataset?: { namespace?: string; name: string };
  product?: string;
  port?: string;
  run?: Pick<RunRecord, 'job' | 'status'>;
  quality?: Pick<QualityRecord, 'rule' | 'outcome' | 'value'>;
  freshness?: Pick<FreshnessRecord, 'loadedAt'>;
  schema?: Pick<SchemaRecord, 'columns'>;
  usage?: Pick<UsageRecord, 'consumer' | 'principal' | 'reads' | 'writer'>;
  change?: Pick<
    ChangeRecord,
    'repository' | 'reference' | 'touches' | 'bot'
  > & { author: IncomingActor };
  incident?: Pick<
    IncidentRecord,
    | 'reference'
    | 'openedAt'
    | 'noticedBy'
    | 'firstActedAt'
    | 'resolvedAt'
    | 'severity'
    | 'signature'
  > & { firstActedBy: IncomingActor };
  support?: Pick<
    SupportRecord,
    'reference' | 'askedAt' | 'consumer' | 'answeredAt'
  > & { asker: IncomingActor; answeredBy: IncomingActor };
  agreement?: Pick<
    AgreementRecord,
    'reference' | 'consumer' | 'from' | 'until' | 'state'
  >;
  confirmation?: Pick<ConfirmationRecord, 'consumer'>;
  'policy-run'?: Pick<PolicyRunRecord, 'policy' | 'version' | 'outcome'>;
}

/**
 * What a publisher has sent about one server, all products together: the ground for "could have seen" and for silence.
 * @public
 */
export interface SourceReach {
  publisher: string;
  title: string;
  witness: Witness;
  kind: EvidenceKind;
  /** Namespace of the server; empty for records that name none (changes name a repository). */
  namespace: string;
  /** Times of the earliest and latest record, by their own time. */
  firstAt: number;
  lastAt: number;
  /** Usual interval between days with records, in milliseconds. */
  usualInterval: number;
  records: number;
  /** Distinct owner groups of the subjects it has reached, at most 3 are counted. */
  ownerGroups: number;
  /** Earlier stretches without a record for any subject, where the store keeps them. The present one is `lastAt` to now. */
  silences?: { from: number; to: number }[];
}
