import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { dataMeshPermissions } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  clockServiceRef,
  evidenceFormatsExtensionPoint,
} from '@meshproof/backstage-plugin-data-mesh-node';
import { EvidenceFormat, evidenceFormats } from '@meshproof/core';
import { createDataMesh } from './createDataMesh';

/**
 * Follows the data products of the catalog, keeps evidence about them, and says how far each is proven.
 *
 * @public
 */
export const dataMeshPlugin = createBackendPlugin({
  pluginId: 'data-mesh',
  register(reg) {
    const added: EvidenceFormat[] = [];
    reg.registerExtensionPoint(evidenceFormatsExtensionPoint, {
      addEvidenceFormat(format) {
        if ([...added, ...evidenceFormats].some(({ id }) => id === format.id)) {
          throw new Error(
            `There is already an evidence format with the id '${format.id}'`,
          );
        }
        added.push(format);
      },
    });
    reg.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clock: clockServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        reader: coreServices.urlReader,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        services.permissionsRegistry.addPermissions(dataMeshPermissions);
        const dataMesh = await createDataMesh({
          ...services,
          formats: [...added, ...evidenceFormats],
        });
        services.httpRouter.use(dataMesh.router);

        await services.scheduler.scheduleTask({
          id: 'data-mesh-nightly-look',
          frequency: { cron: '15 2 * * *' },
          timeout: { minutes: 30 },
          scope: 'global',
          fn: dataMesh.lookAtAll,
        });
        await services.scheduler.scheduleTask({
          id: 'data-mesh-evidence-retention',
          frequency: { cron: '45 2 * * *' },
          timeout: { hours: 2 },
          scope: 'global',
          fn: dataMesh.forgetOldEvidence,
        });
        await services.scheduler.scheduleTask({
          id: 'data-mesh-silent-sources',
          frequency: { minutes: 30 },
          initialDelay: { minutes: 5 },
          timeout: { minutes: 10 },
          scope: 'global',
          fn: dataMesh.tellOfSilence,
        });
        services.lifecycle.addStartupHook(dataMesh.start);
        services.lifecycle.addShutdownHook(dataMesh.stop);
      },
    });
  },
});
