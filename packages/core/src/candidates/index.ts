export * from './CandidateFiles';
export * from './foldCandidates';
export * from './types';
export * from './mergeGraphs';
