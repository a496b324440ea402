import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request from 'supertest';
import {
  company,
  CONTRACT,
  STOCK,
  stockProduct,
} from '../__testUtils__/company';
import { healthyDays } from '../__testUtils__/evidence';
import {
  PARTNER,
  startDataMesh,
  TestClock,
  tokenOf,
  until,
} from '../__testUtils__/startDataMesh';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const HOUR = 3_600_000;
const SERVER = STOCK.namespace;

/** With a rule that names no id, so that only column and metric can tell it. */
const DOCUMENT = CONTRACT.replace(
  'description: Article number of the assortment\n',
  `description: Article number of the assortment
        quality:
          - type: library
            metric: nullValues
            mustBe: 0
`,
);

const dbt = (name: string, time: string, rest: object) => ({
  metadata: {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${name}.json`,
    generated_at: time,
  },
  ...rest,
});

/** What is sent, by the way in which it is joined, and the check that counts it. */
const WAYS: Record<
  string,
  { check: string; documents: (time: string) => object[] }
> = {
  'quality.id': {
    check: 'quality-measured',
    documents: time => [
      {
        kind: 'quality',
        time,
        dataset: STOCK,
        rule: { id: 'stock-unique' },
        outcome: 'pass',
      },
    ],
  },
  'column and metric': {
    check: 'quality-measured',
    documents: time => [
      {
        kind: 'quality',
        time,
        dataset: STOCK,
        rule: { column: 'article', metric: 'nullValues' },
        outcome: 'pass',
      },
    ],
  },
  'namespace and name': {
    check: 'schema-seen',
    documents: time => [
      {
        kind: 'schema',
        time,
        dataset: STOCK,
        columns: [{ name: 'site', type: 'VARCHAR' }],
      },
    ],
  },
  'server and physicalName, in another spelling': {
    check: 'runs-seen',
    documents: time => [
      {
        kind: 'run',
        time,
        dataset: {
          namespace: 'Snowflake://ACME.eu/',
          name: '"WH"."INVENTORY"."STOCK_LEVELS"',
        },
        job: { namespace: 'airflow-prod', name: 'stock_daily' },
        status: 'success',
      },
    ],
  },
  'dbt relation': {
    check: 'quality-measured',
    documents: time => [
      dbt('manifest/v12', time, {
        nodes: {
          'model.wh.stock_levels': {
            database: 'wh',
            schema: 'inventory',
            name: 'stock',
            alias: 'stock_levels',
          },
          'test.wh.rows': {
            name: 'rows',
            attached_node: 'model.wh.stock_levels',
            meta: { quality_id: 'stock-rows' },
          },
        },
      }),
      dbt('run-results/v6', time, {
        results: [{ unique_id: 'test.wh.rows', status: 'pass' }],
      }),
    ],
  },
  'mapping of a server': {
    check: 'runs-seen',
    documents: time => [
      {
        kind: 'run',
        time,
        dataset: { namespace: 'snowflake://replica', name: STOCK.name },
        job: { namespace: 'airflow-prod', name: 'stock_daily' },
        status: 'success',
      },
    ],
  },
  'mapping of a data set': {
    check: 'runs-seen',
    documents: time => [
      {
        kind: 'run',
        time,
        dataset: { namespace: 'dbt', name: 'old.stock' },
        job: { namespace: 'airflow-prod', name: 'stock_daily' },
        status: 'success',
      },
    ],
  },
};

const MAPPINGS = {
  servers: [{ from: 'snowflake://replica', to: SERVER }],
  datasets: [{ from: { namespace: 'dbt', name: 'old.stock' }, to: STOCK }],
};

describe.each(databases.eachSupportedId())('joins, %s', id => {
  const directory = createMockDirectory();
  const running: (() => Promise<void>)[] = [];
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    write(DOCUMENT);
  });

  afterEach(async () => {
    for (const stop of running.splice(0)) {
      await stop();
    }
  });

  function write(document: string) {
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': document,
    });
  }

  const base = () => `file:${directory.resolve('inventory/catalog-info.yaml')}`;

  const inventory = () => stockProduct({ base: base() });

  async function start(
    options: {
      evidence?: JsonObject;
      catalog?: TestCatalog;
      clock?: TestClock;
    } = {},
  ) {
    const world = await startDataMesh({
      knex,
      clock: options.clock,
      catalog: options.catalog ?? new TestCatalog([...company(), inventory()]),
      config: {
        ...(options.evidence ? { evidence: options.evidence } : {}),
        publishers: [
          {
            id: 'warehouse',
            title: 'Warehouse',
            subject: 'external:warehouse',
            witness: 'platform',
            namespace: SERVER,
          },
        ],
      },
    });
    running.push(world.stop);
    const settled = () =>
      until('everything is judged', async () => {
        const judged = await knex('scorecards').pluck('subject_ref');
        const live = await knex('subjects').where({ state: 'live' });
        const waiting = await knex('evaluation_queue').pluck('subject_ref');
        return (
          live.length > 0 &&
          judged.length >= live.length &&
          waiting.length === 0
        );
      });
    await settled();
    const stop = async () => {
      running.splice(running.indexOf(world.stop), 1);
      await world.stop();
    };
    const records = async (check: string, product = 'inventory') =>
      (
        await world.get(
          `/products/default/${product}/checks/${check}/records?limit=200`,
        )
      ).body.items as { recordId?: string; counted: boolean }[];
    const counts = async (recordId: string, check: string, product?: string) =>
      (await records(check, product)).some(
        row => row.recordId === recordId && row.counted,
      );
    const unmatched = async () =>
      (await world.get('/sources')).body.unmatched as {
        dataset: { name: string };
        nearest: string[];
      }[];
    return { ...world, stop, settled, records, counts, unmatched };
  }

  /** Sends documents as they are, and tells which record came of them. */
  async function send(
    { server }: { server: Parameters<typeof request>[0] },
    documents: object[],
  ): Promise<string> {
    const before: string[] = await knex('evidence').pluck('id');
    const { body, status } = await request(server)
      .post('/api/data-mesh/evidence')
      .set('Authorization', tokenOf('external:warehouse'))
      .set('Content-Type', 'application/json')
      .send(
        'kind' in documents[0]
          ? JSON.stringify(documents)
          : documents.map(document => JSON.stringify(document)).join('\n'),
      );
    expect([status, body.accepted, body.rejected]).toEqual([200, 1, []]);
    const after: string[] = await knex('evidence').pluck('id');
    return after.find(recordId => !before.includes(recordId))!;
  }

  const hoursAgo = (hours: number) =>
    new Date(Date.now() - hours * HOUR).toISOString();

  it('finds what a record is about, in each way', async () => {
    const world = await start({ evidence: { mappings: MAPPINGS } });
    // So that the windows are full.
    await world.send(healthyDays(Date.now(), 20));
    const sent: [string, string, string][] = [];
    for (const [way, { check, documents }] of Object.entries(WAYS)) {
      sent.push([way, check, await send(world, documents(hoursAgo(2)))]);
    }
    await world.settled();
    const found = [];
    for (const [way, check, recordId] of sent) {
      found.push([way, await world.counts(recordId, check)]);
    }
    expect(found).toEqual(Object.keys(WAYS).map(way => [way, true]));
    expect(await world.unmatched()).toEqual([]);
  });

  it('finds records from before a mapping, and loses them when it goes', async () => {
    const about = (name: string) => WAYS[name].documents(hoursAgo(3));
    const first = await start();
    const sent = [
      await send(first, about('mapping of a server')),
      await send(first, about('mapping of a data set')),
    ];
    await first.settled();
    const counted = async (world: typeof first) =>
      Promise.all(sent.map(recordId => world.counts(recordId, 'runs-seen')));
    expect(await counted(first)).toEqual([false, false]);
    expect(
      (await first.unmatched()).map(({ dataset }) => dataset.name).sort(),
    ).toEqual(['old.stock', STOCK.name]);
    await first.stop();

    const mapped = await start({ evidence: { mappings: MAPPINGS } });
    await mapped.settled();
    expect(await counted(mapped)).toEqual([true, true]);
    expect(await mapped.unmatched()).toEqual([]);
    // Nothing is missing on a server that is only another name.
    const { body } = await mapped.get('/sources');
    expect(
      new Set(body.missing.map(({ server }: { server: string }) => server)),
    ).toEqual(new Set([SERVER, 'git.example']));
    await mapped.stop();

    const without = await start();
    await without.settled();
    expect(await counted(without)).toEqual([false, false]);
    expect(await without.unmatched()).toHaveLength(2);
  });

  it('lets a name that a contract serves directly prove nothing for either, and says so', async () => {
    directory.addContent({
      'replica/catalog-info.yaml': '',
      'replica/contracts/stock-levels.odcs.yaml': CONTRACT.replace(
        'account: acme.eu',
        'account: replica',
      ).replace('id: stock-levels', 'id: stock-replica'),
    });
    const catalog = new TestCatalog([...company(), inventory()]);
    const world = await start({ evidence: { mappings: MAPPINGS }, catalog });
    const recordId = await send(
      world,
      WAYS['mapping of a server'].documents(hoursAgo(2)),
    );
    await world.settled();
    expect(await world.counts(recordId, 'runs-seen')).toBe(true);

    catalog.put(
      stockProduct({
        name: 'replica',
        base: `file:${directory.resolve('replica/catalog-info.yaml')}`,
        spec: { owner: 'group:default/planning' },
      }),
    );
    await until('the record counts for neither', async () => {
      const { status } = await world.get('/products/default/replica/scorecard');
      return (
        status === 200 &&
        !(await world.counts(recordId, 'runs-seen')) &&
        !(await world.counts(recordId, 'runs-seen', 'replica'))
      );
    });
    const { body } = await world.get('/problems');
    const problems = body.items.filter(
      ({ area }: { area: string }) => area === 'mapping',
    );
    expect(problems.map(({ ref }: { ref: string }) => ref)).toEqual([
      'dataproduct:default/inventory',
      'dataproduct:default/replica',
    ]);
    expect(problems[0].message).toBe(
      `Records about ${STOCK.name} on snowflake://replica prove nothing: a contract of dataproduct:default/replica serves it, and the configuration takes it for another name of ${STOCK.name} on ${SERVER}`,
    );

    // Who may not see the one that serves it, sees neither its records nor that there is a problem.
    catalog.hide('dataproduct:default/replica', PARTNER);
    expect((await world.get(`/evidence/${recordId}`, PARTNER)).status).toBe(
      404,
    );
    const seen = await world.get('/problems', PARTNER);
    expect(JSON.stringify(seen.body)).not.toContain('replica');

    catalog.remove('dataproduct:default/replica');
    await until('the record counts again', () =>
      world.counts(recordId, 'runs-seen'),
    );
  });

  it('names the nearest product of what is unmatched, and counts it once the contract is corrected', async () => {
    write(DOCUMENT.replace('schema: inventory', 'schema: inventori'));
    const catalog = new TestCatalog([...company(), inventory()]);
    const clock = new TestClock();
    const world = await start({ catalog, clock });
    const recordId = await send(world, [
      ...WAYS['server and physicalName, in another spelling'].documents(
        hoursAgo(3),
      ),
    ]);
    await world.settled();
    expect(await world.counts(recordId, 'runs-seen')).toBe(false);
    expect(await world.unmatched()).toEqual([
      expect.objectContaining({ nearest: [] }),
    ]);

    write(DOCUMENT.replace('account: acme.eu', 'account: acme'));
    catalog.put(
      stockProduct({ base: base(), annotations: { corrected: 'once' } }),
    );
    await until('the product is near', async () => {
      const [item] = await world.unmatched();
      return item?.nearest[0] === 'dataproduct:default/inventory';
    });

    write(DOCUMENT);
    catalog.put(
      stockProduct({ base: base(), annotations: { corrected: 'twice' } }),
    );
    await until('the earlier record counts', () =>
      world.counts(recordId, 'runs-seen'),
    );
    expect(await world.unmatched()).toEqual([]);
  });

  describe('who reads', () => {
    const event = (namespace: string, name: string, runId = '1') => ({
      eventType: 'COMPLETE',
      eventTime: hoursAgo(2),
      run: { runId },
      job: { namespace, name },
      inputs: [STOCK],
      outputs: [{ namespace: SERVER, name: `wh.other.${name}` }],
    });

    it('is the product that declares the job, or whose account it is by config', async () => {
      const reader = stockProduct({
        name: 'plan',
        base: base(),
        spec: {
          owner: 'group:default/planning',
          outputPorts: [],
          pipelines: [
            { name: 'plan', job: { namespace: 'Airflow', name: 'plan' } },
            { name: 'both', job: { namespace: 'airflow', name: 'both' } },
          ],
        },
      });
      const rival = stockProduct({
        name: 'rival',
        base: base(),
        spec: {
          owner: 'group:default/planning',
          outputPorts: [],
          pipelines: [
            { name: 'both', job: { namespace: 'airflow', name: 'both' } },
          ],
        },
      });
      const catalog = () =>
        new TestCatalog([...company(), inventory(), reader, rival]);
      const first = await start({ catalog: catalog() });
      for (const [namespace, name] of [
        ['airflow', 'plan'],
        ['airflow', 'both'],
        ['airflow', 'nobody'],
        ['airflow-prod', 'stock_daily'],
      ]) {
        const { body } = await first.send([event(namespace, name)]);
        // The run that wrote, and the read.
        expect(body).toMatchObject({ accepted: 2, rejected: [] });
      }
      // The same run again, and another one of the same job.
      const again = await first.send([
        event('airflow', 'plan'),
        event('airflow', 'plan', '2'),
      ]);
      expect(again.body).toMatchObject({ rejected: [] });
      expect(
        await knex('evidence').where({ kind: 'usage' }).pluck('id'),
      ).toHaveLength(5);
      await first.settled();
      const consumers = async (world: typeof first) => {
        const { body } = await world.get('/products/default/inventory');
        return body.consumers
          .filter(({ observed }: { observed?: boolean }) => observed)
          .map(({ ref }: { ref: string }) => ref);
      };
      expect(await consumers(first)).toEqual(['dataproduct:default/plan']);
      const rows = await first.records('read-by-others');
      expect(rows.filter(({ counted }) => counted)).toHaveLength(2);
      const served = await first.records('served');
      expect(
        served.filter(row =>
          (row as { notCounted?: string }).notCounted?.includes('writer'),
        ),
      ).toHaveLength(1);
      await first.stop();

      const mapped = await start({
        catalog: catalog(),
        evidence: {
          principals: [
            {
              job: { namespace: 'airflow', name: 'nobody' },
              consumer: 'component:default/demand-forecast-ai',
            },
          ],
        },
      });
      await mapped.settled();
      expect(await consumers(mapped)).toEqual([
        'component:default/demand-forecast-ai',
        'dataproduct:default/plan',
      ]);
    });
  });
});
