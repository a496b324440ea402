/**
 * The data-mesh plugin for the new front-end system.
 *
 * @packageDocumentation
 */

export { dataMeshPlugin as default } from './plugin';
export { dataMeshCatalogIconModule } from './dataMeshCatalogIconModule';
export { dataMeshCatalogColumnsModule } from './dataMeshCatalogColumnsModule';
export { dataMeshTranslationRef } from '../texts/dataMeshTranslationRef';
