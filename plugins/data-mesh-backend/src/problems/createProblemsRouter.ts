import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  dataMeshProblemsReadPermission,
  Page,
  Problem,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ClaimStore, fullRef } from '../claims';
import { isVisible, ReaderService } from '../permissions';
import { ProblemsService } from './ProblemsService';

/** `GET /problems`: of one entity to everybody who sees it, of all to those with the permission. */
export function createProblemsRouter(options: {
  httpAuth: HttpAuthService;
  claims: ClaimStore;
  problems: ProblemsService;
  reader: ReaderService;
}): Router {
  const { httpAuth, claims, problems, reader } = options;
  const router = PromiseRouter();

  router.get('/problems', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const all = await claims.listLive();
    const visible = await reader.visible(credentials);
    let items: Problem[];
    if (req.query.ref !== undefined) {
      const ref = fullRef(String(req.query.ref), { kind: 'dataproduct' });
      if (!ref) {
        throw new InputError(
          'ref is no entity reference; write it as dataproduct:default/inventory',
        );
      }
      await reader.entity(ref, credentials);
      items = [
        ...(await problems.ofProducts(
          all.filter(subject => subject.ref === ref),
          all,
          credentials,
          visible,
        )),
        ...(await problems.ofConsumers(all, credentials, visible, ref)),
      ];
    } else {
      if (!(await reader.may(dataMeshProblemsReadPermission, credentials))) {
        throw new NotAllowedError(
          `The list of all problems needs the permission ${dataMeshProblemsReadPermission.name}; ask for those of one entity with ?ref=`,
        );
      }
      items = [
        ...(await problems.ofProducts(
          all.filter(subject => isVisible(visible, subject.ref)),
          all,
          credentials,
          visible,
        )),
        ...(await problems.ofConsumers(all, credentials, visible)),
      ];
    }
    const page: Page<Problem> = { items, totalItems: items.length };
    res.json(page);
  });

  return router;
}
