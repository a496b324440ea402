import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  EVIDENCE_KINDS,
  EvidenceLogPage,
  EvidenceRow,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ReaderService } from '../permissions';
import { daysOf, limitOf, listOf } from '../scorecard/paging';
import {
  EvidenceLogFilter,
  EvidenceLogService,
  LogPlace,
} from './EvidenceLogService';

const OUTCOMES: readonly EvidenceRow['outcome'][] = [
  'met',
  'missed',
  'neutral',
];
const DEFAULT_JOB_DAYS = 28;
const DEFAULT_SCHEMA_DAYS = 90;
const MOST_DAYS = 366;

/** What was observed of one product: its records, the jobs that write it, its real schemas. */
export function createLogRouter(options: {
  httpAuth: HttpAuthService;
  reader: ReaderService;
  log: EvidenceLogService;
}): Router {
  const { httpAuth, reader, log } = options;
  const router = PromiseRouter();

  async function visibleProduct(request: Request) {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { namespace, name } = request.params;
    const entity = await reader.product({ namespace, name }, credentials);
    return { credentials, entity };
  }

  router.get('/products/:namespace/:name/evidence', async (req, res) => {
    const filter = filterOf(req);
    const page = { before: placeOf(req), limit: limitOf(req) };
    const { credentials, entity } = await visibleProduct(req);
    const { items, next } = await log.list(entity, filter, page, credentials);
    const answer: EvidenceLogPage = {
      items,
      ...(next ? { nextCursor: cursorOf(next) } : {}),
    };
    res.json(answer);
  });

  router.get('/products/:namespace/:name/jobs', async (req, res) => {
    const days = daysOf(req, { otherwise: DEFAULT_JOB_DAYS, most: MOST_DAYS });
    const { credentials, entity } = await visibleProduct(req);
    res.json({ days, items: await log.jobs(entity, days, credentials) });
  });

  router.get('/products/:namespace/:name/schemas', async (req, res) => {
    const days = daysOf(req, {
      otherwise: DEFAULT_SCHEMA_DAYS,
      most: MOST_DAYS,
    });
    const { credentials, entity } = await visibleProduct(req);
    res.json({ days, items: await log.schemas(entity, days, credentials) });
  });

  return router;
}

function filterOf(request: Request): EvidenceLogFilter {
  const { query } = request;
  return {
    kinds: oneOfEach('kind', listOf(query.kind), EVIDENCE_KINDS),
    outcomes: oneOfEach('outcome', listOf(query.outcome), OUTCOMES),
    publishers: listOf(query.publisher),
    ports: listOf(query.port),
    jobs: listOf(query.job),
    since: momentOf(request, 'since'),
    until: momentOf(request, 'until'),
    ...(query.counted === undefined
      ? {}
      : { counted: String(query.counted) === 'true' }),
  };
}

function oneOfEach<T extends string>(
  field: string,
  values: string[],
  accepted: readonly T[],
): T[] {
  return values.map(value => {
    const known = accepted.find(own => own === value);
    if (!known) {
      throw new InputError(
        `${field}: '${value}' is not one of ${accepted.join(', ')}`,
      );
    }
    return known;
  });
}

function momentOf(
  request: Request,
  field: 'since' | 'until',
): number | undefined {
  const [text] = listOf(request.query[field]);
  if (text === undefined) {
    return undefined;
  }
  const moment = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (Number.isNaN(moment)) {
    throw new InputError(
      `${field}: '${text}' must be a date, or a moment with a zone such as 2026-11-20T10:00:00Z`,
    );
  }
  return moment;
}

function cursorOf({ time, id }: LogPlace): string {
  return Buffer.from(`${time} ${id}`).toString('base64url');
}

function placeOf(request: Request): LogPlace | undefined {
  const { cursor } = request.query;
  if (cursor === undefined) {
    return undefined;
  }
  const match = /^(\d{1,16}) ([0-9a-f]{1,64})$/.exec(
    Buffer.from(String(cursor), 'base64url').toString('utf8'),
  );
  if (!match) {
    throw new InputError('cursor must be the nextCursor of the page before');
  }
  return { time: Number(match[1]), id: match[2] };
}
