import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { OdpsDocumentSource } from './odps/OdpsDocumentSource';
import { OdpsLocationProvider } from './odps/OdpsLocationProvider';
import { OdpsProcessor } from './odps/OdpsProcessor';
import { readOdpsConfig } from './odps/readOdpsConfig';
import { DataProductEntityProcessor } from './processor';

/**
 * Adds the `DataProduct` kind and Bitol ODPS documents to the catalog.
 *
 * @public
 */
export const catalogModuleDataMesh = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'data-mesh',
  register(module) {
    module.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({
        auth,
        catalog,
        config,
        logger,
        processing,
        scheduler,
        urlReader,
      }) {
        processing.addProcessor(DataProductEntityProcessor.fromConfig(config));

        const { locations, schedule } = readOdpsConfig(config);
        const source = new OdpsDocumentSource({ locations, urlReader });
        processing.addProcessor(
          new OdpsProcessor({
            source,
            isKnown: async entityRef => {
              const credentials = await auth.getOwnServiceCredentials();
              const entity = await catalog.getEntityByRef(entityRef, {
                credentials,
              });
              return entity !== undefined;
            },
          }),
        );
        // Also without locations: what was configured before has to leave the catalog.
        processing.addEntityProvider(
          new OdpsLocationProvider({
            source,
            taskRunner: scheduler.createScheduledTaskRunner(schedule),
            logger,
          }),
        );
      },
    });
  },
});
