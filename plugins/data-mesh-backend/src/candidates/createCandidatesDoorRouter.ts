import {
  AuditorService,
  AuthService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { CandidateReceipt } from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { foldCandidates } from '@meshproof/core';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { findSender } from '../evidence/findSender';
import { Publisher } from '../evidence/Publisher';
import { CandidateStore } from './CandidateStore';
import { receiveCandidates } from './receiveCandidates';
import { isSourceId } from './isSourceId';

/**
 * `PUT` and `DELETE /candidates/:source`, for publishers with the witness `platform`: candidates are about data of everybody. Has to be mounted
 * before anything that reads bodies, because it reads them itself, piece by piece.
 */
export function createCandidatesDoorRouter(options: {
  store: CandidateStore;
  publishers: Publisher[];
  httpAuth: HttpAuthService;
  auth: AuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
  clock: ClockService;
  /** Longest body, after unpacking. */
  mostBytes: number;
}): Router {
  const { store, auditor, clock, mostBytes } = options;
  const router = PromiseRouter();

  router.put('/candidates/:source', async (request, response) => {
    const receipt = await audited(
      request,
      'candidates-send',
      async publisher => {
        const { source } = request.params;
        const { graph, problems } = await receiveCandidates({
          request,
          namespace: publisher.namespace,
          mostBytes,
        });
        const changed = await store.put(
          { id: source, publisher: publisher.id, title: publisher.title },
          graph,
          clock.now(),
        );
        const answer: CandidateReceipt = {
          source,
          dataSets: graph.dataSets.length,
          uses: graph.uses.length,
          changed,
          counts: foldCandidates(graph).counts,
          problems: problems.items,
          problemsTotal: problems.total,
        };
        return answer;
      },
    );
    response.json(receipt);
  });

  router.delete('/candidates/:source', async (request, response) => {
    await audited(request, 'candidates-delete', publisher =>
      store.delete({ id: request.params.source, publisher: publisher.id }),
    );
    response.status(204).end();
  });

  async function audited<T>(
    request: Request,
    eventId: string,
    work: (publisher: Publisher) => Promise<T>,
  ): Promise<T> {
    const { source } = request.params;
    const event = await auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      meta: { source },
    });
    try {
      const sender = await findSender(request, options);
      if (
        sender.type !== 'publisher' ||
        sender.publisher.witness !== 'platform'
      ) {
        throw new NotAllowedError(
          'Candidates are about the data of everybody: only a publisher with witness platform may send them (dataMesh.publishers)',
        );
      }
      if (!isSourceId(source)) {
        throw new InputError(
          `source: '${source}' must be 1 to 63 lower-case letters, digits, '-', '_' or '.', and start and end with a letter or digit`,
        );
      }
      const done = await work(sender.publisher);
      await event.success({ meta: { publisher: sender.publisher.id } });
      return done;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }

  return router;
}
