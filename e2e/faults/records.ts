import { check } from '../replicas/checks.ts';
import type { MeshDatabase } from '../replicas/MeshDatabase.ts';
import { idOf } from '../replicas/recordIds.ts';

const PUBLISHER = 'warehouse';
const NOW = Date.now();

/** Every id that has to be in the database in the end. */
const sent = new Set<string>();

/** Runs of one job, named so that each fault has records of its own. */
export function recordsOf(fault: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const record = {
      kind: 'run',
      key: `${fault}-${index}`,
      time: new Date(NOW - (index + 1) * 1_000).toISOString(),
      dataset: { name: `wh.s${index % 20}.table_${index % 200}` },
      job: { namespace: 'airflow-prod', name: `build_table_${index % 200}` },
      status: 'success',
    };
    sent.add(idOf({ publisher: PUBLISHER, record }));
    return JSON.stringify(record);
  });
}

/** Compares what is stored with all that was sent. */
export async function nothingLostOrDoubled(
  database: MeshDatabase,
): Promise<void> {
  const ids = await database.ids();
  const missing = [...sent].filter(id => !ids.has(id)).length;
  check(
    'no record is lost, and none is there that was not sent',
    missing === 0 && ids.size === sent.size,
    `${ids.size} records, ${missing} missing`,
  );
  const twice = await database.twice();
  check('every sum adds up', twice.length === 0, twice.join('; '));
}
