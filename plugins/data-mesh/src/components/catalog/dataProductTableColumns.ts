import {
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import { DATA_PRODUCT_KIND } from '@meshproof/backstage-plugin-data-mesh-common';
import { createDataProductColumns } from './dataProductColumns';

const LEFT_OUT = new Set([
  'resolved.partOfSystemRelationTitle',
  'entity.metadata.tags',
]);
// The table breaks words anywhere to make columns narrow; names need some room before that.
const ROOM = { minWidth: '8.5em' };
const KIND = DATA_PRODUCT_KIND.toLocaleLowerCase('en-US');

/**
 * The columns of the catalog's table: its own, and for data products domain and maturity instead of system and tags.
 *
 * @public
 */
export const dataProductTableColumns: CatalogTableColumnsFunc = context => {
  const columns = CatalogTable.defaultColumnsFunc(context);
  const kind = context.filters.kind?.value ?? context.entities[0]?.kind ?? '';
  if (kind.toLocaleLowerCase('en-US') !== KIND) {
    return columns;
  }
  const kept = columns.filter(({ field }) => !LEFT_OUT.has(String(field)));
  const isText = (field: unknown) => field === 'entity.metadata.description';
  return [
    ...kept
      .filter(({ field }) => !isText(field))
      .map(column => ({ ...column, cellStyle: ROOM })),
    ...createDataProductColumns(),
    ...kept.filter(({ field }) => isText(field)),
  ];
};
