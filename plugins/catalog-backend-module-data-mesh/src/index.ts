/**
 * The `DataProduct` kind and Bitol ODPS documents for the catalog backend.
 *
 * @packageDocumentation
 */

export {
  catalogModuleDataMesh,
  catalogModuleDataMesh as default,
} from './module';
export * from './processor';
