import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { ProductFilter } from '@meshproof/backstage-plugin-data-mesh-common';
import { ReactNode } from 'react';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { usePageLink } from '../../hooks/usePageLink';
import { LoadedContent } from '../layout/LoadedContent';
import { OptionalProductColumn, ProductTable } from './ProductTable';

const AT_MOST = 20;

/** A card with the products of one domain or one group. @internal */
export function ProductListCard(props: {
  title: string;
  /** What the products have in common, for sentences: "products of Logistics". */
  what: string;
  filter: Pick<ProductFilter, 'domain' | 'owner'> & Record<string, unknown>;
  /** The same filter in the address of the page. */
  query: Record<string, string>;
  columns: OptionalProductColumn[];
  empty: string;
  children?: ReactNode;
}) {
  const { title, what, filter, query, columns, empty, children } = props;
  const api = useApi(dataMeshApiRef);
  const pageLink = usePageLink();
  const state = useLoaded(
    signal => api.listProducts({ ...filter, limit: AT_MOST }, { signal }),
    [filter],
  );
  return (
    <EntityInfoCard title={title}>
      {children}
      <LoadedContent state={state} what={`the ${what}`} lines={4}>
        {page => {
          const all = pageLink('products', query);
          return page.items.length === 0 ? (
            <Typography variant="body1">{empty}</Typography>
          ) : (
            <>
              <ProductTable
                caption={`The ${what}`}
                captionHidden
                products={page.items}
                columns={columns}
              />
              {page.totalItems > page.items.length && (
                <Typography variant="body2" component="p">
                  Showing the first {page.items.length} of{' '}
                  {page.totalItems.toLocaleString('en-GB')}.{' '}
                  {all && <Link to={all}>See all {what}</Link>}
                </Typography>
              )}
            </>
          );
        }}
      </LoadedContent>
    </EntityInfoCard>
  );
}
