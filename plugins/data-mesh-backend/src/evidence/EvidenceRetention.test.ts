import { createMockDirectory } from '@backstage/backend-test-utils';
import { EVIDENCE_KINDS } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';
import {
  company,
  CONTRACT,
  STOCK,
  stockProduct,
} from '../__testUtils__/company';
import { healthyDays, mergedChanges } from '../__testUtils__/evidence';
import { startDataMesh, until } from '../__testUtils__/startDataMesh';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { StandingClock } from '../__testUtils__/writtenWorld';
import { Retention } from '../settings';
import { EvidenceRetention } from './EvidenceRetention';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const DAY = 24 * 3_600_000;
const KEEP = 400 * DAY;
const START = Date.parse('2025-06-02T10:00:00Z');

/** Served by a product that is retired and judged as of an earlier day. */
const OLD = { ...STOCK, name: 'wh.inventory.old_levels' };

const keepAll = (time: number) =>
  Object.fromEntries(EVIDENCE_KINDS.map(kind => [kind, time])) as Retention;

const PAGES = [
  '/products',
  '/products/default/inventory',
  '/products/default/inventory/scorecard',
  ...[
    'runs-seen',
    'quality-measured',
    'owner-changes-it',
    'read-by-others',
  ].map(
    check => `/products/default/inventory/checks/${check}/records?limit=300`,
  ),
  '/products/default/archive/scorecard',
  '/products/default/archive/checks/runs-seen/records?limit=300',
  '/domains',
  '/overview',
  '/sources',
  '/problems',
];

describe.each(databases.eachSupportedId())('evidence retention, %s', id => {
  const directory = createMockDirectory();
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startDataMesh>>;
  const clock = new StandingClock(START);

  const quiet = () =>
    until('all is judged', async () => {
      const judged = await knex('scorecards').pluck('subject_ref');
      const waiting = await knex('evaluation_queue').pluck('subject_ref');
      return judged.length === 2 && waiting.length === 0;
    });

  const days = (count: number, dataset = STOCK) =>
    healthyDays(clock.now(), count).map(record => ({ ...record, dataset }));

  beforeAll(async () => {
    knex = await databases.init(id);
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': CONTRACT,
      'inventory/contracts/old-levels.odcs.yaml': CONTRACT.replace(
        /stock_levels/g,
        'old_levels',
      ),
    });
    const base = `file:${directory.resolve('inventory/catalog-info.yaml')}`;
    running = await startDataMesh({
      knex,
      clock,
      catalog: new TestCatalog([
        ...company(),
        stockProduct({ base }),
        stockProduct({
          name: 'archive',
          base,
          spec: {
            lifecycle: 'retired',
            pipelines: [],
            outputPorts: [
              {
                name: 'old-levels',
                type: 'table',
                version: '2.1.0',
                contract: './contracts/old-levels.odcs.yaml',
              },
            ],
          },
        }),
      ]),
    });
    // Records of two products and of a data set that nobody claims.
    await quiet();
    await running.send([
      ...days(40),
      ...days(40, OLD),
      ...days(5, { ...STOCK, name: 'wh.nobody.knows' }),
      ...mergedChanges(6, clock.now() - DAY),
    ]);
    await quiet();
    // The retired product is read by nobody any more, while its source goes on about others: it freezes.
    for (let passed = 0; passed < 40; passed += 8) {
      clock.pass(8 * DAY);
      await running.send(days(8).filter(record => !isRead(record)));
      await running.send(days(1));
      await quiet();
    }
    await until('the retired product is frozen', async () => {
      const { body } = await running.get('/products/default/archive/scorecard');
      return Boolean(body.frozenSince);
    });
    // More than a year later, with fresh records of the other one.
    clock.pass(395 * DAY);
    await running.send([
      ...days(30),
      ...mergedChanges(4, clock.now() - DAY, 'group:default/supply-chain'),
    ]);
    await quiet();
  });
  afterAll(async () => {
    await running.stop();
  });

  function isRead(record: object): boolean {
    return (record as { kind: string }).kind === 'usage';
  }

  async function pages() {
    const answers: Record<string, unknown> = {};
    for (const path of PAGES) {
      const { status, body } = await running.get(path);
      expect([path, status]).toEqual([path, 200]);
      answers[path] = body;
    }
    return answers;
  }

  const retention = (more: Partial<Retention> = {}) =>
    EvidenceRetention.create({
      database: knex,
      keep: { ...keepAll(KEEP), ...more },
    });

  const olderThan = async (time: number, datasetKey?: string) => {
    const query = knex('evidence').where('time', '<', time);
    if (datasetKey) {
      query.where('dataset_key', 'like', `%${datasetKey}`);
    }
    const ids: string[] = await query.pluck('id');
    return ids.length;
  };

  it('deletes what is older, and no figure changes', async () => {
    const before = await pages();
    const limit = clock.now() - KEEP;
    const old = await olderThan(limit);
    const ofFrozen = await olderThan(limit, 'old_levels');
    expect(ofFrozen).toBeGreaterThan(100);
    expect(old).toBeGreaterThan(ofFrozen + 100);
    const sums = await knex('evidence_reach').orderBy(['publisher', 'kind']);

    expect(await retention().apply(clock.now())).toBe(old - ofFrozen);

    expect(await olderThan(limit)).toBe(ofFrozen);
    expect(await olderThan(limit, 'old_levels')).toBe(ofFrozen);
    expect(await olderThan(clock.now(), 'stock_levels')).toBeGreaterThan(100);
    expect(await knex('evidence_reach').orderBy(['publisher', 'kind'])).toEqual(
      sums,
    );
    expect(await pages()).toEqual(before);

    // Judged again, it comes to the same.
    await knex('subjects').update({ next_look_at: clock.now() });
    await until('both were taken up', async () => {
      const due = await knex('subjects')
        .where('next_look_at', '<=', clock.now())
        .pluck('ref');
      return due.length === 0;
    });
    await quiet();
    expect(await pages()).toEqual(before);
  });

  it('has nothing to do the second time', async () => {
    expect(await retention().apply(clock.now())).toBe(0);
  });

  it('takes in nothing that it would delete', async () => {
    const old = new Date(clock.now() - KEEP - DAY).toISOString();
    const young = new Date(clock.now() - KEEP + DAY).toISOString();
    const { body } = await running.send(
      [old, young].map(time => ({
        kind: 'run',
        time,
        dataset: { ...STOCK, name: 'wh.nobody.knows' },
        job: { namespace: 'airflow-prod', name: 'late' },
        status: 'success',
      })),
    );
    expect(body).toMatchObject({
      accepted: 1,
      rejected: [
        {
          index: 0,
          path: 'time',
          reason: expect.stringContaining('older than the 400 days'),
        },
      ],
    });
  });

  it('deletes sooner what is kept for less, and nothing of other kinds', async () => {
    const limit = clock.now() - 10 * DAY;
    const old = async () => {
      const kinds: string[] = await knex('evidence')
        .where('time', '<', limit)
        .where('dataset_key', 'like', '%stock_levels')
        .pluck('kind');
      const count = (kind: string) =>
        kinds.filter(found => found === kind).length;
      return { usage: count('usage'), others: kinds.length - count('usage') };
    };
    const before = await old();
    expect(before.usage).toBeGreaterThan(5);
    expect(before.others).toBeGreaterThan(20);
    const deleted = await retention({ usage: 10 * DAY }).apply(clock.now());
    expect(deleted).toBeGreaterThanOrEqual(before.usage);
    expect(await old()).toEqual({ usage: 0, others: before.others });
  });
});
