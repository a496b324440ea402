export * from './AttestationService';
export * from './AttestationStore';
export * from './DatabaseAttestationStore';
export * from './createAttestationsRouter';
