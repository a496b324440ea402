export * from './DatabaseEvidenceStore';
export * from './EvidenceStore';
export * from './readPublishers';
export * from './repositoryKey';
