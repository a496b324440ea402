import { RELATION_PART_OF, parseEntityRef } from '@backstage/catalog-model';
import type { CatalogTableRow } from '@backstage/plugin-catalog';
import type { TableColumn } from '@backstage/core-components';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { isDataProductEntity } from '@meshproof/backstage-plugin-data-mesh-common';
import { Suspense, lazy } from 'react';
import { wholeWords } from './wholeWords';
import { Text } from '../../texts/Text';

const MaturityCell = lazy(() =>
  import('./MaturityCell').then(m => ({ default: m.MaturityCell })),
);

/**
 * Columns that the catalog's table should have while it lists data products: domain, and level with verdict. Put them
 * after the catalog's own columns.
 *
 * @public
 */
export function createDataProductColumns(): TableColumn<CatalogTableRow>[] {
  return [
    {
      title: <Text of="catalog.domain" />,
      field: 'entity.spec.domain',
      cellStyle: wholeWords('10.5em'),
      render: ({ entity }) => {
        const domains = (entity.relations ?? [])
          .filter(
            ({ type, targetRef }) =>
              type === RELATION_PART_OF &&
              parseEntityRef(targetRef).kind === 'domain',
          )
          .map(({ targetRef }) => targetRef);
        return <EntityRefLinks entityRefs={domains} defaultKind="domain" />;
      },
    },
    {
      title: <Text of="catalog.maturity" />,
      sorting: false,
      cellStyle: wholeWords('9.5em'),
      render: ({ entity }) =>
        isDataProductEntity(entity) ? (
          <Suspense fallback="…">
            <MaturityCell entity={entity} />
          </Suspense>
        ) : null,
    },
  ];
}
