import type { Candidate } from '@meshproof/backstage-plugin-data-mesh-common';

/** A data set as a catalog, a project or a contract tells of it. @public */
export interface GraphDataSet {
  /** Unique in the graph. */
  id: string;
  /** Server, where it is known. */
  namespace?: string;
  /** Full name in the warehouse, such as `wh.sales.orders`. */
  name: string;
  /** What people call it; the last part of the name unless given. */
  title?: string;
  kind: Candidate['kind'];
  /** The group that makes it. */
  group?: string;
  domain?: string;
  /** Project or package that it is part of. */
  project?: string;
  access?: 'public' | 'protected' | 'private';
  /** Stored nowhere, a part of the queries that read it. */
  ephemeral?: boolean;
  /** The folder, or another word of its file, that calls it a step on the way. */
  stage?: string;
  /** Tests or rules about it; 0 unless given. */
  tests?: number;
  described?: boolean;
  tags?: string[];
  /** Products that serve it. */
  products?: string[];
  /** Ids of the data sets that it is made of. */
  upstream?: string[];
}

/** What reads data sets and makes none that is known: an AI use case, a dashboard, a job. @public */
export interface GraphUse {
  /** Unique among the uses of the graph. */
  id: string;
  name: string;
  /** As its file says: `ml`, `dashboard`, `application`, `notebook`, `job`, `product`, ... */
  kind: string;
  ai?: boolean;
  /** The group whose use it is. A person is none. */
  group?: string;
  /** Ids of data sets. */
  reads: string[];
}

/** Data sets and who reads them, as neutral as a catalog can be. @public */
export interface CandidateGraph {
  dataSets: GraphDataSet[];
  uses: GraphUse[];
}

/** What a file was found to be. @public */
export type CandidateFormat =
  | 'dbt-manifest'
  | 'openlineage'
  | 'odps'
  | 'odcs'
  | 'graph';
