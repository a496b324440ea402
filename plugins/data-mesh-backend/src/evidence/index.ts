export * from './DatabaseEvidenceStore';
export * from './EvidenceStore';
export * from './repositoryKey';
