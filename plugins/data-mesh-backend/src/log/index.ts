export * from './createLogRouter';
export * from './EvidenceLogService';
