/**
 * Why a data set is not among the candidates, the strongest first:
 *
 * - `ephemeral`: it is stored nowhere, so nobody can be given it
 * - `private`: its access is private, so that no other group may read it
 * - `own-group`: everything that reads it is of its own group
 * - `own-project`: no group is known, and everything that reads it is of its own project
 * - `stage-name`: its name or folder calls it a staging or intermediate step, and no other group reads it
 * - `no-reader`: nothing that was read here reads it
 * - `unknown-readers`: whatever reads it belongs to no known group
 * - `little-demand`: fewer than two other groups read it, and no AI use case stands on it
 *
 * The first five make a data set an internal stage: what reads it is counted for the data sets that it is made of.
 * @public
 */
export const CANDIDATE_RULES = [
  'ephemeral',
  'private',
  'own-group',
  'own-project',
  'stage-name',
  'no-reader',
  'unknown-readers',
  'little-demand',
] as const;

/** @public */
export type CandidateRule = (typeof CANDIDATE_RULES)[number];

/** Something that reads a data set: another data set, an AI use case, a dashboard, a job. @public */
export interface CandidateReader {
  name: string;
  /** `model`, `source`, `seed`, `snapshot` or `table`; or what kind of use it is, as its file says: `ml`, `dashboard`, `job`, ... */
  kind: string;
  ai: boolean;
  /** The internal stage nearest to the reader, where it does not read the data set itself. */
  through?: string;
}

/** A group that reads a data set. @public */
export interface CandidateReaders {
  /** As the file names it; undefined for readers of which no group is known. They are never counted as another group. */
  group?: string;
  /** Entity reference, where the catalog has such a group and the reader may see it. */
  ref?: string;
  /** How many read it. */
  count: number;
  /** Those that read it directly come first; at most 20. */
  readers: CandidateReader[];
}

/** Whose data product it could be. @public */
export interface CandidateHome {
  /** The group, as the file names it. */
  group: string;
  /** Entity reference, where the catalog has such a group and the reader may see it. */
  ref?: string;
  domain?: string;
  /** `upstream`: the group makes more than half of what the data set is made of. `owner`: the group makes the data set itself. */
  basis: 'upstream' | 'owner';
  /** Of how many data sets that it is made of the group makes how many; for `upstream`. */
  makes?: { of: number; count: number };
  /** The same as a sentence. */
  reason: string;
}

/** A data set, and whether it might become a data product. It has no level and no verdict. @public */
export interface Candidate {
  id: string;
  /** Ids of the sources that told of it; not there where nothing was sent. */
  sources?: string[];
  /** Server, where it is known. */
  namespace?: string;
  /** Full name in the warehouse. */
  name: string;
  title: string;
  kind: 'model' | 'source' | 'seed' | 'snapshot' | 'table';
  /** `served`: a data product serves it already. */
  standing: 'candidate' | 'set-aside' | 'served';
  /** Why it is set aside. */
  rule?: CandidateRule;
  /** The rule in words, with what it saw here. */
  reason?: string;
  /** Products that serve it: entity references, or names in files. */
  products?: string[];
  /** Place in the shortlist, from 1. */
  rank?: number;
  group?: string;
  domain?: string;
  project?: string;
  access?: 'public' | 'protected' | 'private';
  tags: string[];
  described: boolean;
  /** Tests or rules that its files hold. */
  tests: number;
  /**
   * Groups that read it beside its own, directly or through internal stages. Where its own is not known, one of the groups that read it
   * may be it, and is not counted.
   */
  otherGroups: number;
  /** Who reads it, other groups first, those of which no group is known last. */
  readers: CandidateReaders[];
  /** How many AI use cases stand on it. */
  aiUseCases: number;
  home?: CandidateHome;
}

/** How many data sets there are of each standing. @public */
export interface CandidateCounts {
  dataSets: number;
  candidates: number;
  served: number;
  setAside: Partial<Record<CandidateRule, number>>;
}

/** A source of candidates, as it last told of its data sets. @public */
export interface CandidateSourceSummary {
  id: string;
  title: string;
  receivedAt: string;
  dataSets: number;
}

/** Narrows a list of candidates. Values of one field are alternatives, fields are combined. @public */
export interface CandidateFilter {
  source?: string | string[];
  /** Domain or group of the data set, or group of its suggested home. */
  domain?: string | string[];
  standing?: Candidate['standing'] | Candidate['standing'][];
  /** Rules that set data sets aside. */
  rule?: CandidateRule | CandidateRule[];
  /** Words of the name. */
  q?: string;
}

/** Data sets in order of demand, with what is the same on every page. @public */
export interface CandidatePage {
  items: Candidate[];
  totalItems: number;
  nextCursor?: string;
  /** At most 12, whatever the filter. */
  shortlist: Candidate[];
  counts: CandidateCounts;
  sources: CandidateSourceSummary[];
  /** Domains and groups that the filter knows. */
  domains: string[];
  /** Data sets are left out because products are hidden from the reader. How many is not told. */
  partlyHidden: boolean;
}

/** What became of the data sets that a source told of. @public */
export interface CandidateReceipt {
  source: string;
  dataSets: number;
  uses: number;
  /** Whether something changed; the same sent twice changes nothing. */
  changed: boolean;
  counts: CandidateCounts;
  /** What could not be read; the rest was. At most 100. */
  problems: CandidateProblem[];
  problemsTotal: number;
}

/** Something in a file that could not be read. @public */
export interface CandidateProblem {
  file: string;
  path?: string;
  reason: string;
}
