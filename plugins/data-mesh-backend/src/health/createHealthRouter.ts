import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { dataMeshHealthReadPermission } from '@meshproof/backstage-plugin-data-mesh-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ReaderService } from '../permissions';
import { HealthService } from './HealthService';

/** `GET /operations`: how the plugin does, for those who run it. */
export function createHealthRouter(options: {
  httpAuth: HttpAuthService;
  reader: ReaderService;
  health: HealthService;
}): Router {
  const { httpAuth, reader, health } = options;
  const router = PromiseRouter();

  router.get('/operations', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    if (!(await reader.may(dataMeshHealthReadPermission, credentials))) {
      throw new NotAllowedError(
        `The health report needs the permission ${dataMeshHealthReadPermission.name}`,
      );
    }
    // Its figures count everything: told to somebody who sees a part, they would tell of the rest.
    if ((await reader.visible(credentials)) !== 'all') {
      throw new NotAllowedError(
        'The health report counts everything, so it needs the right to read the whole catalog',
      );
    }
    res.json(await health.report(credentials));
  });

  return router;
}
