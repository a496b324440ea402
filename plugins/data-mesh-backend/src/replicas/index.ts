export * from './EvaluationTally';
export * from './replicaName';
