import { datacontractCli } from './datacontractCli';
import { dbtCatalog, dbtManifest, dbtRunResults, dbtSources } from './dbt';
import { greatExpectations } from './greatExpectations';
import { githubPullRequests, gitlabMergeRequests } from './mergeRequests';
import { openLineage } from './openLineage';
import { soda } from './soda';
import { EvidenceFormat } from './types';

/** The formats that are read without any addition, in the order in which a document is tried. @public */
export const evidenceFormats: readonly EvidenceFormat[] = [
  dbtManifest,
  dbtRunResults,
  dbtCatalog,
  dbtSources,
  openLineage,
  soda,
  datacontractCli,
  greatExpectations,
  githubPullRequests,
  gitlabMergeRequests,
];
