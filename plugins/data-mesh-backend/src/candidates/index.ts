export * from './CandidateSourceReader';
export * from './CandidatesService';
export * from './DatabaseCandidateStore';
export * from './createCandidatesDoorRouter';
export * from './createCandidatesRouter';
