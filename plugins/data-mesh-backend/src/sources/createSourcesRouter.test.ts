import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { LevelResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { DatasetMappings, EvidenceRecord } from '@meshproof/core';
import express from 'express';
import { Knex } from 'knex';
import { resolve } from 'node:path';
import request from 'supertest';
import { DatabaseEvidenceStore, Publisher } from '../evidence';
import { ReaderService } from '../permissions';
import { CatalogDirectory } from '../scorecard/CatalogDirectory';
import { ScorecardOutline } from '../scorecard/ScorecardStore';
import { createSourcesRouter } from './createSourcesRouter';
import { DatabaseSubjectsLookup } from './DatabaseSubjectsLookup';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-23T10:00:00Z');
const SERVER = 'snowflake://acme.eu';

const publishers: Publisher[] = [
  {
    id: 'dbt-prod',
    title: 'dbt prod',
    subject: 'external:dbt',
    witness: 'platform',
    kinds: ['run', 'quality', 'schema'],
    mayBackfill: true,
    namespace: SERVER,
  },
  {
    id: 'airflow',
    title: 'Airflow',
    subject: 'external:airflow',
    witness: 'platform',
    kinds: ['run'],
    mayBackfill: true,
    owner: 'group:default/platform',
  },
];

function run(id: string, name: string, ago: number, publisher = 'dbt-prod') {
  return {
    id,
    kind: 'run',
    time: NOW - ago * DAY,
    receivedAt: NOW - ago * DAY + 1000,
    publisher,
    witness: 'platform',
    mayBackfill: true,
    dataset: { namespace: 'Snowflake://acme.eu/', name },
    job: { namespace: 'airflow', name: 'x' },
    status: 'success',
  } as EvidenceRecord;
}

async function seed(knex: Knex) {
  for (const [name, domain, state, keys] of [
    ['stock', 'logistics', 'live', [`${SERVER}|wh.inventory.stock`]],
    [
      'parcels',
      'logistics',
      'live',
      [`${SERVER}|wh.parcels`, 'git.example/wh/parcels'],
    ],
    ['ledger', 'finance', 'live', ['bigquery://fin|fin.ledger']],
    ['secret', 'secrets', 'live', [`${SERVER}|wh.secret.stock`]],
    ['former', 'logistics', 'gone', [`${SERVER}|wh.former`]],
  ] as const) {
    const ref = `dataproduct:default/${name}`;
    await knex('subjects').insert({
      ref,
      state,
      first_seen: NOW,
      claim_digest: 'x',
      owner: `group:default/${name}`,
      domain: `domain:default/${domain}`,
      entity: '{}',
    });
    for (const key of keys) {
      await knex('subject_addresses').insert({
        subject_ref: ref,
        kind: key.includes('|') ? 'dataset' : 'repository',
        key,
      });
    }
  }
}

const SEEN = ['stock', 'parcels', 'ledger'];

async function setup(
  id: TestDatabaseId,
  options: {
    productionServers?: string[];
    /** Products in the catalog that the reader may see; all of {@link seed} unless told. */
    sees?: string[];
    /** Results of products, by name. */
    levels?: Record<string, LevelResult>;
    /** The reader is this, and may not see the sources. */
    subject?: string;
  } = {},
) {
  const knex = await databases.init(id);
  await knex.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  await seed(knex);
  const store = DatabaseEvidenceStore.create({ database: knex, publishers });
  const subjects = DatabaseSubjectsLookup.create({ database: knex });
  const auth = mockServices.auth();
  const { subject } = options;
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({
        result: subject ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) =>
        options.sees
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType: permission.type,
              conditions: { rule: 'TEST', resourceType: 'catalog-entity' },
            }
          : { result: AuthorizeResult.ALLOW },
      ),
  });
  const catalog = catalogServiceMock({
    entities: (options.sees ?? []).map(name => ({
      apiVersion: 'meshproof.dev/v1alpha1',
      kind: 'DataProduct',
      metadata: { name, namespace: 'default' },
    })),
  });
  const app = express();
  app.use(
    createSourcesRouter({
      store,
      publishers,
      subjects,
      scorecards: {
        listOutlines: async () =>
          new Map(
            Object.entries(options.levels ?? {}).map(([name, level]) => [
              `dataproduct:default/${name}`,
              { level } as ScorecardOutline,
            ]),
          ),
      },
      auth,
      httpAuth: subject
        ? mockServices.httpAuth({
            defaultCredentials: mockCredentials.service(subject),
          })
        : mockServices.httpAuth(),
      reader: new ReaderService({
        auth,
        permissions,
        catalog,
        userInfo: mockServices.userInfo(),
        directory: new CatalogDirectory({ catalog, auth, aiTypes: [] }),
      }),
      clock: { now: () => NOW },
      productionServers: options.productionServers,
      mappings: DatasetMappings.create(undefined),
    }),
  );
  app.use(mockErrorHandler());
  return { knex, store, subjects, get: () => request(app).get('/sources') };
}

