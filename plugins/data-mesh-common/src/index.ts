/**
 * The vocabulary of the data-mesh plugin: entity kind, permissions, shapes of its API and a typed client.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './attestation';
export * from './candidate';
export * from './client';
export * from './entity';
export * from './permissions';
export * from './vocabulary';
