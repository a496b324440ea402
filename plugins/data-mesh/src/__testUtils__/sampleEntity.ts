import { Entity } from '@backstage/catalog-model';
import { DataProductEntityV1alpha1 } from '@meshproof/backstage-plugin-data-mesh-common';

/** The product of the sample data, as the catalog serves it. */
export function sampleEntity(
  change: Partial<DataProductEntityV1alpha1['spec']> = {},
): DataProductEntityV1alpha1 {
  return {
    apiVersion: 'meshproof.dev/v1alpha1',
    kind: 'DataProduct',
    metadata: {
      name: 'inventory',
      namespace: 'default',
      title: 'Inventory',
      description: 'Stock on hand per site and article',
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/supply-chain' },
      { type: 'partOf', targetRef: 'domain:default/supply-chain' },
      { type: 'partOf', targetRef: 'system:default/warehouse' },
      { type: 'curatedBy', targetRef: 'group:default/central-data' },
    ],
    spec: {
      type: 'source-aligned',
      lifecycle: 'active',
      owner: 'group:default/supply-chain',
      curator: 'group:default/central-data',
      domain: 'supply-chain',
      system: 'warehouse',
      version: '2.1.0',
      purpose: 'Planners and replenishment read one trusted stock figure.',
      intendedFor: ['component:default/demand-forecast-ai'],
      team: [{ member: 'user:default/ana', role: 'product-owner' }],
      support: [
        {
          channel: '#data-inventory',
          url: 'https://chat.example/inventory',
          respondsWithin: 'P2D',
        },
      ],
      ...change,
    },
  };
}

/** A service that reads one product and feeds another. */
export const WAREHOUSE_SERVICE: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'wms', namespace: 'default', title: 'Warehouse service' },
  relations: [
    { type: 'dependencyOf', targetRef: 'dataproduct:default/inventory' },
  ],
  spec: { type: 'service', lifecycle: 'production', owner: 'supply-chain' },
};
