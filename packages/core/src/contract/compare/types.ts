import { ContractChangeKind } from './compatibility';

/** What a change means for existing readers: `breaking` stops them, `warning` may, `safe` does not. @public */
export type Compatibility = 'breaking' | 'warning' | 'safe';

/** What a change is about: the data itself, its service level, the way to it, or only words. @public */
export type ChangeConcern = 'data' | 'service-level' | 'access' | 'wording';

/** One difference between two versions of a contract, as an existing reader meets it. @public */
export interface ContractChange {
  kind: ContractChangeKind;
  verdict: Compatibility;
  concern: ChangeConcern;
  /** JSON path in the later document; in the earlier one for what is gone. */
  path: string;
  /** Name of the schema object in the earlier version, where the change is inside of one. */
  object?: string;
  /** Dotted name of the column in the earlier version (in the later one for what is new), where the change is about one. */
  column?: string;
  /** The earlier value, in short. */
  before?: string;
  /** The later value, in short. */
  after?: string;
  /** What a consumer is told. */
  sentence: string;
}

/** Everything that differs between two versions of a contract. @public */
export interface ContractComparison {
  /** The worst of the changes; `safe` where there is none. */
  verdict: Compatibility;
  /** The worst first, then in the order of the documents. */
  changes: ContractChange[];
}

/** What the compatibility table says of one kind of change. @public */
export interface CompatibilityRow {
  verdict: Compatibility;
  concern: ChangeConcern;
  /** Whether a reader can use something that was not there before, which asks for a minor version. */
  adds?: boolean;
  /** What a consumer is told. */
  says: (change: ChangeWords) => string;
}

/** The words a sentence about a change is made of. @public */
export interface ChangeWords {
  /** What has changed, with its name: `Column total of orders`. */
  what: string;
  before: string;
  after: string;
  /** Name of the field that differs. */
  field: string;
}
