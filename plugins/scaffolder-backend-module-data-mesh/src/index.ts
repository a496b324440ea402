/**
 * Scaffolder actions that make data products.
 *
 * @packageDocumentation
 */

export * from './contract';
export * from './localRepositories';
export { scaffolderModuleDataMesh as default } from './module';
