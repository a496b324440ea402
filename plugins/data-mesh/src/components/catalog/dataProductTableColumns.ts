import {
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import { DATA_PRODUCT_KIND } from '@meshproof/backstage-plugin-data-mesh-common';
import { createDataProductColumns } from './dataProductColumns';
import { wholeWords } from './wholeWords';

// Hidden columns are still searched.
const HIDDEN = new Set([
  'resolved.partOfSystemRelationTitle',
  'entity.metadata.description',
  'entity.metadata.tags',
]);
const WIDTHS: Record<string, string> = {
  'resolved.entityRef': '11.5em',
  'resolved.ownedByRelationsTitle': '10.5em',
  'entity.spec.type': '8.25em',
};
const KIND = DATA_PRODUCT_KIND.toLocaleLowerCase('en-US');

/**
 * The columns of the catalog's table: its own, and for data products domain and maturity instead of system,
 * description and tags, which are searched all the same.
 *
 * @public
 */
export const dataProductTableColumns: CatalogTableColumnsFunc = context => {
  const columns = CatalogTable.defaultColumnsFunc(context);
  const kind = context.filters.kind?.value ?? context.entities[0]?.kind ?? '';
  if (kind.toLocaleLowerCase('en-US') !== KIND) {
    return columns;
  }
  return [
    ...columns.map(column => ({
      ...column,
      hidden: column.hidden || HIDDEN.has(String(column.field)),
      cellStyle: wholeWords(WIDTHS[String(column.field)] ?? '7em'),
    })),
    ...createDataProductColumns(),
  ];
};
