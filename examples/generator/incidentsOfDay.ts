import { between } from './chance.ts';
import { dayOf, DAY, HOUR, MINUTE } from './days.ts';
import type { DemoProduct } from './readCompany.ts';
import type { DemoRecord } from './records.ts';
import { STORIES } from './stories.ts';

/** No incident of the company is open for longer, in days. */
const LONGEST = 4;

function at(time: number): string {
  return new Date(time).toISOString();
}

/** When the incident of a block of days began. */
function openedIn(name: string, block: number, every: number): number {
  const day = block * every + between(0, every - LONGEST - 1, name, block);
  return (
    day * DAY +
    between(6, 16, name, block, 'h') * HOUR +
    between(0, 59, name, block, 'm') * MINUTE
  );
}

/**
 * What the pager says on a day: that something broke, who acted, and that it was repaired. Each state is a record of the day on which it
 * was sent.
 */
export function incidentsOfDay(options: {
  product: DemoProduct;
  day: number;
}): DemoRecord[] {
  const { product, day } = options;
  const { name, dataset } = product;
  const incidents = STORIES[name]?.incidents;
  if (!incidents || !dataset) {
    return [];
  }
  const { every, hours, longer, actedBy, noticedBy = 'monitor' } = incidents;
  const blocks = new Set([
    Math.floor((day - LONGEST) / every),
    Math.floor(day / every),
  ]);
  return [...blocks].flatMap((block): DemoRecord[] => {
    const openedAt = openedIn(name, block, every);
    const took =
      block % 4 === 1 ? longer : between(1, hours, name, block, 'took');
    const actedAt = openedAt + between(10, 45, name, block, 'act') * MINUTE;
    const resolvedAt = openedAt + took * HOUR;
    const reference = `PD-${name}-${block}`;
    const first = {
      kind: 'incident' as const,
      dataset,
      reference,
      openedAt: at(openedAt),
      noticedBy,
      severity: block % 3 === 0 ? ('high' as const) : ('medium' as const),
      signature: `${name}-late`,
    };
    const acted = {
      ...first,
      firstActedAt: at(actedAt),
      firstActedBy: { groups: [actedBy] },
    };
    return [
      { time: openedAt + 3 * MINUTE, record: first },
      { time: actedAt, record: acted },
      { time: resolvedAt, record: { ...acted, resolvedAt: at(resolvedAt) } },
    ]
      .filter(({ time }) => dayOf(time) === day)
      .map(({ time, record }) => ({
        publisher: 'pager',
        record: {
          ...record,
          key: `incident/${reference}/${time}`,
          time: at(time),
        },
      }));
  });
}
