import { Coverage, LevelResult } from '../scorecard';
import { Level, Verdict } from '../vocabulary';

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
