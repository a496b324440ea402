import { changesOfDay } from './changesOfDay.ts';
import { dayOf } from './days.ts';
import { incidentsOfDay } from './incidentsOfDay.ts';
import { probesOfDay } from './probesOfDay.ts';
import { productOfDay } from './productOfDay.ts';
import type { Company } from './readCompany.ts';
import type { DemoRecord } from './records.ts';
import { viewOfDay } from './viewOfDay.ts';

/** How far back the demo company's evidence goes. */
const DAYS = 200;

/**
 * The evidence of the demo company up to `now`, ascending by day. A record depends on its product and its day only: made again
 * later it has the same key and the same content, so that sending it again changes nothing.
 *
 * @param from - the first day that is wanted; default: 200 days ago
 */
export function generateEvidence(options: {
  company: Company;
  /** Milliseconds since the epoch. */
  now: number;
  /** Milliseconds since the epoch. */
  from?: number;
}): DemoRecord[] {
  const { company, now } = options;
  const today = dayOf(now);
  const earliest = today - DAYS + 1;
  const first = Math.max(
    earliest,
    options.from === undefined ? earliest : dayOf(options.from),
  );
  const until = new Date(now).toISOString();
  const records: DemoRecord[] = [];
  for (let day = first; day <= today; day++) {
    const made = [
      ...company.products.flatMap(product => [
        ...productOfDay({ product, day, today }),
        ...probesOfDay({ product, day }),
        ...incidentsOfDay({ product, day }),
      ]),
      ...changesOfDay({ company, day, today }),
      ...viewOfDay(day),
    ];
    records.push(
      ...made
        // As texts: ISO times in UTC sort like the moments they name, and a day before every time in it.
        .filter(({ record }) => record.time <= until)
        .sort((a, b) => (a.record.time < b.record.time ? -1 : 1)),
    );
  }
  return records;
}
