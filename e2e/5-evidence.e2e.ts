import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  CheckResult,
  EvidenceReceipt,
  EvidenceRow,
  Page,
  Scorecard,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { call, eventually, portalNow, setClockAhead } from './portal';

// The product that the template test made.
const PRODUCT = '/products/default/pallet-positions';
const DATASET = {
  namespace: 'snowflake://fernhold.eu',
  name: 'wh.inventory.pallet_positions',
};
const REPOSITORY = 'https://git.fernhold.example/warehouse-operations/pallets';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const at = (time: number) => new Date(time).toISOString();

async function send(publisher: string, records: object[]) {
  const { status, body } = await call<EvidenceReceipt>('POST', '/evidence', {
    token: `demo-${publisher}-token`,
    data: records,
  });
  expect(status).toBe(200);
  return body;
}

async function scorecard(): Promise<Scorecard> {
  return (await call<Scorecard>('GET', `${PRODUCT}/scorecard`)).body;
}

async function check(id: string): Promise<CheckResult> {
  return (await scorecard()).checks.find(result => result.id === id)!;
}

async function rows(product: string, id: string): Promise<EvidenceRow[]> {
  const { body } = await call<Page<EvidenceRow>>(
    'GET',
    `${product}/checks/${id}/records?limit=100`,
  );
  return body.items;
}

function run(time: number, dataset: object = DATASET) {
  return {
    kind: 'run',
    time: at(time),
    dataset,
    job: { namespace: 'airflow-prod', name: 'pallet_positions_daily' },
    status: 'success',
  };
}

/** What a good day looks like; the rules are the contract's own. */
async function sendDay(day: number, rules: string[]) {
  const time = day + HOUR;
  await send('airflow-lineage', [run(time)]);
  await send('dbt-prod', [
    {
      kind: 'freshness',
      time: at(time + HOUR),
      dataset: DATASET,
      loadedAt: at(time),
    },
    {
      kind: 'schema',
      time: at(time + HOUR),
      dataset: DATASET,
      columns: [
        { name: 'pallet_id', type: 'VARCHAR' },
        { name: 'bay', type: 'VARCHAR' },
      ],
    },
    ...rules.map(id => ({
      kind: 'quality',
      time: at(time + HOUR),
      dataset: DATASET,
      rule: { id },
      outcome: 'pass',
    })),
  ]);
  await send('warehouse-usage', [
    {
      kind: 'usage',
      time: at(time + 2 * HOUR),
      dataset: DATASET,
      consumer: 'component:default/demand-forecast-ai',
      reads: 3,
    },
  ]);
}

test('a bad record is refused alone, with its index and what to do', async () => {
  const receipt = await send('airflow-lineage', [
    run(Date.now() - HOUR),
    { ...run(Date.now() - HOUR), status: 'maybe' },
    { ...run(Date.now() + DAY) },
    { kind: 'rumour', time: at(Date.now()) },
  ]);
  expect(receipt.accepted).toBe(1);
  expect(receipt.rejected.map(({ index, path }) => [index, path])).toEqual([
    [1, 'status'],
    [2, 'time'],
    [3, 'kind'],
  ]);
  const again = await send('airflow-lineage', [run(Date.now() - HOUR)]);
  expect(again.accepted + again.duplicates).toBe(1);
});

test('a pipeline pushes its files with the command line, and again without doubling anything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-push-'));
  const file = join(folder, 'records.ndjson');
  const time = Date.now() - 2 * HOUR;
  writeFileSync(
    file,
    [run(time), { ...run(time), status: 'maybe' }]
      .map(record => JSON.stringify(record))
      .join('\n'),
  );
  const push = () =>
    spawnSync('packages/cli/bin/meshproof', ['push', '--json', file], {
      encoding: 'utf8',
      env: {
        ...process.env,
        MESHPROOF_URL: `http://localhost:${process.env.MESHPROOF_E2E_PORT}`,
        MESHPROOF_TOKEN: 'demo-airflow-lineage-token',
      },
    });
  const first = push();
  expect(first.stdout, first.stderr).not.toBe('');
  expect(JSON.parse(first.stdout), first.stderr).toMatchObject({
    accepted: 1,
    duplicates: 0,
    rejected: [{ index: 1, path: 'status' }],
  });
  expect(first.status).toBe(1);
  expect(JSON.parse(push().stdout)).toMatchObject({
    accepted: 0,
    duplicates: 1,
  });
  rmSync(folder, { recursive: true });
});

test('records of a test server and late words of an owner are shown and not counted', async () => {
  const quality = await rows('/products/default/inventory', 'quality-measured');
  expect(
    quality.find(({ server }) => server === 'snowflake://fernhold-ci.eu'),
  ).toMatchObject({
    counted: false,
    notCounted: 'of another server than production',
  });
  const late = await rows('/products/default/carrier-claims', 'runs-seen');
  expect(
    late.find(({ notCounted }) => notCounted?.startsWith('backfilled')),
  ).toMatchObject({ counted: false, witness: 'self' });
});

test('pushed evidence changes the check at once, and the level when its window is full', async () => {
  const before = await check('runs-seen');
  expect(before.state).toBe('unknown');
  const first = Math.floor(Date.now() / DAY) * DAY;
  const rules = [
    'pallet_positions-pallet_id-unique',
    'pallet_positions-pallet_id-complete',
    'pallet_positions-rows-present',
  ];
  await sendDay(first - DAY, rules);
  const soon = await eventually(
    'A record in, the check changed',
    () => check('runs-seen'),
    ({ records, cause }) => records > 0 && cause === 'too-early',
  );
  expect(soon.state).toBe('unknown');

  expect((await rows(PRODUCT, 'runs-seen')).length).toBeGreaterThan(0);

  for (let changes = 1; changes <= 3; changes++) {
    await send('source-host', [
      {
        kind: 'change',
        time: at(first - changes * HOUR),
        repository: REPOSITORY,
        reference: `c${changes}`,
        author: { groups: ['group:default/warehouse-operations'] },
        touches: ['code'],
      },
    ]);
  }
  // Two weeks and a half pass.
  for (let day = 1; day <= 17; day++) {
    setClockAhead(first + day * DAY + 20 * HOUR - Date.now());
    await sendDay(first + day * DAY, rules);
  }
  expect(portalNow()).toBeGreaterThan(Date.now() + 16 * DAY);
  const reached = await eventually(
    'The level is reached when the window is full',
    scorecard,
    ({ level }) => level.computed === 3,
  );
  expect(
    reached.checks.filter(
      ({ level, state }) => level === 3 && state !== 'pass',
    ),
  ).toEqual([]);
});
