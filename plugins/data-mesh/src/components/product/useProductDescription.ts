import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ProductDescription } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { Loaded, useLoaded } from '../../hooks/useLoaded';

/** Ports, consumers and inputs of a product, as the backend resolved them for this reader. @internal */
export function useProductDescription(
  entity: Entity,
): Loaded<ProductDescription> {
  const api = useApi(dataMeshApiRef);
  const ref = stringifyEntityRef(entity);
  return useLoaded(
    signal => api.getProduct(ref, { signal }),
    [ref, entity.metadata.etag],
  );
}
