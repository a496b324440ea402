import {
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import { DATA_PRODUCT_KIND } from '@meshproof/backstage-plugin-data-mesh-common';
import { createDataProductColumns } from './dataProductColumns';

const KIND = DATA_PRODUCT_KIND.toLocaleLowerCase('en-US');

/**
 * The columns of the catalog's table: its own, and for data products also domain and maturity.
 *
 * @public
 */
export const dataProductTableColumns: CatalogTableColumnsFunc = context => {
  const columns = CatalogTable.defaultColumnsFunc(context);
  const kind = context.filters.kind?.value ?? context.entities[0]?.kind ?? '';
  if (kind.toLocaleLowerCase('en-US') !== KIND) {
    return columns;
  }
  // After name and owner, before the long texts.
  const texts = ['entity.metadata.description', 'entity.metadata.tags'];
  const isText = (field: unknown) => texts.includes(String(field));
  return [
    ...columns.filter(({ field }) => !isText(field)),
    ...createDataProductColumns(),
    ...columns.filter(({ field }) => isText(field)),
  ];
};
