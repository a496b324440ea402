import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { dataMeshPermissions } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  CandidateSource,
  candidateSourcesExtensionPoint,
  clockServiceRef,
  evidenceFormatsExtensionPoint,
} from '@meshproof/backstage-plugin-data-mesh-node';
import { EvidenceFormat, evidenceFormats } from '@meshproof/core';
import { isSourceId } from './candidates/isSourceId';
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
    const candidateSources: CandidateSource[] = [];
    reg.registerExtensionPoint(candidateSourcesExtensionPoint, {
      addCandidateSource(source) {
        if (!isSourceId(source.id)) {
          throw new Error(
            `'${source.id}' cannot be the id of a source of candidates: use lower-case letters, digits, '-', '_' and '.'`,
          );
        }
        if (candidateSources.some(({ id }) => id === source.id)) {
          throw new Error(
            `There is already a source of candidates with the id '${source.id}'`,
          );
        }
        candidateSources.push(source);
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
          candidateSources,
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
        if (candidateSources.length > 0) {
          await services.scheduler.scheduleTask({
            id: 'data-mesh-candidate-sources',
            frequency: { hours: 1 },
            timeout: { minutes: 30 },
            initialDelay: { seconds: 10 },
            scope: 'global',
            fn: dataMesh.readCandidateSources,
          });
        }
        services.lifecycle.addStartupHook(dataMesh.start);
        services.lifecycle.addShutdownHook(dataMesh.stop);
      },
    });
  },
});
