import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { DataMeshClient } from '@meshproof/backstage-plugin-data-mesh-common';
import { FieldExtensionComponent } from '@backstage/plugin-scaffolder-react';
import { dataMeshApiRef } from './api';
import {
  DataProductColumn,
  dataProductColumnsFieldExtension,
  dataProductNameFieldExtension,
} from './components/template';
import { graphRouteRef, pageRouteRef, rootRouteRef } from './routes';

/** Data products, their maturity and what is known of every domain, for the legacy front-end system. @public */
export const dataMeshPlugin = createPlugin({
  id: 'data-mesh',
  apis: [
    createApiFactory({
      api: dataMeshApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new DataMeshClient({ fetchApi }),
    }),
  ],
  routes: { root: rootRouteRef },
  externalRoutes: { page: pageRouteRef, catalogGraph: graphRouteRef },
});

/** The page; mount it at `/data-mesh`. @public */
export const DataMeshPage: () => JSX.Element | null = dataMeshPlugin.provide(
  createRoutableExtension({
    name: 'DataMeshPage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./components/page/DataMeshPage').then(m => m.DataMeshPage),
  }),
);

/** Level, target, verdict, coverage and the next five checks of a data product. @public */
export const EntityDataProductScorecardCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductScorecardCard',
      component: {
        lazy: () =>
          import('./components/scorecard/ScorecardCard').then(
            m => m.ScorecardCard,
          ),
      },
    }),
  );

/** Every check of a data product; put it into an entity tab with the path `/scorecard`, which the links of other screens expect. @public */
export const EntityDataProductScorecardContent: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductScorecardContent',
      component: {
        lazy: () =>
          import('./components/scorecard/ScorecardContent').then(
            m => m.ScorecardContent,
          ),
      },
    }),
  );

/** The promises of a data product beside what was measured; put it into an entity tab with the path `/slo`. @public */
export const EntityDataProductSloContent: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductSloContent',
      component: {
        lazy: () =>
          import('./components/slo/SloContent').then(m => m.SloContent),
      },
    }),
  );

/** What was observed of a data product; put it into an entity tab with the path `/evidence`. @public */
export const EntityDataProductEvidenceContent: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductEvidenceContent',
      component: {
        lazy: () =>
          import('./components/evidence/EvidenceContent').then(
            m => m.EvidenceContent,
          ),
      },
    }),
  );

/** What a data product is, for whom, and who stands behind it. @public */
export const EntityDataProductCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductCard',
      component: {
        lazy: () =>
          import('./components/product/ProductCard').then(m => m.ProductCard),
      },
    }),
  );

/** The output ports of a data product with contracts, promises and addresses. @public */
export const EntityDataProductPortsCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductPortsCard',
      component: {
        lazy: () =>
          import('./components/product/PortsCard').then(m => m.PortsCard),
      },
    }),
  );

/** Who reads a data product, and what it reads. @public */
export const EntityDataProductConsumersCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductConsumersCard',
      component: {
        lazy: () =>
          import('./components/product/ConsumersCard').then(
            m => m.ConsumersCard,
          ),
      },
    }),
  );

/** What named people attest about a data product or domain, and the form to add to it. @public */
export const EntityAttestationsCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityAttestationsCard',
      component: {
        lazy: () =>
          import('./components/attestation/AttestationsCard').then(
            m => m.AttestationsCard,
          ),
      },
    }),
  );

/** Where the consumers of a data product get help. @public */
export const EntityDataProductSupportCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductSupportCard',
      component: {
        lazy: () =>
          import('./components/product/SupportCard').then(m => m.SupportCard),
      },
    }),
  );

/** What the ODPS document of a data product says that has no place in the entity. @public */
export const EntityDataProductNotMappedCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDataProductNotMappedCard',
      component: {
        lazy: () =>
          import('./components/product/NotMappedCard').then(
            m => m.NotMappedCard,
          ),
      },
    }),
  );

/** The data products of a domain, for Domain pages. @public */
export const EntityDomainDataProductsCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityDomainDataProductsCard',
      component: {
        lazy: () =>
          import('./components/domain/DomainProductsCard').then(
            m => m.DomainProductsCard,
          ),
      },
    }),
  );

/** The data products of a group, for Group pages. @public */
export const EntityGroupDataProductsCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityGroupDataProductsCard',
      component: {
        lazy: () =>
          import('./components/group/GroupProductsCard').then(
            m => m.GroupProductsCard,
          ),
      },
    }),
  );

/** The data products that an entity reads and feeds, for Component, System and AiResource pages. @public */
export const EntityConsumedDataProductsCard: () => JSX.Element | null =
  dataMeshPlugin.provide(
    createComponentExtension({
      name: 'EntityConsumedDataProductsCard',
      component: {
        lazy: () =>
          import('./components/consumer/ConsumedProductsCard').then(
            m => m.ConsumedProductsCard,
          ),
      },
    }),
  );

/** The field `DataProductColumns` for software templates. @public */
export const DataProductColumnsFieldExtension: FieldExtensionComponent<
  DataProductColumn[],
  unknown
> = dataMeshPlugin.provide(dataProductColumnsFieldExtension);

/** The field `DataProductName` for software templates. @public */
export const DataProductNameFieldExtension: FieldExtensionComponent<
  string,
  unknown
> = dataMeshPlugin.provide(dataProductNameFieldExtension);
