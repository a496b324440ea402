import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  DATA_PRODUCT_KIND,
  dataMeshEvidenceDeletePermission,
  EvidenceDeletionReport,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ClaimStore } from '../claims';
import { notFoundOrNotVisible, ReaderService } from '../permissions';
import { DeletionState, EvidenceDeletion } from './EvidenceDeletion';

const SHORTEST_REASON = 10;

/** `DELETE /products/{namespace}/{name}/evidence`, and how far that is. */
export function createEvidenceDeletionRouter(options: {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  reader: ReaderService;
  claims: ClaimStore;
  clock: ClockService;
  deletion: EvidenceDeletion;
  /** There is something to delete. */
  onRequested: () => void;
}): Router {
  const { httpAuth, auditor, reader, claims, clock, deletion } = options;
  const router = PromiseRouter();

  router.delete('/products/:namespace/:name/evidence', async (req, res) => {
    await checkMayDelete(req);
    const ref = refOf(req);
    const subject = await claims.getSubject(ref);
    // One that was erased may be asked for again, so that asking twice is no error.
    if (!subject && !(await deletion.state(ref))) {
      throw notFoundOrNotVisible(ref);
    }
    const reason = String(req.query.reason).trim();
    const erase = String(req.query.erase) === 'true';
    if (reason.length < SHORTEST_REASON) {
      throw new InputError(
        `reason: say in ${SHORTEST_REASON} characters or more why the evidence of ${ref} is deleted; it goes into the audit log`,
      );
    }
    if (erase && subject?.state === 'live') {
      throw new ConflictError(
        `${ref} is in the catalog: what it claims would come back with the next look. Take it out of the catalog, then erase it; or leave out erase to delete its evidence only`,
      );
    }
    const event = await auditor.createEvent({
      eventId: 'evidence-delete',
      severityLevel: 'high',
      request: req,
      meta: { product: ref, reason, erase },
    });
    try {
      const state = await deletion.request(ref, { now: clock.now(), erase });
      await event.success();
      options.onRequested();
      res.status(202).json(toReport(state));
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  router.get(
    '/products/:namespace/:name/evidence/deletion',
    async (req, res) => {
      await checkMayDelete(req);
      const ref = refOf(req);
      const state = await deletion.state(ref);
      if (!state) {
        throw notFoundOrNotVisible(`Deletion of the evidence of ${ref}`);
      }
      res.json(toReport(state));
    },
  );

  /**
   * A person, by name: no token of a service deletes. Who else claims an address decides what is deleted, so that it is for those from
   * whom nothing is hidden.
   */
  async function checkMayDelete(req: Request): Promise<void> {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    if (
      !(await reader.may(dataMeshEvidenceDeletePermission, credentials)) ||
      (await reader.visible(credentials)) !== 'all'
    ) {
      throw new NotAllowedError(
        `Deleting evidence needs the permission ${dataMeshEvidenceDeletePermission.name}, and the right to read the whole catalog`,
      );
    }
  }

  return router;
}

function refOf(req: Request): string {
  const { namespace, name } = req.params;
  return stringifyEntityRef({
    kind: DATA_PRODUCT_KIND,
    namespace,
    name,
  }).toLocaleLowerCase('en-US');
}

function toReport(state: DeletionState): EvidenceDeletionReport {
  const { requestedAt, finishedAt, ...rest } = state;
  return {
    ...rest,
    requestedAt: new Date(requestedAt).toISOString(),
    ...(finishedAt === undefined
      ? {}
      : { finishedAt: new Date(finishedAt).toISOString() }),
  };
}
