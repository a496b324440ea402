import { STOCK } from './company';

const DAY = 24 * 3_600_000;

/** What a healthy day of the product of `company` leaves behind. `time` is midnight UTC at the end of the day. */
function healthyDay(midnight: number): object[] {
  const at = (hours: number) =>
    new Date(midnight + hours * 3_600_000).toISOString();
  return [
    {
      kind: 'run',
      time: at(1),
      dataset: STOCK,
      job: { namespace: 'airflow-prod', name: 'stock_daily' },
      status: 'success',
    },
    {
      kind: 'freshness',
      time: at(2),
      dataset: STOCK,
      loadedAt: at(1),
    },
    ...['stock-unique', 'stock-complete', 'stock-rows'].map(id => ({
      kind: 'quality',
      time: at(1.5),
      dataset: STOCK,
      rule: { id },
      outcome: 'pass',
    })),
    {
      kind: 'schema',
      time: at(1.2),
      dataset: STOCK,
      columns: [
        { name: 'site', type: 'VARCHAR' },
        { name: 'article', type: 'VARCHAR' },
        { name: 'quantity', type: 'NUMBER' },
      ],
    },
    {
      kind: 'usage',
      time: at(0).slice(0, 10),
      dataset: STOCK,
      consumer: 'component:default/demand-forecast-ai',
      reads: 12,
    },
  ];
}

/** Changes that a group merged, the owner group unless told otherwise. */
export function mergedChanges(
  count: number,
  last: number,
  group = 'group:default/supply-night-shift',
): object[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'change',
    time: new Date(last - index * DAY).toISOString(),
    repository: 'https://git.example/wh/stock.git',
    reference: `change-${index}-${last}`,
    author: { groups: [group] },
    touches: ['code', 'tests'],
    bot: false,
  }));
}

/** Healthy days that end at the last midnight before `now`, or `until` midnights before it. */
export function healthyDays(now: number, days: number): object[] {
  const today = Math.floor(now / DAY) * DAY;
  // The newest day may not have happened yet.
  return Array.from({ length: days }, (_, index) =>
    healthyDay(today - (index + 1) * DAY),
  ).flat();
}
