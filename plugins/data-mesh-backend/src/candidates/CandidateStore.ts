import { CandidateGraph } from '@meshproof/core';

/** A source as it last told. */
export interface StoredCandidateSource {
  id: string;
  /** Who sends it. */
  publisher: string;
  title: string;
  receivedAt: number;
  digest: string;
  dataSets: number;
}

/** Keeps the graph that each source told of last. */
export interface CandidateStore {
  list(): Promise<StoredCandidateSource[]>;
  /** The graph of a source; empty where there is none. */
  graph(source: string): Promise<CandidateGraph>;
  /**
   * Takes the place of what the source told before.
   *
   * @returns whether something is different now
   * @throws NotAllowedError where another publisher sends this source
   */
  put(
    source: Pick<StoredCandidateSource, 'id' | 'publisher' | 'title'>,
    graph: CandidateGraph,
    receivedAt: number,
  ): Promise<boolean>;
  /**
   * Forgets a source.
   *
   * @throws NotFoundError where there is none; NotAllowedError as {@link CandidateStore.put} does
   */
  delete(
    source: Pick<StoredCandidateSource, 'id' | 'publisher'>,
  ): Promise<void>;
}
