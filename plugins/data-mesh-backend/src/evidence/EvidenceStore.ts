import { EvidenceKind } from '@meshproof/backstage-plugin-data-mesh-common';
import { DatasetId, EvidenceRecord, SourceReach } from '@meshproof/core';
import { Knex } from 'knex';

/** Is told of new records inside the transaction that stores them. */
export interface EvidenceListener {
  /**
   * Only records that were not stored before. Everything it writes through `transaction` commits with the records, or not at
   * all. On SQLite there is one connection: asking the database past `transaction` waits for ever.
   */
  recordsArrived(options: {
    transaction: Knex.Transaction;
    records: EvidenceRecord[];
  }): Promise<void>;
  /** After the commit of records by which a source reaches further back, another server or another address. */
  sourcesReachFurther?(): void;
}

/** Records about a data set that no product claims, of all publishers together. */
export interface UnmatchedEvidence {
  dataset: DatasetId;
  /** As `datasetKey` spells it. */
  key: string;
  kinds: EvidenceKind[];
  publishers: string[];
  records: number;
  /** Milliseconds. */
  firstAt: number;
  lastAt: number;
}

/** Records that name a product that is not there, or a repository of no product, of all publishers together. */
export interface UnmatchedName {
  type: 'product' | 'repository';
  /** Reference of the product, or the repository as `repositoryKey` spells it. */
  name: string;
  kinds: EvidenceKind[];
  records: number;
  /** Milliseconds. */
  lastAt: number;
}

/** One reader of one data set, as usage records tell. */
export interface DatasetUsage {
  dataset: DatasetId;
  consumer?: string;
  principal?: string;
  /** The newest day with a read, milliseconds. */
  lastAt: number;
  /** Over all time. */
  reads: number;
  writer: boolean;
}

/** What a publisher's records are about. */
export interface PublisherReach {
  publisher: string;
  /** Distinct data sets. */
  datasets: number;
  /** Distinct data sets, products and repositories that it names and no product claims. */
  unmatched: number;
  /** When the last record came in, milliseconds. */
  lastReceivedAt: number;
}

/** What a publisher's records of one kind and server say about one product. */
export interface ProductReach {
  publisher: string;
  kind: EvidenceKind;
  /** Empty where the records name no server. */
  namespace: string;
  /** A product that is in the catalog now. */
  product: string;
  /** Times of the earliest and latest record, milliseconds. */
  firstAt: number;
  lastAt: number;
}

/** Keeps evidence. Records are never changed: the first of two with the same id stays. */
export interface EvidenceStore {
  /**
   * Stores a batch in one transaction, in any order and as often as one likes.
   * @throws whatever the database throws; then nothing of the batch is stored and it can be sent again.
   */
  add(
    records: EvidenceRecord[],
  ): Promise<{ inserted: EvidenceRecord[]; duplicates: number }>;

  /** Every record about a subject that happened at or after `since`, oldest first. */
  listForSubject(options: {
    datasetKeys: string[];
    repositories: string[];
    product: string;
    since: number;
    /** Only these; all without. */
    kinds?: EvidenceKind[];
  }): Promise<EvidenceRecord[]>;

  /** The newest records about a subject that come after `before` in the order of time, newest first, then of id, last first. */
  listNewest(options: {
    datasetKeys: string[];
    repositories: string[];
    /** As senders named it, now and under earlier names. */
    products: string[];
    kinds: EvidenceKind[];
    publishers: string[];
    /** From this moment on, and earlier than `until`. */
    since?: number;
    until?: number;
    before?: { time: number; id: string };
    limit: number;
  }): Promise<EvidenceRecord[]>;

  get(id: string): Promise<EvidenceRecord | undefined>;

  /** What each publisher has sent about each server. */
  reach(): Promise<SourceReach[]>;

  /** What each publisher's records are about. */
  publisherReach(): Promise<PublisherReach[]>;

  /** The same, product by product. */
  productReach(): Promise<ProductReach[]>;

  /**
   * Data sets with records that no product claims, most records first. With `near`, only those whose last name part equals
   * that of one of these data sets: the candidates for a near match.
   */
  listUnmatched(options: {
    limit: number;
    near?: DatasetId[];
  }): Promise<UnmatchedEvidence[]>;
  /** Products and repositories that records name and that are nobody's, those with the most records first. */
  listUnmatchedNames(options: { limit: number }): Promise<UnmatchedName[]>;

  /** When the first record about each of these data sets was made; those without any are left out. */
  firstRecords(
    keys: readonly string[],
  ): Promise<{ address: string; since: number }[]>;

  /** Who read what, last at or after `since`, claimed or not. */
  usageByDataset(options: { since: number }): Promise<DatasetUsage[]>;

  totals(): Promise<{ records: number; publishers: number }>;
}
