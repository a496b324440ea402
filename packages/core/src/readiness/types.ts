import {
  Coverage,
  Level,
  Verdict,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { DatasetId } from '../evidence/types';
import { MissingSource } from '../scorecard/types';

/** What a roll-up needs of one product that the reader may see. @public */
export interface ProductStanding {
  ref: string;
  /** Reference of its domain, as listed in {@link DomainEntry.ref}. */
  domain?: string;
  /** It is curated by a central group. */
  central: boolean;
  /** Absent until first evaluated; such a product could still be anywhere. */
  judged?: {
    /** As shown, holds included: for the table of levels. */
    shown: Level;
    /** Computed now, holding nothing: for ranges. */
    computed: Level;
    /** If every unknown or stale check passed. */
    possible: Level;
    /** As this reader may see it. */
    verdict: Verdict;
    coverage: Coverage;
    missingSources: MissingSource[];
    /** Since when it is judged no more, milliseconds. */
    frozenAt?: number;
    /** Unknown or stale checks of level 3 up that are the team's task. */
    teamTasks: number;
  };
}

/** A domain of the catalog. @public */
export interface DomainEntry {
  ref: string;
  title: string;
  /** Reference of the domain above. */
  parent?: string;
  owner?: string;
}

/** Reads of a data set, as the store keeps them. @public */
export interface DatasetUsage {
  dataset: DatasetId;
  /** Entity reference of the reader. */
  consumer?: string;
  lastAt: number;
  reads: number;
  /** The reader is the job that writes the data set. */
  writer: boolean;
}

/** What is known of a reader. @public */
export interface ReaderEntry {
  domain?: string;
  aiUseCase: boolean;
}
