import { EvidenceRow } from '@meshproof/backstage-plugin-data-mesh-common';
import { STOCK } from '../__testUtils__/company';
import { healthyDays, mergedChanges } from '../__testUtils__/evidence';
import { PARTNER } from '../__testUtils__/startDataMesh';
import { stockWorld } from '../__testUtils__/stockWorld';
import { createTestDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const LOG = '/products/default/inventory/evidence';
const HOUR = 3_600_000;

describe.each(databases.eachSupportedId())('evidence log, %s', id => {
  const world = stockWorld(databases, id);

  async function start() {
    const catalog = world.catalog();
    const running = await world.start({ catalog });
    await running.get('/products/default/inventory/scorecard');
    const now = running.clock.now();
    const failed = {
      kind: 'run',
      time: new Date(now - 2 * HOUR).toISOString(),
      dataset: STOCK,
      job: { namespace: 'airflow-prod', name: 'nightly/all tables' },
      status: 'failed',
    };
    const records = [
      ...healthyDays(now, 3),
      ...mergedChanges(4, now - 24 * HOUR),
      failed,
    ];
    await running.send(records);
    return { ...running, catalog, records };
  }

  it('lists every record once, page by page, newest first', async () => {
    const { get, records } = await start();
    const rows: EvidenceRow[] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await get(
        `${LOG}?limit=4${cursor ? `&cursor=${cursor}` : ''}`,
      );
      expect(status).toBe(200);
      expect(body.items.length).toBeGreaterThan(0);
      rows.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(rows).toHaveLength(records.length);
    expect(new Set(rows.map(row => row.recordId)).size).toBe(records.length);
    const times = rows.map(({ time }) => Date.parse(time));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(new Set(rows.map(({ port }) => port))).toEqual(
      new Set(['stock-levels@2', undefined]),
    );
  });

  it('keeps its place while newer records come in', async () => {
    const { get, send, clock } = await start();
    const { body: first } = await get(`${LOG}?limit=3`);
    await send(
      mergedChanges(3, clock.now() - 60_000).map(change => ({
        ...change,
        reference: `later-${JSON.stringify(change).length}-${Math.random()}`,
      })),
    );
    const { body: second } = await get(
      `${LOG}?limit=3&cursor=${first.nextCursor}`,
    );
    const seen = first.items.map((row: EvidenceRow) => row.recordId);
    expect(
      second.items.filter((row: EvidenceRow) => seen.includes(row.recordId)),
    ).toEqual([]);
    expect(Date.parse(second.items[0].time)).toBeLessThanOrEqual(
      Date.parse(first.items[2].time),
    );
  });

  it('narrows by kind, outcome, job, port, publisher, count and time', async () => {
    const { get, records, clock } = await start();
    const count = async (query: string) =>
      (await get(`${LOG}?limit=100&${query}`)).body.items.length;
    const ofKind = (kind: string) =>
      records.filter(record => (record as { kind: string }).kind === kind)
        .length;
    expect(await count('kind=run')).toBe(ofKind('run'));
    expect(await count('kind=run&kind=change')).toBe(
      ofKind('run') + ofKind('change'),
    );
    expect(await count('outcome=missed')).toBe(1);
    expect(
      await count(
        `job=${encodeURIComponent('airflow-prod/nightly/all tables')}`,
      ),
    ).toBe(1);
    expect(await count('port=stock-levels@2')).toBe(
      records.length - ofKind('change'),
    );
    expect(await count('port=other@1')).toBe(0);
    expect(await count('publisher=warehouse')).toBe(records.length);
    expect(await count('publisher=nobody')).toBe(0);
    expect(await count('counted=false')).toBe(0);
    const moment = new Date(clock.now() - 3 * HOUR).toISOString();
    expect(
      (await count(`since=${moment}`)) + (await count(`until=${moment}`)),
    ).toBe(records.length);
    expect(await count('since=2026-11-23&until=2026-11-23')).toBe(0);
  });

  it.each([
    ['kind=person', /kind/],
    ['outcome=bad', /outcome/],
    ['since=yesterday', /since/],
    ['until=2026-13-40', /until/],
    ['cursor=abc', /cursor/],
    ['limit=0', /limit/],
    ['limit=100000', /limit/],
    ['counted=maybe', /counted/],
  ])('refuses %s and names the field', async (query, field) => {
    const { get } = await start();
    const { status, body } = await get(`${LOG}?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(field);
  });

  it('sums up the runs by job, and the real schemas', async () => {
    const { get } = await start();
    const { body: jobs } = await get('/products/default/inventory/jobs');
    expect(jobs.days).toBe(28);
    expect(
      jobs.items.map((job: { job: { name: string } }) => job.job.name),
    ).toEqual(['stock_daily', 'nightly/all tables']);
    expect(jobs.items[0]).toMatchObject({
      declared: true,
      runs: 3,
      failed: 0,
      ports: ['stock-levels@2'],
      usualGapSeconds: 86_400,
    });
    expect(jobs.items[1]).toMatchObject({ declared: false, failed: 1 });
    const { body: schemas } = await get('/products/default/inventory/schemas');
    expect(schemas).toMatchObject({
      days: 90,
      items: [
        {
          port: 'stock-levels@2',
          times: 3,
          columns: 3,
          contract: { absent: [], different: [] },
        },
      ],
    });
    const { body: young } = await get(
      '/products/default/inventory/jobs?days=2',
    );
    expect(young.items[0].runs).toBeLessThan(3);
    expect((await get('/products/default/inventory/jobs?days=0')).status).toBe(
      400,
    );
  });

  it('is not there for those who may not see the product', async () => {
    const { get, catalog } = await start();
    catalog.hide('dataproduct:default/inventory', PARTNER);
    for (const path of ['evidence', 'jobs', 'schemas']) {
      const hidden = await get(`/products/default/inventory/${path}`, PARTNER);
      const missing = await get(`/products/default/no-such/${path}`, PARTNER);
      expect([hidden.status, missing.status]).toEqual([404, 404]);
      expect(hidden.body.error.message.replace('inventory', 'no-such')).toBe(
        missing.body.error.message,
      );
    }
  });

  it('does not list the reads of a consumer that is hidden, nor that there are any', async () => {
    const { get, catalog } = await start();
    const all = await get(`${LOG}?kind=usage`);
    expect(all.body.items).toHaveLength(3);
    catalog.hide('component:default/demand-forecast-ai', PARTNER);
    const { body } = await get(`${LOG}?kind=usage`, PARTNER);
    expect(body).toEqual({ items: [] });
    const pages = await get(`${LOG}?limit=100`, PARTNER);
    expect(
      pages.body.items.some(({ kind }: EvidenceRow) => kind === 'usage'),
    ).toBe(false);
    expect(pages.body.nextCursor).toBeUndefined();
  });
});
