/**
 * Claims and evidence in; facts, checks, levels and verdicts out. Pure functions: no clock, no network, no disk.
 *
 * @packageDocumentation
 */

export * from './contract/types';
export * from './evidence/datasetKey';
export * from './evidence/types';
export * from './scorecard/Rubric';
export * from './scorecard/defaultRubric';
export * from './scorecard/defaultSettings';
export * from './scorecard/evaluateProduct';
export { explainCheck, recordSummary } from './scorecard/explainCheck';
export {
  productAddresses,
  type PortAddresses,
} from './scorecard/productAddresses';
export * from './scorecard/types';
