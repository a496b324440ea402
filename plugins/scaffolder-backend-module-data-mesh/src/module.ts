import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createContractRenderAction } from './contract';
import { createPublishLocalAction } from './localRepositories';

/**
 * Adds the actions `data-mesh:contract:render` and `data-mesh:publish:local` to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleDataMesh = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'data-mesh',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ actions, catalog, config }) {
        actions.addActions(
          createContractRenderAction(),
          createPublishLocalAction({ catalog, config }),
        );
      },
    });
  },
});
