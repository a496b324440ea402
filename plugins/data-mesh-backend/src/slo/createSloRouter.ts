import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  SloDay,
  SloReport,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ReaderService } from '../permissions';
import type { ProductsService } from '../scorecard';
import { daysOf, listOf, pageOf } from '../scorecard/paging';
import { SloStore } from './SloStore';

const DAY = 24 * 3_600_000;
const DEFAULT_DAYS = 28;
const MOST_DAYS = 731;

/** `GET /products/:namespace/:name/slos`: promises, and how they were kept, from sums; and the records behind one of them. */
export function createSloRouter(options: {
  httpAuth: HttpAuthService;
  reader: ReaderService;
  slos: SloStore;
  clock: ClockService;
  products: ProductsService;
}): Router {
  const { httpAuth, reader, slos, clock, products } = options;
  const router = PromiseRouter();

  async function visibleProduct(req: Request) {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { namespace, name } = req.params;
    const entity = await reader.product({ namespace, name }, credentials);
    return { credentials, entity };
  }

  router.get('/products/:namespace/:name/slos', async (req, res) => {
    const days = daysOf(req, { otherwise: DEFAULT_DAYS, most: MOST_DAYS });
    const { entity } = await visibleProduct(req);
    const refs = await products.lineage(entity);
    const now = clock.now();
    const since = dateOf(now - (days - 1) * DAY);
    const [stored, series] = await Promise.all([
      slos.get(refs[0]),
      slos.listDays(refs, since),
    ]);
    const report: SloReport = {
      ref: refs[0],
      evaluatedAt: new Date(stored?.evaluatedAt ?? now).toISOString(),
      until: dateOf(now),
      items: (stored?.slos ?? []).map(slo => ({
        ...slo,
        days: merged(series.get(slo.key) ?? [], slo.days, since),
      })),
    };
    res.json(report);
  });

  router.get('/products/:namespace/:name/slos/records', async (req, res) => {
    const [key] = listOf(req.query.slo);
    if (key === undefined) {
      throw new InputError('slo must be the key of a promise, as /slos has it');
    }
    const day = dayOf(req);
    const { entity, credentials } = await visibleProduct(req);
    const rows = await products.sloRecords(entity, { key, day }, credentials);
    res.json(pageOf(rows, req));
  });

  return router;
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * The day that a request asks for, if any.
 *
 * @throws InputError for what is no date
 */
function dayOf(request: Request): string | undefined {
  const [day] = listOf(request.query.day);
  if (
    day !== undefined &&
    (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
  ) {
    throw new InputError(`day: '${day}' must be a date such as 2026-11-20`);
  }
  return day;
}

/** The days that were written while they were whole, and those of the window that are not written. */
function merged(written: SloDay[], present: SloDay[], since: string): SloDay[] {
  const days = new Map(
    [...present.filter(({ day }) => day >= since), ...written].map(day => [
      day.day,
      day,
    ]),
  );
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
