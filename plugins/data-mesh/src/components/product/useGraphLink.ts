import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  RELATION_CONSUMES_DATA_PRODUCT,
  RELATION_DATA_PRODUCT_CONSUMED_BY,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { graphRouteRef } from '../../routes';

const STEPS = 2;

/** Address of the portal's graph with what lies before and after a product; `undefined` where the portal has none. @internal */
export function useGraphLink(ref: string): string | undefined {
  const graph = useRouteRef(graphRouteRef);
  if (!graph) {
    return undefined;
  }
  const query = new URLSearchParams([
    ['rootEntityRefs[]', ref],
    ['maxDepth', String(STEPS)],
    ['unidirectional', 'false'],
    ['mergeRelations', 'true'],
    ['direction', 'RL'],
    ...[
      RELATION_DEPENDS_ON,
      RELATION_DEPENDENCY_OF,
      RELATION_CONSUMES_DATA_PRODUCT,
      RELATION_DATA_PRODUCT_CONSUMED_BY,
    ].map(relation => ['selectedRelations[]', relation]),
  ]);
  return `${graph()}?${query}`;
}
