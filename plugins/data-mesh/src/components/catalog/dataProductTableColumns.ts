import type { TableColumn } from '@backstage/core-components';
import {
  CatalogTable,
  CatalogTableColumnsFunc,
  CatalogTableRow,
} from '@backstage/plugin-catalog';
import { DATA_PRODUCT_KIND } from '@meshproof/backstage-plugin-data-mesh-common';
import { createDataProductColumns } from './dataProductColumns';

const KIND = DATA_PRODUCT_KIND.toLocaleLowerCase('en-US');

const NAME = 'resolved.entityRef';
const OWNER = 'resolved.ownedByRelationsTitle';
const DESCRIPTION = 'entity.metadata.description';
// With domain and maturity there is no room left for these; both are on the product's page.
const LEFT_OUT = ['resolved.partOfSystemRelationTitle', 'entity.metadata.tags'];

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
  const own = columns.filter(({ field }) => !LEFT_OUT.includes(String(field)));
  const isDescription = ({ field }: TableColumn<CatalogTableRow>) =>
    field === DESCRIPTION;
  return [
    ...own.filter(column => !isDescription(column)),
    ...createDataProductColumns(),
    ...own.filter(isDescription),
  ].map(column => ({ ...column, cellStyle: cellStyleOf(column) }));
};

/** The catalog's links break inside words rather than ask for room; names get enough of it. */
function cellStyleOf(column: TableColumn<CatalogTableRow>) {
  switch (column.field) {
    case NAME:
      return { minWidth: '13em' };
    case OWNER:
      return { minWidth: '10em' };
    default:
      return column.cellStyle;
  }
}
