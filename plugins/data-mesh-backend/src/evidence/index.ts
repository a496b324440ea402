export { repositoryKey } from '@meshproof/core';
export * from './createEvidenceRouter';
export * from './DatabaseEvidenceStore';
export * from './EvidenceRetention';
export * from './EvidenceStore';
export * from './Publisher';
export * from './readPublishers';
export * from './recordAsSeen';
export type { SendingRates } from './SendingLimits';
