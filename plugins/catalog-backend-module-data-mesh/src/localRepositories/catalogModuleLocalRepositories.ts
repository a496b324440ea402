import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import path from 'node:path';
import { LocalRepositoryProvider } from './LocalRepositoryProvider';

/**
 * Puts the repositories below `dataMesh.localRepositories.path` into the catalog; does nothing where that is not set. Install
 * it beside the scaffolder's action `data-mesh:publish:local`.
 *
 * @public
 */
export const catalogModuleLocalRepositories = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'data-mesh-local-repositories',
  register({ registerInit }) {
    registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, lifecycle, logger, scheduler }) {
        const folder = config.getOptionalString(
          'dataMesh.localRepositories.path',
        );
        if (!folder) {
          return;
        }
        const provider = new LocalRepositoryProvider({
          folder: path.resolve(folder),
          logger,
          schedule: scheduler.createScheduledTaskRunner({
            // Every replica watches for itself, and a look costs one listing.
            scope: 'local',
            frequency: { seconds: 3 },
            timeout: { minutes: 1 },
          }),
        });
        lifecycle.addShutdownHook(() => provider.close());
        catalog.addEntityProvider(provider);
      },
    });
  },
});
