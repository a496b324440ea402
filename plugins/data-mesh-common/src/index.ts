/**
 * The vocabulary of the data-mesh plugin: entity kind, permissions, shapes of its API and a typed client. All times are ISO 8601 in
 * UTC; all references are full entity references in lower case (`kind:namespace/name`).
 *
 * @packageDocumentation
 */

export * from './api';
export * from './attestation';
export * from './candidate';
export * from './client';
export * from './entity';
export * from './evidence';
export * from './health';
export * from './overview';
export * from './permissions';
export * from './product';
export * from './scorecard';
export * from './slo';
export * from './source';
export * from './vocabulary';
