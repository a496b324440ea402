import {
  createBackendModule,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import {
  CandidateSource,
  candidateSourcesExtensionPoint,
} from '@meshproof/backstage-plugin-data-mesh-node';
import { Knex } from 'knex';
import request from 'supertest';
import { gzipSync } from 'node:zlib';
import { company, CONTRACT, stockProduct } from '../__testUtils__/company';
import {
  LIMITED,
  startDataMesh,
  STRANGER,
  tokenOf,
  until,
} from '../__testUtils__/startDataMesh';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const MANIFEST = {
  metadata: {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
  },
  nodes: Object.fromEntries(
    [
      ['stock_levels', 'supply-chain', []],
      ['movements', 'supply-chain', []],
      ['forecast', 'planning', ['movements', 'stock_levels']],
      ['costs', 'finance', ['movements']],
      ['stg_sites', 'supply-chain', []],
      ['sites', 'supply-chain', ['stg_sites']],
    ].map(([name, group, on]) => [
      `model.wh.${name}`,
      {
        name,
        database: 'wh',
        schema: 'inventory',
        group,
        depends_on: { nodes: (on as string[]).map(id => `model.wh.${id}`) },
      },
    ]),
  ),
};

const CONFIG = {
  publishers: [
    {
      id: 'warehouse',
      title: 'Warehouse',
      subject: 'external:warehouse',
      witness: 'platform',
      namespace: 'snowflake://acme.eu',
    },
    {
      id: 'other',
      subject: 'external:other',
      witness: 'platform',
    },
    {
      id: 'limited',
      subject: LIMITED,
      witness: 'self',
      products: ['dataproduct:default/inventory'],
    },
  ],
  evidence: { maxSize: '2 MB' },
};

describe.each(databases.eachSupportedId())('candidates, %s', id => {
  const directory = createMockDirectory();
  let knex: Knex;
  let world: Awaited<ReturnType<typeof startDataMesh>>;

  async function start(options: Partial<Parameters<typeof startDataMesh>[0]>) {
    directory.setContent({
      'catalog-info.yaml': '',
      'contracts/stock-levels.odcs.yaml': CONTRACT,
    });
    knex = await databases.init(id);
    world = await startDataMesh({
      knex,
      catalog: new TestCatalog([
        ...company(),
        stockProduct({
          base: `file:${directory.resolve('catalog-info.yaml')}`,
        }),
      ]),
      config: CONFIG,
      ...options,
    });
    await until('the product is judged', async () => {
      const rows = await knex('subject_addresses').pluck('key');
      return rows.length > 0;
    });
  }

  afterEach(async () => {
    await world?.stop();
  });

  it('a manifest as dbt wrote it gives candidates in order of demand', async () => {
    await start({});
    const empty = await world.get('/candidates');
    expect(empty.body).toEqual({
      items: [],
      totalItems: 0,
      shortlist: [],
      counts: { dataSets: 0, candidates: 0, served: 0, setAside: {} },
      sources: [],
      domains: [],
      partlyHidden: false,
    });

    const sent = await world.sendCandidates('dbt', MANIFEST);
    expect(sent.body).toEqual({
      source: 'dbt',
      dataSets: 6,
      uses: 0,
      changed: true,
      counts: {
        dataSets: 6,
        candidates: 1,
        served: 0,
        setAside: { 'no-reader': 3, 'own-group': 1, 'little-demand': 1 },
      },
      problems: [],
      problemsTotal: 0,
    });

    const { body } = await world.get('/candidates');
    expect(body).toMatchObject({
      totalItems: 6,
      counts: {
        dataSets: 6,
        candidates: 1,
        served: 1,
        setAside: { 'no-reader': 3, 'own-group': 1 },
      },
      sources: [{ id: 'dbt', title: 'Warehouse', dataSets: 6 }],
      domains: ['finance', 'planning', 'supply-chain'],
    });
    expect(body.shortlist).toEqual([body.items[0]]);
    expect(body.items[0]).toMatchObject({
      name: 'wh.inventory.movements',
      sources: ['dbt'],
      rank: 1,
      otherGroups: 2,
      readers: [
        { group: 'finance', count: 1 },
        { group: 'planning', ref: 'group:default/planning', count: 1 },
      ],
      home: { group: 'supply-chain', ref: 'group:default/supply-chain' },
    });
    expect(body.items[1]).toMatchObject({
      name: 'wh.inventory.stock_levels',
      standing: 'served',
      products: ['dataproduct:default/inventory'],
    });
    expect(JSON.stringify(body)).not.toMatch(/level"|verdict/);

    for (const [query, names] of [
      ['standing=candidate', ['movements']],
      ['rule=own-group', ['stg_sites']],
      ['rule=own-group&rule=no-reader&q=SITES', ['sites', 'stg_sites']],
      ['domain=finance', ['costs']],
      ['source=else', []],
      ['limit=1', ['movements']],
    ] as const) {
      const found = await world.get(`/candidates?${query}`);
      const told = found.body.items.map(
        ({ title }: { title: string }) => title,
      );
      expect([query, told.sort()]).toEqual([query, [...names]]);
      // The shortlist is that of the company, whatever is looked for below it.
      expect(found.body.shortlist).toHaveLength(1);
    }
    const pages: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const page: any = await world.get(
        `/candidates?limit=4${cursor && `&cursor=${cursor}`}`,
      );
      pages.push(...page.body.items.map((item: { id: string }) => item.id));
      cursor = page.body.nextCursor;
    }
    expect(new Set(pages).size).toBe(6);
  });

  it('the same again changes nothing, something else takes its place', async () => {
    await start({});
    await world.sendCandidates('dbt', MANIFEST);
    const parts = await knex('candidate_graph_parts');
    world.clock.pass(60_000);
    const again = await world.sendCandidates('dbt', MANIFEST);
    expect(again.body).toMatchObject({ changed: false, dataSets: 6 });
    expect(await knex('candidate_graph_parts')).toEqual(parts);

    const many = {
      dataSets: Array.from({ length: 1_100 }, (_, index) => ({
        name: `wh.many.t${index}`,
      })),
    };
    expect((await world.sendCandidates('dbt', many)).body).toMatchObject({
      changed: true,
      dataSets: 1_100,
    });
    expect(await knex('candidate_graph_parts')).toHaveLength(3);
    expect((await world.get('/candidates')).body.totalItems).toBe(1_100);

    const fewer = await world.sendCandidates('dbt', MANIFEST);
    expect(fewer.body.changed).toBe(true);
    expect(await knex('candidate_graph_parts')).toEqual(parts);
  });

  it('several sources tell of one data set together', async () => {
    await start({});
    await world.sendCandidates('dbt', MANIFEST);
    await world.sendCandidates(
      'lineage',
      [
        {
          eventType: 'COMPLETE',
          eventTime: '2026-11-20T10:00:00Z',
          job: {
            namespace: 'airflow-prod',
            name: 'export',
            facets: { ownership: { owners: [{ name: 'team:sales' }] } },
          },
          inputs: [
            {
              namespace: 'snowflake://acme.eu',
              name: 'WH.INVENTORY.MOVEMENTS',
            },
          ],
          outputs: [],
        },
      ]
        .map(event => JSON.stringify(event))
        .join('\n'),
    );
    const { body } = await world.get('/candidates');
    expect(body.counts.dataSets).toBe(6);
    expect(body.items[0]).toMatchObject({
      sources: ['dbt', 'lineage'],
      otherGroups: 3,
    });
    const gone = await request(world.server)
      .delete('/api/data-mesh/candidates/lineage')
      .set('Authorization', tokenOf('external:warehouse'));
    expect(gone.status).toBe(204);
    const after = await world.get('/candidates');
    expect(after.body.items[0].otherGroups).toBe(2);
  });

  it('refuses what it cannot read, and keeps what was told before', async () => {
    await start({});
    await world.sendCandidates('dbt', MANIFEST);
    const before = await world.get('/candidates');
    for (const [body, status, message] of [
      ['{}', 400, 'tells of no data set'],
      [JSON.stringify(MANIFEST).slice(0, -9), 400, 'was cut off'],
      [
        '{"dataSets":[{"name":7}]}',
        400,
        'dataSets[0].name: "dataSets[0].name" must be a text',
      ],
      ['schema: [', 400, 'line 1'],
      [
        JSON.stringify({ dataSets: 'x'.repeat(3_000_000) }),
        413,
        'longer than 2',
      ],
    ] as const) {
      const answer = await world.sendCandidates('dbt', body);
      expect([answer.status, answer.body.error?.message]).toEqual([
        status,
        expect.stringContaining(message),
      ]);
    }
    const cut = await request(world.server)
      .put('/api/data-mesh/candidates/dbt')
      .set('Authorization', tokenOf('external:warehouse'))
      .set('Content-Encoding', 'gzip')
      .set('Content-Type', 'application/json')
      .serialize(body => body)
      .send(gzipSync(JSON.stringify(MANIFEST)).subarray(0, 100) as never);
    expect(cut.status).toBe(400);
    expect((await world.get('/candidates')).body).toEqual(before.body);

    const partly = await world.sendCandidates('partly', {
      dataSets: [{ name: 'wh.a' }, { name: 'wh.b', kind: 'chair' }],
    });
    expect(partly.body).toMatchObject({
      dataSets: 1,
      problemsTotal: 1,
      problems: [{ file: 'body', path: 'dataSets[1].kind' }],
    });
  });

  it('only platform publishers send, and each only what is its own', async () => {
    await start({});
    await world.sendCandidates('dbt', MANIFEST);
    const put = (authorization: string, source = 'dbt') =>
      world.sendCandidates(source, MANIFEST, authorization);
    const answers = [
      await put(tokenOf('external:other')),
      await put(tokenOf(LIMITED), 'mine'),
      await put(tokenOf('external:nobody'), 'mine'),
      await put(mockCredentials.user.header('user:default/ana'), 'mine'),
      await put(mockCredentials.user.header(STRANGER), 'mine'),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(403));
    expect(
      (await put(tokenOf('external:warehouse'), 'Not_A%20Name')).status,
    ).toBe(400);
    const others = await request(world.server)
      .delete('/api/data-mesh/candidates/dbt')
      .set('Authorization', tokenOf('external:other'));
    expect(others.status).toBe(403);
    expect((await world.get('/candidates')).body.sources).toHaveLength(1);
  });

  it('a reader without the permission sees nothing', async () => {
    await start({});
    await world.sendCandidates('dbt', MANIFEST);
    const denied = await world.get('/candidates', STRANGER);
    expect(denied.status).toBe(403);
    expect(denied.body.error.message).toContain('data-mesh.candidates.read');
    const limited = await request(world.server)
      .get('/api/data-mesh/candidates')
      .set('Authorization', tokenOf(LIMITED));
    expect(limited.status).toBe(403);
  });

  it('asks other catalogs that modules add', async () => {
    const source: CandidateSource = {
      id: 'catalog-x',
      title: 'Catalog X',
      read: async () => ({
        dataSets: [
          { id: '1', name: 'wh.x', kind: 'table', group: 'a' },
          { id: '2', name: 'wh.y', kind: 'table', upstream: ['1'] },
        ],
        uses: [],
      }),
    };
    let task: ((signal: AbortSignal) => Promise<void>) | undefined;
    await start({
      features: [
        createBackendModule({
          pluginId: 'data-mesh',
          moduleId: 'catalog-x',
          register(reg) {
            reg.registerInit({
              deps: { sources: candidateSourcesExtensionPoint },
              async init({ sources }) {
                sources.addCandidateSource(source);
                expect(() => sources.addCandidateSource(source)).toThrow(
                  "already a source of candidates with the id 'catalog-x'",
                );
              },
            });
          },
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () =>
            ({
              async scheduleTask(options: { id: string; fn: typeof task }) {
                if (options.id === 'data-mesh-candidate-sources') {
                  task = options.fn;
                }
              },
            } as never),
        }),
      ],
    });
    await task!(new AbortController().signal);
    const { body } = await world.get('/candidates');
    expect(body.sources).toMatchObject([
      { id: 'catalog-x', title: 'Catalog X', dataSets: 2 },
    ]);
    source.read = async () => {
      throw new Error('not there');
    };
    await expect(task!(new AbortController().signal)).rejects.toThrow(
      'Not read: catalog-x',
    );
    expect((await world.get('/candidates')).body).toEqual(body);
  });
});
