export * from './EvidenceDocuments';
export * from './evidenceFormats';
export * from './types';
export { MOST_RECORD_BYTES } from './JsonCutter';
