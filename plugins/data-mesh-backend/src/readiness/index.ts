export * from './ReadinessService';
export * from './createReadinessRouter';
