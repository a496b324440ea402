/**
 * Claims and evidence in; facts, checks, levels and verdicts out. Pure functions: no clock, no network, no disk.
 *
 * @packageDocumentation
 */

export * from './contract/types';
export * from './evidence/datasetKey';
export * from './evidence/types';
export * from './scorecard/types';
