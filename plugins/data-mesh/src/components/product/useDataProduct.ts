import { useEntity } from '@backstage/plugin-catalog-react';
import {
  DataProductEntityV1alpha1,
  isDataProductEntity,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** The product on whose page a card stands; `undefined` on pages of other entities. @internal */
export function useDataProduct(): DataProductEntityV1alpha1 | undefined {
  const { entity } = useEntity();
  return isDataProductEntity(entity) ? entity : undefined;
}
