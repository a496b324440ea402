import {
  ApiBlueprint,
  FrontendModule,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { DefaultEntityPresentationApi } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { DATA_PRODUCT_KIND } from '@meshproof/backstage-plugin-data-mesh-common';
import { DataProductIcon } from '../icon';

/**
 * Gives data products their own icon wherever the catalog names one. It replaces the presentation API of the catalog, and a portal
 * can have only one of those: install it unless another module of the portal does so already, and add `DataProduct` to its
 * `kindIcons` otherwise.
 *
 * @public
 */
export const dataMeshCatalogIconModule: FrontendModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      name: 'entity-presentation',
      params: defineParams =>
        defineParams({
          api: entityPresentationApiRef,
          deps: { catalogApi: catalogApiRef },
          factory: ({ catalogApi }) =>
            DefaultEntityPresentationApi.create({
              catalogApi,
              kindIcons: { [DATA_PRODUCT_KIND]: DataProductIcon },
            }),
        }),
    }),
  ],
});
