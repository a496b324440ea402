/**
 * The `DataProduct` kind, Bitol ODPS documents and local repositories for the catalog backend.
 *
 * @packageDocumentation
 */

export { catalogFeatures as default } from './catalogFeatures';
export * from './localRepositories';
export { catalogModuleDataMesh } from './module';
export * from './processor';
