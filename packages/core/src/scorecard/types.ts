import {
  DataProductEntityV1alpha1,
  EvidenceKind,
  Level,
  Scorecard,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ContractReading } from '../contract/types';
import { EvidenceMappings } from '../evidence/DatasetMappings';
import { EvidenceRecord, SourceReach } from '../evidence/types';

/** The entity as it was declared from a moment on. @public */
export interface ClaimVersion {
  /** When this version was first seen, milliseconds. The first version also judges everything before it. */
  from: number;
  spec: DataProductEntityV1alpha1['spec'];
  /** `metadata.namespace` and `metadata.name`, for references without a namespace and for texts that only echo the name. */
  namespace?: string;
  name?: string;
  /** `backstage.io/managed-by-location` of this version; contract paths are resolved against it. */
  base?: string;
  /** `metadata.description` and title, for check 3. */
  title?: string;
  description?: string;
}

/** A distinct version of the contract document behind one reference, from a moment on. @public */
export interface ContractVersion {
  /** As {@link contractKey} computes it from a port's contract reference. */
  key: string;
  from: number;
  reading: ContractReading;
}

/** A group as the organisation source knows it. @public */
export interface GroupFacts {
  ref: string;
  exists: boolean;
  /** The group and all its descendants. */
  family: string[];
  /** Direct and inherited members, as user references. Used for counting, never stored with a result. */
  members: string[];
}

/** What the catalog says around a product at the moment of evaluation. @public */
export interface Surroundings {
  /** Every group named as owner or curator in any claim version, by reference. */
  groups: Record<string, GroupFacts>;
  /** References of the central groups and all their descendants, and who is in them. */
  central: { groups: string[]; members: string[] };
  /** The product's domain, its ancestors and descendants; undefined when none is declared. */
  domain?: { ref: string; exists: boolean; family: string[]; groups: string[] };
  /** Entities named in `intendedFor`, in `team`, as inputs, or seen as readers: what is known of them. */
  entities: Record<
    string,
    {
      exists: boolean;
      owner?: string;
      domain?: string;
      aiUseCase: boolean;
    }
  >;
  /** For people in `team` with role `product-owner` who left the owner group: when, milliseconds. */
  leftOwnerGroupAt: Record<string, number>;
  /** Normalised addresses that look like this product's, are in the store, and belong to nobody. */
  nearUnmatched: { address: string; since: number }[];
  /**
   * Keys of data sets that the settings take for another name of a data set, while a contract serves them by that very name: what is
   * sent about them is about nothing in particular. Absent: none.
   */
  ambiguous?: string[];
  /** Products whose declared jobs are seen as readers, by job (`namespace/name`, lower case). Absent: none. */
  jobs?: Record<string, string>;
}

/** Thresholds and calendars. Defaults: `defaultSettings`. @public */
export interface Settings {
  /** Namespaces of production servers; undefined: not configured, a contract's own word is taken. */
  productionServers?: string[];
  /** ISO dates (UTC) on which nobody works. */
  holidays: string[];
  /** Component and AiResource types that are AI use cases. */
  aiTypes: string[];
  /** Placeholder texts of templates, which describe nothing. */
  scaffoldTexts: string[];
  /** The longest latency allowed by check 10, milliseconds. */
  latencyCeiling: number;
  /** Other names of servers and data sets; absent: none. */
  mappings?: EvidenceMappings;
  /** Whose accounts, roles and jobs (`namespace/name`) are: entity references, by principal in lower case. */
  principals?: Record<string, string>;
}

/** Everything the evaluation of one product reads, and nothing else. @public */
export interface ProductSituation {
  now: number;
  ref: string;
  /** First sight in the catalog, milliseconds. */
  firstSeen: number;
  /** Ascending by `from`, at least one. */
  claims: ClaimVersion[];
  contracts: ContractVersion[];
  /** Any order. Every record of the product's data sets, repositories or own reference, of the last 365 days. */
  evidence: EvidenceRecord[];
  sources: SourceReach[];
  surroundings: Surroundings;
  /** Earlier computed levels, each from a moment on, ascending. */
  history: { at: number; level: Level }[];
  /** When a finding first held, as stored; undefined when none is open. */
  toldAt?: number;
  /** The same for the contradictions that make no finding. */
  contradictionsToldAt?: Partial<Record<'rhythm' | 'lifecycle', number>>;
  /** Since when the product is judged no more, as the last evaluation said; undefined while it is. */
  frozenAt?: number;
  settings: Settings;
}

/** A source the platform would have to connect for a check to be known. @public */
export interface MissingSource {
  kind: EvidenceKind;
  /** Namespace of the server; for changes the host of the repository, `git.example`. */
  server: string;
}

/** What an evaluation says, and what the backend keeps of it. @public */
export interface Evaluation {
  /** As everybody may see it, and as the owner and curator see it. They differ in the verdict only. */
  scorecard: Scorecard;
  ownerScorecard: Scorecard;
  /** Since when the product is judged no more: deprecated or retired, support over, unread. The result is of that moment. */
  frozenAt?: number;
  /** Whether a finding holds now; the backend keeps the first moment. */
  findingHolds: boolean;
  /** Contradictions that hold now and make no finding; the backend keeps the first moment of each. */
  contradictionsHold: ('rhythm' | 'lifecycle')[];
  /** The level it would have if every unknown or stale check passed: the upper end of a range. */
  possibleLevel: Level;
  /** Kinds of record that no platform source sends of the product's servers: what keeps checks unknown. */
  missingSources: MissingSource[];
  /** The earliest moment at which any state, level or verdict can change by time alone, milliseconds. */
  nextChangeAt?: number;
  /** Readers seen by usage in 90 days, outside the owner group. */
  observedConsumers: { ref: string; lastReadAt: number }[];
}
