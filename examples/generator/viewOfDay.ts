import { between } from './chance.ts';
import { DAY, HOUR, MINUTE, dateOf, isWeekend } from './days.ts';
import { WAREHOUSE } from './publishers.ts';
import type { DemoRecord } from './records.ts';
import { ORPHANED_VIEW } from './stories.ts';

/** What a day shows of the view that nobody owns. */
export function viewOfDay(day: number): DemoRecord[] {
  const { name, job, readers } = ORPHANED_VIEW;
  const date = dateOf(day);
  const dataset = { namespace: WAREHOUSE, name };
  const run = day * DAY + 2 * HOUR + between(0, 50, name, day) * MINUTE;
  return [
    {
      publisher: 'airflow-lineage',
      record: {
        kind: 'run',
        key: `run/${name}/${date}`,
        time: new Date(run).toISOString(),
        dataset,
        job,
        status: 'success',
      },
    },
    ...readers.map(
      (consumer): DemoRecord => ({
        publisher: 'warehouse-usage',
        record: {
          kind: 'usage',
          key: `usage/${name}/${consumer}/${date}`,
          time: date,
          dataset,
          consumer,
          reads: between(20, isWeekend(day) ? 60 : 160, name, consumer, day),
        },
      }),
    ),
  ];
}
