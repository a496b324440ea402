import { between, chance } from '../../examples/generator/chance.ts';

const DAY = 24 * 3_600_000;
const DAYS = 30;
/** Data sets that the records are about. */
const DATASETS = 2_000;
const CONSUMERS = 40;

/** How often each kind comes, of 100 records: what a warehouse with dbt, lineage and a list of its queries sends. */
const MIX = {
  run: 25,
  quality: 50,
  freshness: 10,
  usage: 10,
  change: 4,
  schema: 1,
} as const;

type Kind = keyof typeof MIX;

/** `wh.s3.table_73`. */
export function datasetName(dataset: number): string {
  return `wh.s${dataset % 20}.table_${dataset}`;
}

function kindOf(index: number): Kind {
  let place = between(0, 99, 'kind', index);
  for (const [kind, share] of Object.entries(MIX) as [Kind, number][]) {
    if (place < share) {
      return kind;
    }
    place -= share;
  }
  return 'run';
}

/**
 * One record of `total`, in the order of their times, the last of them at `now`. The same numbers give the same record, and no two
 * of a run are the same record.
 */
export function recordOf(index: number, total: number, now: number): object {
  const kind = kindOf(index);
  const time = now - Math.floor(((total - index) / total) * DAYS * DAY);
  const dataset = between(0, DATASETS - 1, 'dataset', index);
  const base = {
    kind,
    time: new Date(time).toISOString(),
    dataset: { name: datasetName(dataset) },
  };
  switch (kind) {
    case 'run':
      return {
        ...base,
        key: `run-${index}`,
        job: { namespace: 'airflow-prod', name: `build_table_${dataset}` },
        status: chance('failed', index) < 0.03 ? 'failed' : 'success',
      };
    case 'quality':
      return {
        ...base,
        rule: {
          column: `column_${between(1, 12, 'column', index)}`,
          metric: chance('metric', index) < 0.5 ? 'nullValues' : 'unique',
        },
        outcome: chance('outcome', index) < 0.02 ? 'fail' : 'pass',
        // Tells apart the two that may fall on one millisecond.
        value: index,
      };
    case 'freshness':
      return {
        ...base,
        key: `freshness-${index}`,
        loadedAt: new Date(
          time - between(1, 180, 'age', index) * 60_000,
        ).toISOString(),
      };
    case 'usage':
      return {
        ...base,
        key: `usage-${index}`,
        consumer: `component:default/reader-${between(
          1,
          CONSUMERS,
          'consumer',
          index,
        )}`,
        reads: between(1, 500, 'reads', index),
      };
    case 'change':
      return {
        kind,
        time: base.time,
        repository: `https://git.acme.example/data/table-${dataset}`,
        reference: `${index.toString(16).padStart(8, '0')}c0ffee`,
        touches: ['code'],
        author: { groups: [`group:default/team-${dataset % 50}`] },
      };
    default:
      return {
        ...base,
        key: `schema-${index}`,
        columns: Array.from({ length: 20 }, (_, column) => ({
          name: `column_${column}`,
          type: column % 3 === 0 ? 'NUMBER(38,0)' : 'VARCHAR',
        })),
      };
  }
}