describe.each(databases.eachSupportedId())('GET /sources on %p', id => {
  it('lists publishers that have sent nothing', async () => {
    const { get } = await setup(id);
    const { body, status } = await get();
    expect(status).toBe(200);
    expect(body.unmatched).toEqual([]);
    expect(body.sources).toEqual([
      {
        publisher: 'airflow',
        title: 'Airflow',
        witness: 'platform',
        kinds: ['run'],
        servers: [],
        records: 0,
        reach: { datasets: 0, products: 0, domains: 0 },
        unmatched: 0,
        owner: 'group:default/platform',
      },
      expect.objectContaining({
        publisher: 'dbt-prod',
        kinds: ['run', 'quality', 'schema'],
        servers: [SERVER],
        records: 0,
      }),
    ]);
  });

  it('counts the levels that a silent source holds, of products that the reader sees', async () => {
    const held = (heldUntil: string, heldBySource?: string): LevelResult => ({
      computed: 1,
      shown: 3,
      heldUntil,
      heldBecause: heldBySource ? 'silent-source' : 'seven-days',
      ...(heldBySource ? { heldBySource } : {}),
      waived: false,
    });
    const levels = {
      stock: held('2026-12-04T00:00:00.000Z', 'airflow'),
      parcels: held('2026-12-03T00:00:00.000Z', 'airflow'),
      secret: held('2026-12-05T00:00:00.000Z', 'airflow'),
      ledger: held('2026-11-25T00:00:00.000Z'),
    };
    const holdsSeen = async (sees?: string[]) => {
      const { get, store } = await setup(id, { levels, sees });
      await store.add([run('x', 'wh.inventory.stock', 5, 'airflow')]);
      const { body } = await get();
      return body.sources.map(
        (source: { publisher: string; holds?: object }) => [
          source.publisher,
          source.holds,
        ],
      );
    };
    expect(await holdsSeen()).toEqual([
      ['airflow', { levels: 3, until: '2026-12-05T00:00:00.000Z' }],
      ['dbt-prod', undefined],
    ]);
    expect(await holdsSeen(SEEN)).toContainEqual([
      'airflow',
      { levels: 2, until: '2026-12-04T00:00:00.000Z' },
    ]);
  });

  const sent = [
    run('a', 'wh.inventory.stock', 3),
    run('b', 'wh.parcels', 2),
    run('c', 'wh.secret.stock', 1),
    run('d', 'wh.former', 1),
    run('e', 'wh.former', 1, 'left-last-year'),
  ];

  it('tells what each reaches', async () => {
    const { get, store } = await setup(id);
    await store.add(sent);
    const { body } = await get();
    expect(body.sources).toEqual([
      expect.objectContaining({ publisher: 'airflow', records: 0 }),
      {
        publisher: 'dbt-prod',
        title: 'dbt prod',
        witness: 'platform',
        kinds: ['run'],
        servers: [SERVER],
        records: 4,
        firstAt: new Date(NOW - 3 * DAY).toISOString(),
        lastAt: new Date(NOW - DAY).toISOString(),
        lastReceivedAt: new Date(NOW - DAY + 1000).toISOString(),
        reach: { datasets: 4, products: 3, domains: 2 },
        unmatched: 1,
      },
      expect.objectContaining({ publisher: 'left-last-year', records: 1 }),
    ]);
  });

  it('tells readers from whom products are hidden what is about those they see, and sums nothing else', async () => {
    const { get, store } = await setup(id, { sees: SEEN });
    await store.add(sent);
    const { body } = await get();
    expect(body.sources).toEqual([
      expect.objectContaining({ publisher: 'airflow' }),
      {
        publisher: 'dbt-prod',
        title: 'dbt prod',
        witness: 'platform',
        kinds: ['run'],
        servers: [SERVER],
        firstAt: new Date(NOW - 3 * DAY).toISOString(),
        lastAt: new Date(NOW - 2 * DAY).toISOString(),
        reach: { products: 2, domains: 1 },
      },
    ]);
    expect(body).not.toHaveProperty('unmatched');
  });

  it('tells a publisher what came of its own, and nothing of others or of products', async () => {
    const { get, store } = await setup(id, { subject: 'external:dbt' });
    await store.add([...sent, run('f', 'wh.parcels', 1, 'airflow')]);
    const { body, status } = await get();
    expect(status).toBe(200);
    expect(body).toEqual({
      sources: [
        {
          publisher: 'dbt-prod',
          title: 'dbt prod',
          witness: 'platform',
          kinds: ['run'],
          servers: [SERVER],
          records: 4,
          firstAt: new Date(NOW - 3 * DAY).toISOString(),
          lastAt: new Date(NOW - DAY).toISOString(),
          lastReceivedAt: new Date(NOW - DAY + 1000).toISOString(),
        },
      ],
    });
  });

  it('says since when a source is silent', async () => {
    const { get, store } = await setup(id);
    await store.add([
      ...[10, 9, 8, 7].map(ago => run(`a${ago}`, 'wh.parcels', ago)),
      ...[26, 19, 12].map(ago => run(`b${ago}`, 'wh.parcels', ago, 'airflow')),
    ]);
    const { body } = await get();
    expect(body.sources[0]).not.toHaveProperty('silentSince');
    expect(body.sources[1].silentSince).toBe(
      new Date(NOW - 6 * DAY).toISOString(),
    );
  });

  it('names the nearest products of unmatched data sets', async () => {
    const { get, store } = await setup(id);
    await store.add([
      run('a', 'staging.INVENTORY.stock', 1),
      run('b', 'staging.inventory.stock', 2),
      run('c', 'wh.secret.stock_2', 1),
      run('d', 'other.secret.stock', 1),
    ]);
    const { body } = await get();
    expect(body.unmatched).toEqual([
      {
        dataset: {
          namespace: 'Snowflake://acme.eu/',
          name: expect.stringMatching(/^staging\.inventory\.stock$/i),
        },
        kinds: ['run'],
        records: 2,
        lastAt: new Date(NOW - DAY).toISOString(),
        nearest: ['dataproduct:default/stock'],
      },
      expect.objectContaining({ nearest: ['dataproduct:default/secret'] }),
      expect.objectContaining({ nearest: [] }),
    ]);
  });

  it('names products that are not there and repositories of nobody, with what they may mean', async () => {
    const { get, store } = await setup(id);
    const about = (
      key: string,
      kind: string,
      rest: Record<string, unknown>,
    ): EvidenceRecord =>
      ({ ...run(key, 'x', 1), dataset: undefined, kind, ...rest } as never);
    await store.add([
      about('a', 'incident', { product: 'dataproduct:default/stok' }),
      about('b', 'incident', { product: 'dataproduct:default/stok' }),
      about('c', 'incident', { product: 'dataproduct:default/former' }),
      about('d', 'incident', { product: 'dataproduct:default/stock' }),
      about('e', 'change', {
        repository: 'https://git.example/logistics/parcels',
        groups: [],
      }),
      about('f', 'change', {
        repository: 'https://git.example/wh/parcels',
        groups: [],
      }),
    ]);
    const { body } = await get();
    const lastAt = new Date(NOW - DAY).toISOString();
    expect(body.unmatchedNames).toEqual([
      {
        type: 'product',
        name: 'dataproduct:default/stok',
        kinds: ['incident'],
        records: 2,
        lastAt,
        nearest: ['dataproduct:default/stock'],
      },
      {
        type: 'product',
        name: 'dataproduct:default/former',
        kinds: ['incident'],
        records: 1,
        lastAt,
        nearest: [],
      },
      {
        type: 'repository',
        name: 'git.example/logistics/parcels',
        kinds: ['change'],
        records: 1,
        lastAt,
        nearest: ['dataproduct:default/parcels'],
      },
    ]);
    expect(body.unmatched).toEqual([]);
    expect(
      body.sources.find(
        ({ publisher }: { publisher: string }) => publisher === 'dbt-prod',
      ).unmatched,
    ).toBe(3);
    const partly = await setup(id, { sees: SEEN });
    expect((await partly.get()).body).not.toHaveProperty('unmatchedNames');
  });

  it('says what missing sources would make judgeable', async () => {
    const { get, store } = await setup(id, { sees: SEEN });
    await store.add([run('a', 'wh.inventory.stock', 1)]);
    const { body } = await get();
    expect(
      body.missing.map((item: Record<string, unknown>) => [
        item.kind,
        item.server,
        item.products,
        item.domains,
      ]),
    ).toEqual([
      ['quality', SERVER, 2, 1],
      ['schema', SERVER, 2, 1],
      ['usage', SERVER, 2, 1],
      ['run', 'bigquery://fin', 1, 1],
      ['quality', 'bigquery://fin', 1, 1],
      ['freshness', 'bigquery://fin', 1, 1],
      ['schema', 'bigquery://fin', 1, 1],
      ['usage', 'bigquery://fin', 1, 1],
      ['change', 'git.example', 1, 1],
    ]);
    expect(body.missing[2].text).toBe(
      `A source of usage for ${SERVER} would show who reads, for 2 products in 1 domain`,
    );
  });

  it('asks for sources of production servers only, where those are named', async () => {
    const { get } = await setup(id, {
      productionServers: ['BigQuery://fin/'],
    });
    const { body } = await get();
    const servers = body.missing.map(
      (item: { server?: string }) => item.server,
    );
    expect(new Set(servers)).toEqual(
      new Set(['git.example', 'bigquery://fin']),
    );
  });

  it('needs a permission', async () => {
    const { get } = await setup(id, { subject: 'external:stranger' });
    const { status, body } = await get();
    expect(status).toBe(403);
    expect(body.error.message).toMatch('data-mesh.sources.read');
  });

  it('looks up live products by what they claim', async () => {
    const { subjects } = await setup(id);
    const former = `${SERVER}|wh.former`;
    expect(
      await subjects.productsByDataset([`${SERVER}|wh.parcels`, former, 'x|y']),
    ).toEqual(
      new Map([[`${SERVER}|wh.parcels`, ['dataproduct:default/parcels']]]),
    );
    expect(
      await subjects.productsByRepository(['git.example/wh/parcels']),
    ).toEqual(
      new Map([['git.example/wh/parcels', ['dataproduct:default/parcels']]]),
    );
    expect(
      await subjects.describe([
        'dataproduct:default/ledger',
        'dataproduct:default/former',
      ]),
    ).toEqual(
      new Map([
        [
          'dataproduct:default/ledger',
          {
            ref: 'dataproduct:default/ledger',
            owner: 'group:default/ledger',
            curator: undefined,
            domain: 'domain:default/finance',
          },
        ],
      ]),
    );
  });
});
