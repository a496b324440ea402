import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { CandidateGraph } from '@meshproof/core';

/** Another catalog that knows data sets and who reads them. @public */
export interface CandidateSource {
  /** Lower-case letters, digits, `-`, `_` and `.`; at most 63. Not that of something that is sent. */
  id: string;
  /** Name on screens; the id unless given. */
  title?: string;
  /**
   * Tells everything that the catalog knows now. Asked once an hour, by one replica. What it throws is told in the log and on the health page; the
   * last answer stays.
   */
  read(options: { signal: AbortSignal }): Promise<CandidateGraph>;
}

/** Adds catalogs to what the page of candidates is made of, beside what is sent to `PUT /candidates/{source}`. @public */
export interface CandidateSourcesExtensionPoint {
  /** @throws Error where another source has the same id, or one that is none */
  addCandidateSource(source: CandidateSource): void;
}

/** @public */
export const candidateSourcesExtensionPoint =
  createExtensionPoint<CandidateSourcesExtensionPoint>({
    id: 'data-mesh.candidate-sources',
  });
