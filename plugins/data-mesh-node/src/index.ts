/**
 * What other backend packages may use or extend of the data-mesh plugin.
 *
 * @packageDocumentation
 */

export * from './candidateSourcesExtensionPoint';
export * from './clockServiceRef';
export * from './evidenceFormatsExtensionPoint';
