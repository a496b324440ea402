import { EvidenceKind, Witness } from '../vocabulary';

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

/** A stored evidence record, as opened from a row. @public */
export interface EvidenceRecordDetail extends EvidenceRow {
  /** The record as stored, after people were mapped to groups. */
  raw: Record<string, unknown>;
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

/** The answer to sent evidence: every record is accepted, known already, or rejected alone. @public */
export interface EvidenceReceipt {
  accepted: number;
  duplicates: number;
  rejected: { index: number; path?: string; reason: string }[];
  /** More were rejected than are listed (at most 1,000 are). */
  rejectedTotal: number;
  /** What was read of files and events of tools: how many, and how many records they gave. */
  formats?: { format: string; title: string; items: number; records: number }[];
  /** Records out of files and events of tools that are of a kind which the publisher is not configured to send; they are not stored. */
  passedOver?: { kind: EvidenceKind; records: number }[];
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
