/**
 * What other backend packages may use or extend of the data-mesh plugin.
 *
 * @packageDocumentation
 */

export * from './clockServiceRef';
export * from './evidenceFormatsExtensionPoint';
