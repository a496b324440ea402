/**
 * Backend of the data-mesh plugin: claims, contracts, evidence, scorecards and readiness.
 *
 * @packageDocumentation
 */

export { dataMeshPlugin as default } from './plugin';
