import {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { dataMeshSourcesReadPermission } from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import {
  datasetKey,
  DatasetMappings,
  EvidenceRecord,
  KnownPrincipals,
  repositoryKey,
  EvidenceFormat,
} from '@meshproof/core';
import express from 'express';
import Router from 'express-promise-router';
import { DataMeshMetrics, errorType } from '../metrics';
import { isVisible, ReaderService } from '../permissions';
import { Retention } from '../settings';
import { SubjectsLookup } from '../sources/SubjectsLookup';
import { BodyTooSlowError } from './BodyTooSlowError';
import { CatalogPeople } from './CatalogPeople';
import { EvidenceDoor } from './EvidenceDoor';
import { EvidenceStore } from './EvidenceStore';
import { findSender } from './findSender';
import { Publisher } from './Publisher';
import { BodyLimits } from './readBody';
import { receiveEvidence, Refusals } from './receiveEvidence';
import { entitiesIn, recordAsSeen } from './recordAsSeen';
import { SendingLimits, SendingRates } from './SendingLimits';
import { TooManyRequestsError } from './TooManyRequestsError';
import { toRecordDetail } from './toRecordDetail';

/** Seconds after which a database that was away may be back. */
const RETRY_AFTER = 5;

/** What {@link createEvidenceRouter} needs. */
export interface EvidenceRouterOptions {
  store: EvidenceStore;
  publishers: Publisher[];
  subjects: SubjectsLookup;
  reader: ReaderService;
  httpAuth: HttpAuthService;
  auth: AuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  auditor: AuditorService;
  logger: LoggerService;
  clock: ClockService;
  metrics: DataMeshMetrics;
  retention: Retention;
  limits: BodyLimits;
  /** What each sender may send in a minute. */
  rates: SendingRates;
  /** The formats of tools that are understood. */
  formats: readonly EvidenceFormat[];
  mappings: DatasetMappings;
  /** Whose account or job is named in a record. */
  principalsOf(record: EvidenceRecord): Promise<KnownPrincipals>;
}

/**
 * `POST /evidence`, the path that OpenLineage transports post to, and `GET /evidence/:id`. Has to be mounted before anything that reads bodies, because it reads them itself,
 * record by record.
 */
export function createEvidenceRouter(
  options: EvidenceRouterOptions,
): express.Router {
  const { store, subjects, reader, httpAuth, auditor, catalog, clock } =
    options;
  const people = CatalogPeople.create({
    catalog,
    auth: options.auth,
    now: () => clock.now(),
  });
  const door = EvidenceDoor.create({
    subjects,
    people,
    reader,
    retention: options.retention,
  });
  const sending = SendingLimits.create(options);
  const router = Router();

  const receive = async (
    request: express.Request,
    response: express.Response,
  ) => {
    const event = await auditor.createEvent({
      eventId: 'evidence-send',
      severityLevel: 'medium',
      request,
    });
    const begin = Date.now();
    // What somebody calls itself who may not send is no name of a publisher.
    let publisher = 'unknown';
    const answered = (error?: unknown) =>
      options.metrics.evidenceRequest({
        publisher,
        seconds: (Date.now() - begin) / 1_000,
        ...(error === undefined ? {} : { errorType: errorType(error) }),
      });
    try {
      const sender = await findSender(request, options);
      publisher = sender.type === 'publisher' ? sender.publisher.id : 'by hand';
      const read = sending.admit(sender);
      const { receipt, refused } = await receiveEvidence({
        request,
        sender,
        door,
        store,
        logger: options.logger,
        clock,
        count(outcome, records) {
          read(records);
          options.metrics.records({ publisher, outcome, records });
        },
        limits: options.limits,
        formats: options.formats,
        format: formatOf(request),
      });
      if (refused.count > 0) {
        await auditRefusal(request, publisher, refused);
      }
      const { accepted, duplicates, rejectedTotal } = receipt;
      answered();
      await event.success({
        meta: { publisher, accepted, duplicates, rejected: rejectedTotal },
      });
      response.json(receipt);
    } catch (error) {
      answered(error);
      if (error instanceof BodyTooSlowError) {
        // What would come after all is not waited for.
        response.set('Connection', 'close');
      } else if (error instanceof TooManyRequestsError) {
        response.set('Retry-After', String(error.retryAfter));
      } else if (error instanceof ServiceUnavailableError) {
        response.set('Retry-After', String(RETRY_AFTER));
      }
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  };

  router.post('/evidence', receive);
  // The path that is fixed in the HTTP transports of OpenLineage.
  router.post('/api/v1/lineage', receive);

  router.get('/evidence/:id', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const stored = await store.get(request.params.id);
    const record = stored && (await asSeen(stored, credentials));
    if (!record) {
      throw new NotFoundError(
        `Record '${request.params.id}': not found or not visible`,
      );
    }
    response.json(toRecordDetail(record));
  });

  /** Somebody tried to speak about what is not theirs: an event of its own, since the other records may be in order. */
  async function auditRefusal(
    request: express.Request,
    publisher: string,
    refused: Refusals,
  ): Promise<void> {
    const event = await auditor.createEvent({
      eventId: 'evidence-refuse',
      severityLevel: 'high',
      request,
      meta: { publisher, records: refused.count, about: refused.about },
    });
    await event.fail({
      error: new NotAllowedError(
        `${publisher} sent what it may not send; those records were rejected`,
      ),
    });
  }

  /** The record as this reader may see it, if at all. */
  async function asSeen(
    record: EvidenceRecord,
    credentials: BackstageCredentials,
  ): Promise<EvidenceRecord | undefined> {
    if (!(await mayRead(record, credentials))) {
      return undefined;
    }
    if ((await reader.visible(credentials)) === 'all') {
      return record;
    }
    const known = await options.principalsOf(record);
    return recordAsSeen(
      record,
      await reader.found(entitiesIn(record, known), credentials),
      known,
    );
  }

  async function mayRead(
    record: EvidenceRecord,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const products = await productsOf(record);
    if ((await reader.found(products, credentials)).size > 0) {
      return true;
    }
    if (
      (await subjects.describe(products)).size > 0 ||
      !(await reader.may(dataMeshSourcesReadPermission, credentials))
    ) {
      return false;
    }
    // What is about no product is for those who run the sources, where they can tell that it is about none.
    const visible = await reader.visible(credentials);
    return (await subjects.allRefs()).every(ref => isVisible(visible, ref));
  }

  async function productsOf(record: EvidenceRecord): Promise<string[]> {
    const serving =
      record.dataset && options.mappings.target(record.dataset)
        ? await subjects.productsServing(datasetKey(record.dataset))
        : [];
    if (serving.length > 0) {
      // What config takes for another name of somebody else's data set is theirs who serve it by that name.
      return serving;
    }
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

function formatOf(request: express.Request): string | undefined {
  const { format } = request.query;
  if (format !== undefined && typeof format !== 'string') {
    throw new InputError('format: name it once in the query');
  }
  return format;
}
