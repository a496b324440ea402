import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  SloDay,
  SloReport,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ReaderService } from '../permissions';
import { daysOf } from '../scorecard/paging';
import { SloStore } from './SloStore';

const DAY = 24 * 3_600_000;
const DEFAULT_DAYS = 28;
const MOST_DAYS = 731;

/** `GET /products/:namespace/:name/slos`: promises, and how they were kept. Answers from sums, never from records. */
export function createSloRouter(options: {
  httpAuth: HttpAuthService;
  reader: ReaderService;
  slos: SloStore;
  clock: ClockService;
  /** The product itself and those it continues, judged at least once. */
  lineage: (entity: Entity) => Promise<string[]>;
}): Router {
  const { httpAuth, reader, slos, clock, lineage } = options;
  const router = PromiseRouter();

  router.get('/products/:namespace/:name/slos', async (req, res) => {
    const days = daysOf(req, { otherwise: DEFAULT_DAYS, most: MOST_DAYS });
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { namespace, name } = req.params;
    const entity = await reader.product({ namespace, name }, credentials);
    const refs = await lineage(entity);
    const since = new Date(clock.now() - (days - 1) * DAY)
      .toISOString()
      .slice(0, 10);
    const [stored, series] = await Promise.all([
      slos.get(refs[0]),
      slos.listDays(refs, since),
    ]);
    const report: SloReport = {
      ref: refs[0],
      evaluatedAt: new Date(stored?.evaluatedAt ?? clock.now()).toISOString(),
      items: (stored?.slos ?? []).map(slo => ({
        ...slo,
        days: merged(series.get(slo.key) ?? [], slo.days, since),
      })),
    };
    res.json(report);
  });

  return router;
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
