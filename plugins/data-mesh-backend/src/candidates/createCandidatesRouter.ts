import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  CandidateFilter,
  CandidatePage,
  dataMeshCandidatesReadPermission,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ReaderService } from '../permissions';
import { listOf, pageOf } from '../scorecard/paging';
import { CandidatesService } from './CandidatesService';

/** `GET /candidates`: data sets that might become products, in order of demand. */
export function createCandidatesRouter(options: {
  httpAuth: HttpAuthService;
  reader: ReaderService;
  candidates: CandidatesService;
}): Router {
  const { httpAuth, reader, candidates } = options;
  const router = PromiseRouter();

  router.get('/candidates', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    if (
      !(await reader.may(dataMeshCandidatesReadPermission, credentials)) ||
      !(await reader.reachesCatalog(credentials))
    ) {
      throw new NotAllowedError(
        `Seeing candidates needs the permission ${dataMeshCandidatesReadPermission.name}`,
      );
    }
    const { source, domain, standing, rule, q } = request.query;
    const { items, shortlist, ...rest } = await candidates.list(
      {
        source: listOf(source),
        domain: listOf(domain),
        standing: listOf(standing) as CandidateFilter['standing'],
        rule: listOf(rule) as CandidateFilter['rule'],
        q: listOf(q).join(' '),
      },
      credentials,
    );
    const page = pageOf(items, request);
    const shown = await candidates.withGroups(
      [...shortlist, ...page.items],
      credentials,
    );
    const answer: CandidatePage = {
      ...page,
      items: shown.slice(shortlist.length),
      shortlist: shown.slice(0, shortlist.length),
      ...rest,
    };
    response.json(answer);
  });

  return router;
}
