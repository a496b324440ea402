import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  AttestationPage,
  AttestationRequest,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { pageOf } from '../scorecard/paging';
import { AttestationService } from './AttestationService';

/** `POST` and `GET /attestations`, `POST /attestations/:id/withdraw`. Only people attest; everybody who sees the subject reads. */
export function createAttestationsRouter(options: {
  httpAuth: HttpAuthService;
  auth: AuthService;
  auditor: AuditorService;
  attestations: AttestationService;
}): Router {
  const { httpAuth, auth, auditor, attestations } = options;
  const router = PromiseRouter();

  router.post('/attestations', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const asked: AttestationRequest = request.body;
    const created = await audited(
      request,
      'attestation-create',
      { subject: asked.subject, about: asked.about },
      async () => {
        const { attestation, isNew } = await attestations.create(
          asked,
          userOf(credentials),
          credentials,
        );
        return {
          answer: { attestation, isNew },
          meta: {
            id: attestation.id,
            relation: attestation.relation,
            isNew,
          },
        };
      },
    );
    response.status(created.isNew ? 201 : 200).json(created.attestation);
  });

  router.get('/attestations', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { subject } = request.query;
    if (typeof subject !== 'string' || subject === '') {
      throw new InputError(
        'subject: name one product or domain, as ?subject=dataproduct:default/inventory',
      );
    }
    const { items, ...rest } = await attestations.list(
      subject,
      auth.isPrincipal(credentials, 'user') ? userOf(credentials) : undefined,
      credentials,
    );
    const page: AttestationPage = { ...pageOf(items, request), ...rest };
    response.json(page);
  });

  router.post('/attestations/:id/withdraw', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const { id } = request.params;
    response.json(
      await audited(request, 'attestation-withdraw', { id }, async () => ({
        answer: await attestations.withdraw(
          id,
          userOf(credentials),
          credentials,
        ),
        meta: {},
      })),
    );
  });

  /** Somebody decided something: told to the audit log, however it ends. The text is not. */
  async function audited<T>(
    request: Request,
    eventId: string,
    meta: Record<string, string>,
    work: () => Promise<{ answer: T; meta: Record<string, unknown> }>,
  ): Promise<T> {
    const event = await auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request,
      meta,
    });
    try {
      const done = await work();
      await event.success({ meta: { ...meta, ...done.meta } as never });
      return done.answer;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }

  return router;
}

function userOf(
  credentials: BackstageCredentials & {
    principal: unknown;
  },
): string {
  return (
    credentials.principal as BackstageUserPrincipal
  ).userEntityRef.toLowerCase();
}
