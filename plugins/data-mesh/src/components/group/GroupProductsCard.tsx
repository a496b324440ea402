import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ProductListCard } from '../product/ProductListCard';

/** The products a group owns, beside its services. @internal */
export function GroupProductsCard() {
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const name = entity.metadata.title ?? entity.metadata.name;
  return (
    <ProductListCard
      title="Data products"
      what={`data products of ${name}`}
      filter={{ owner: ref }}
      query={{ owner: ref }}
      columns={['domain', 'known', 'next']}
      empty="This group owns no data product, or none that is visible to you."
    />
  );
}
