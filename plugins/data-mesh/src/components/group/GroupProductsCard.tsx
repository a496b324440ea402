import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ProductListCard } from '../product/ProductListCard';
import { useTexts } from '../../texts/useTexts';

/** The products a group owns, beside its services. @internal */
export function GroupProductsCard() {
  const { entity } = useEntity();
  const t = useTexts();
  const ref = stringifyEntityRef(entity);
  const name = entity.metadata.title ?? entity.metadata.name;
  return (
    <ProductListCard
      title={t('group.title')}
      of={name}
      filter={{ owner: ref }}
      query={{ owner: ref }}
      columns={['domain', 'known', 'next']}
      empty={t('group.empty')}
    />
  );
}
