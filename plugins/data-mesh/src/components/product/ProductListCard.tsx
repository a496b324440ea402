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
import { useTexts } from '../../texts/useTexts';

const AT_MOST = 20;

/** A card with the products of one domain or one group. @internal */
export function ProductListCard(props: {
  title: string;
  /** The name of the domain or group whose products they are. */
  of: string;
  filter: Pick<ProductFilter, 'domain' | 'owner'> & Record<string, unknown>;
  /** The same filter in the address of the page. */
  query: Record<string, string>;
  columns: OptionalProductColumn[];
  empty: string;
  children?: ReactNode;
}) {
  const { title, of: name, filter, query, columns, empty, children } = props;
  const api = useApi(dataMeshApiRef);
  const pageLink = usePageLink();
  const t = useTexts();
  const state = useLoaded(
    signal => api.listProducts({ ...filter, limit: AT_MOST }, { signal }),
    [filter],
  );
  return (
    <EntityInfoCard title={title}>
      {children}
      <LoadedContent
        state={state}
        what={t('products.of.what', { name })}
        lines={4}
      >
        {page => {
          const all = pageLink('products', query);
          return page.items.length === 0 ? (
            <Typography variant="body1">{empty}</Typography>
          ) : (
            <>
              <ProductTable
                caption={t('products.of.caption', { name })}
                captionHidden
                products={page.items}
                columns={columns}
              />
              {page.totalItems > page.items.length && (
                <Typography variant="body2" component="p">
                  {t('list.showing', {
                    shown: page.items.length,
                    all: page.totalItems,
                  })}{' '}
                  {all && (
                    <Link to={all}>{t('products.of.all', { name })}</Link>
                  )}
                </Typography>
              )}
            </>
          );
        }}
      </LoadedContent>
    </EntityInfoCard>
  );
}
