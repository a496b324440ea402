/**
 * Claims and evidence in; facts, checks, levels and verdicts out. Pure functions: no clock, no network, no disk.
 *
 * @packageDocumentation
 */

export * from './attestation/attestationStanding';
export * from './candidates';
export * from './contract/compare';
export * from './contract/contractAddresses';
export * from './contract/contractKey';
export { findRepeatedKey } from './contract/findRepeatedKey';
export { MAX_CONTRACT_BYTES } from './contract/parseYaml';
export * from './contract/readContract';
export * from './contract/types';
export * from './evidence/DatasetMappings';
export * from './evidence/acceptedWitnesses';
export * from './evidence/checkReceipt';
export * from './evidence/datasetKey';
export * from './evidence/describeRecord';
export * from './evidence/foldIncidents';
export * from './evidence/formats';
export * from './evidence/nearMatch';
export * from './evidence/parseIncomingRecord';
export * from './evidence/recordId';
export * from './evidence/repositoryKey';
export * from './evidence/resolveConsumer';
export * from './evidence/types';
export { listEvidenceRows } from './log/evidenceLog';
export { listJobsSeen } from './log/jobsSeen';
export { listSchemasSeen } from './log/schemaHistory';
export * from './slo/measureSlos';
export * from './readiness/productStanding';
export { summarizeDomain } from './readiness/summarizeDomain';
export * from './readiness/summarizeDomains';
export * from './readiness/summarizeOverview';
export * from './readiness/types';
export * from './readiness/undeclaredDatasets';
export * from './scorecard/Rubric';
export * from './scorecard/defaultRubric';
export * from './scorecard/defaultSettings';
export { evaluateProduct } from './scorecard/evaluateProduct';
export { explainCheck } from './scorecard/explainCheck';
export {
  productAddresses,
  type PortAddresses,
} from './scorecard/productAddresses';
export * from './scorecard/types';
