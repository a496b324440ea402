import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ReadinessService } from './ReadinessService';

/** `GET /domains`, one domain, and the overview. */
export function createReadinessRouter(options: {
  httpAuth: HttpAuthService;
  readiness: ReadinessService;
}): Router {
  const { httpAuth, readiness } = options;
  const router = PromiseRouter();
  const credentialsOf = (req: Request) =>
    httpAuth.credentials(req, { allow: ['user', 'service'] });

  router.get('/domains', async (req, res) => {
    res.json({ items: await readiness.domains(await credentialsOf(req)) });
  });

  router.get('/domains/:namespace/:name', async (req, res) => {
    const ref = stringifyEntityRef({
      kind: 'domain',
      namespace: req.params.namespace,
      name: req.params.name,
    });
    res.json(await readiness.domain(ref, await credentialsOf(req)));
  });

  router.get('/overview', async (req, res) => {
    res.json(await readiness.overview(await credentialsOf(req)));
  });

  return router;
}
