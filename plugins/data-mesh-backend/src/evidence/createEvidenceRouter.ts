import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  dataMeshSourcesReadPermission,
  EvidenceRecordDetail,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { datasetKey, EvidenceRecord, repositoryKey } from '@meshproof/core';
import express from 'express';
import Router from 'express-promise-router';
import { fullRef } from '../claims';
import { SubjectsLookup } from '../sources/SubjectsLookup';
import { visibleRefs } from '../sources/visibleRefs';
import { CatalogPeople } from './CatalogPeople';
import { EvidenceDoor } from './EvidenceDoor';
import { EvidenceStore } from './EvidenceStore';
import { findSender } from './findSender';
import { Publisher } from './Publisher';
import { receiveEvidence } from './receiveEvidence';
import { toRecordDetail } from './toRecordDetail';

/** What {@link createEvidenceRouter} needs. */
export interface EvidenceRouterOptions {
  store: EvidenceStore;
  publishers: Publisher[];
  subjects: SubjectsLookup;
  httpAuth: HttpAuthService;
  auth: AuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  auditor: AuditorService;
  logger: LoggerService;
  clock: ClockService;
}

/**
 * `POST /evidence` and `GET /evidence/:id`. Has to be mounted before anything that reads bodies, because it reads them itself,
 * record by record.
 */
export function createEvidenceRouter(
  options: EvidenceRouterOptions,
): express.Router {
  const { store, subjects, httpAuth, auditor, catalog, clock } = options;
  const people = CatalogPeople.create({
    catalog,
    auth: options.auth,
    now: () => clock.now(),
  });
  const door = EvidenceDoor.create({ subjects, people, catalog });
  const router = Router();

  router.post('/evidence', async (request, response) => {
    const sender = await findSender(request, options);
    const event = await auditor.createEvent({
      eventId: 'evidence-send',
      severityLevel: 'medium',
      request,
      meta: {
        publisher:
          sender.type === 'publisher' ? sender.publisher.id : 'by hand',
      },
    });
    try {
      const { receipt, refused } = await receiveEvidence({
        request,
        sender,
        door,
        store,
        logger: options.logger,
        clock,
      });
      const { accepted, duplicates, rejectedTotal } = receipt;
      await event.success({
        meta: { accepted, duplicates, rejected: rejectedTotal, ...refused },
      });
      response.json(receipt);
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  });

  router.get('/evidence/:id', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const record = await store.get(request.params.id);
    if (!record || !(await mayRead(record, credentials))) {
      throw new NotFoundError(
        `Record '${request.params.id}': not found or not visible`,
      );
    }
    const detail: EvidenceRecordDetail = toRecordDetail(
      await withoutHidden(record, credentials),
    );
    response.json(detail);
  });

  async function mayRead(
    record: EvidenceRecord,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const products = await productsOf(record);
    if ((await visibleRefs(catalog, products, credentials)).size > 0) {
      return true;
    }
    // Also those who run the sources see nothing of a product that is hidden from them; what is about no product is theirs.
    if ((await subjects.describe(products)).size > 0) {
      return false;
    }
    const [decision] = await options.permissions.authorize(
      [{ permission: dataMeshSourcesReadPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** The record without what it says of entities that exist and that this reader may not see. */
  async function withoutHidden(
    record: EvidenceRecord,
    credentials: BackstageCredentials,
  ): Promise<EvidenceRecord> {
    const product = record.product;
    const consumer =
      record.kind === 'usage'
        ? fullRef(record.consumer, { kind: 'component' })
        : undefined;
    const named = [product, consumer].flatMap(ref => ref ?? []);
    const own = await options.auth.getOwnServiceCredentials();
    const existing = await visibleRefs(catalog, named, own);
    const visible = await visibleRefs(catalog, named, credentials);
    const isHidden = (ref: string | undefined) =>
      ref !== undefined && existing.has(ref) && !visible.has(ref);
    const shown = isHidden(product)
      ? { ...record, product: undefined }
      : record;
    return shown.kind === 'usage' && isHidden(consumer)
      ? { ...shown, consumer: undefined, principal: undefined }
      : shown;
  }

  async function productsOf(record: EvidenceRecord): Promise<string[]> {
    const found = await Promise.all([
      record.dataset
        ? subjects.productsByDataset([datasetKey(record.dataset)])
        : undefined,
      record.kind === 'change'
        ? subjects.productsByRepository([repositoryKey(record.repository)])
        : undefined,
    ]);
    return [
      ...(record.product ? [record.product] : []),
      ...found.flatMap(products => [...(products?.values() ?? [])].flat()),
    ];
  }

  return router;
}
