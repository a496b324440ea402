/**
 * One evidence record as it would come over the wire, see docs/evidence.md. What a format makes of a tool's file is checked like
 * everything that is sent. @public
 */
export type GenericRecord = { kind: string; [field: string]: unknown };

/**
 * What came of one item of a document. Items that say nothing about data (a skipped test, a run that only begins) come to nothing.
 * @public
 */
export type FormatOutput =
  | { index: number; record: GenericRecord }
  | { index: number; path?: string; reason: string };

/** A piece of a document: a plain member of the top-level object, or one element of a member that is a list or an object. @public */
export interface DocumentPiece {
  /** Key in the top-level object. */
  key: string;
  /** Place in a list, or key in an object; undefined for a plain member. */
  at?: number | string;
  /** How many came before it under the same key. */
  index: number;
  value: unknown;
}

/** What is known of a document before it is read: all that came so far. @public */
export interface DocumentHead {
  keys: ReadonlySet<string>;
  /** Value of `key.member`, or of `key` where it is a text, number or flag. */
  value(path: string): unknown;
}

/** Reads one document, piece by piece, in the order the document has them. @public */
export interface DocumentReader {
  take(piece: DocumentPiece): FormatOutput[];
  /** What could only be told at the end. */
  end(): FormatOutput[];
}

/**
 * Turns the files or events of a tool into evidence records. Only fields that are named in the code are read, so that nothing
 * else (connection strings, environment, people) can be stored. @public
 */
export interface EvidenceFormat {
  /** What `?format=` names it, for example `dbt-run-results`. */
  id: string;
  title: string;
  /** Top-level keys that are read; the others are passed over unread. */
  keys: readonly string[];
  /** Whether a document is of this format, as far as can be told; asked again as more of it comes. */
  recognizes(head: DocumentHead): boolean;
  /**
   * Begins to read a document.
   *
   * @param shared - lives as long as the request: a dbt manifest tells the documents after it what its names mean
   */
  read(shared: Map<string, unknown>): DocumentReader;
  /** Formats of single events, which come many in a list or one per line: the records of one, undefined where it is none. */
  readEvent?(
    value: unknown,
  ): GenericRecord[] | { reason: string; path?: string } | undefined;
}
