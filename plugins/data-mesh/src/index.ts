/**
 * The data-mesh plugin for the legacy front-end system, and what both systems share.
 *
 * @packageDocumentation
 */

export * from './api';
export { createDataProductColumns } from './components/catalog/dataProductColumns';
export { isFromOdps } from './components/product/isFromOdps';
export * from './plugin';
export { rootRouteRef } from './routes';
export { isDataProductEntity } from '@meshproof/backstage-plugin-data-mesh-common';
