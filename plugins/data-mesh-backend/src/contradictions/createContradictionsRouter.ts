import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  CONTRADICTION_KINDS,
  ContradictionKind,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ReaderService } from '../permissions';
import { ContradictionsService } from './ContradictionsService';

/** Replies to contradictions. What is contradicted is on the scorecard. */
export function createContradictionsRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  reader: ReaderService;
  contradictions: ContradictionsService;
}): Router {
  const { httpAuth, auditor, reader, contradictions } = options;
  const router = PromiseRouter();

  async function asked(request: Request) {
    // A person decides what is said; a machine has nothing to answer.
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const { namespace, name } = request.params;
    const entity = await reader.product({ namespace, name }, credentials);
    return {
      entity,
      kind: kindOf(request),
      user: { ref: credentials.principal.userEntityRef, credentials },
    };
  }

  async function audited<T>(
    request: Request,
    eventId: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const { namespace, name, kind } = request.params;
    const event = await auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      meta: { product: `dataproduct:${namespace}/${name}`, kind },
    });
    try {
      const result = await work();
      await event.success();
      return result;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }

  router.post(
    '/products/:namespace/:name/contradictions/:kind/replies',
    (request, response) =>
      audited(request, 'contradiction-reply', async () => {
        const { entity, kind, user } = await asked(request);
        const { type, text, link, key } = request.body;
        response
          .status(201)
          .json(
            await contradictions.reply(
              entity,
              kind,
              { type, text, link, key },
              user,
            ),
          );
      }),
  );

  router.post(
    '/products/:namespace/:name/contradictions/:kind/replies/:id/withdraw',
    (request, response) =>
      audited(request, 'contradiction-reply-withdraw', async () => {
        const { entity, kind, user } = await asked(request);
        await contradictions.withdraw(entity, kind, request.params.id, user);
        response.status(204).end();
      }),
  );

  return router;
}

function kindOf(request: Request): ContradictionKind {
  const kind = CONTRADICTION_KINDS.find(own => own === request.params.kind);
  if (!kind) {
    throw new InputError(
      `kind: '${request.params.kind}' is not one of ${CONTRADICTION_KINDS.join(
        ', ',
      )}`,
    );
  }
  return kind;
}
