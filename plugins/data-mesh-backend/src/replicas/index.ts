export * from './EvaluationTally';
export * from './ReplicaRegister';
export * from './replicaName';
export * from './TaskJournal';
