import { DatasetId } from '../evidence/types';

/** Something wrong in a contract document. @public */
export interface ContractProblem {
  severity: 'error' | 'warning' | 'info';
  /** JSON path inside the document, `schema[0].properties[2].logicalType`. Empty for the whole document. */
  path: string;
  line?: number;
  message: string;
  fix?: string;
}

/** A column (or nested property, its name then a dotted path) of a contract. @public */
export interface ContractColumn {
  /** Name of the schema object it belongs to. */
  object: string;
  name: string;
  /** Name in the store, when it differs. */
  physicalName?: string;
  logicalType?: string;
  physicalType?: string;
  description?: string;
  required: boolean;
  unique: boolean;
  primaryKey: boolean;
  critical: boolean;
}

/** A quality rule of a contract. @public */
export interface ContractRule {
  /** `quality.id`; without one a rule joins by data set, column and metric when exactly one rule fits. */
  id?: string;
  /** Stable key inside the contract: the id, else object, column, metric and position. */
  key: string;
  object?: string;
  column?: string;
  type: 'text' | 'library' | 'sql' | 'custom';
  metric?: string;
  dimension?: string;
  severity?: string;
  /** Can fail, and is of severity `error` or none, or one that check 9 asks for. */
  mandatory: boolean;
  /** Has something a machine can run: a metric, query or implementation, with a condition that can fail. */
  executable: boolean;
  /** The executable content in a normal form: two rules with the same one are copies. */
  fingerprint: string;
  /** What is run and where, in a normal form, whatever is expected of its result. */
  content: string;
  /** What kind of substance check 9 looks for. */
  covers: 'uniqueness' | 'completeness' | 'volume' | 'business' | 'other';
  /** A condition that can never fail. */
  tautology: boolean;
  /** The comparison as written, for telling a weakened rule from the one before. */
  condition?: { operator: string; value: unknown; percent?: true };
  /** Milliseconds between evaluations, where the rule names a schedule. */
  interval?: number;
  sentence: string;
}

/** The promise of timeliness of a contract. @public */
export interface TimelinessPromise {
  /** Milliseconds between deliveries, from `schedule`, else `frequency`; absent where only latency is promised. */
  frequency?: number;
  /** Milliseconds after the end of an interval. */
  latency?: number;
  /** Share of intervals promised, 0 to 1; 0.95 where none is stated. */
  target: number;
  /** Whether the contract says a target itself. */
  targetStated: boolean;
  /** Whether only business days (Monday to Friday UTC less configured dates) have a due time. */
  businessDays: boolean;
  /** Anchor of the intervals, milliseconds since the epoch modulo the interval; 0 is midnight or the full hour UTC. */
  offset: number;
  sentence: string;
}

/** A server of a contract. @public */
export interface ContractServer {
  name?: string;
  type: string;
  environment?: string;
  /** Namespace as OpenLineage writes it, when the fields of the type suffice. */
  namespace?: string;
  /** Path in front of an object's physical name, `database.schema`. */
  prefix?: string;
  description: string;
}

/** A promise of a service level besides timeliness and rules, from `slaProperties`. @public */
export interface ServicePromise {
  kind:
    | 'availability'
    | 'completeness'
    | 'errorRate'
    | 'timeToDetect'
    | 'timeToRepair';
  /** `slaProperties[].id`, else the name of the property in lower case: results of a monitor name it as `rule.id`. */
  id: string;
  sentence: string;
  /** Share of what is counted that has to be good, 0 to 1; absent where the promise names none that can be read. */
  target?: number;
  /** For the two times, milliseconds, and whether they run on business days only. */
  within?: number;
  businessDays?: boolean;
}

/** What the reader understood of an ODCS document. Problems never stop it from returning what can be read. @public */
export interface ContractReading {
  id?: string;
  name?: string;
  version?: string;
  apiVersion?: string;
  status?: string;
  /** The verdict of the schema of the declared version. */
  conformant: boolean;
  problems: ContractProblem[];
  servers: ContractServer[];
  objects: { name: string; physicalName: string; physicalType?: string }[];
  columns: ContractColumn[];
  rules: ContractRule[];
  timeliness?: TimelinessPromise;
  /** Promises besides timeliness and rules that records can show; absent: none. */
  servicePromises?: ServicePromise[];
  /** Repair time in milliseconds (`timeToRepair`). */
  repairTime?: number;
  /** Whether the repair time runs on business days only. */
  repairBusinessDays?: boolean;
  /** When support ends (`endOfSupport`), milliseconds; a date alone is supported to its last minute, UTC. */
  endOfSupport?: number;
  support: {
    channel: string;
    url?: string;
    tool?: string;
    respondsWithin?: string;
  }[];
  description?: { purpose?: string; limitations?: string; usage?: string };
  /** Every promise as a sentence with units. */
  promises: string[];
  /** Fields the standard does not know, with their value as JSON (cut at 1,000 characters): never lost, never used. */
  unknownFields?: { path: string; value: string }[];
}

/** The addresses a contract serves, on the production server. @public */
export type ContractAddresses =
  | { state: 'known'; server: ContractServer; addresses: DatasetId[] }
  /** No server, or none that can be told to be production, or one of a type whose address cannot be formed. */
  | { state: 'not-wired'; reason: string };
