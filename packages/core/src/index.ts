/**
 * Claims and evidence in; facts, checks, levels and verdicts out. Pure functions: no clock, no network, no disk.
 *
 * @packageDocumentation
 */

export * from './contract/contractAddresses';
export * from './contract/contractKey';
export { MAX_CONTRACT_BYTES } from './contract/parseYaml';
export * from './contract/readContract';
export * from './contract/types';
export * from './evidence/checkReceipt';
export * from './evidence/datasetKey';
export * from './evidence/describeRecord';
export * from './evidence/nearMatch';
export * from './evidence/parseIncomingRecord';
export * from './evidence/recordId';
export * from './evidence/repositoryKey';
export * from './evidence/types';
export * from './scorecard/types';
