export * from './replicaName';
