import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Knex } from 'knex';
import {
  company,
  CONTRACT,
  STOCK,
  stockProduct,
} from './__testUtils__/company';
import { healthyDays } from './__testUtils__/evidence';
import {
  PARTNER,
  startDataMesh,
  STRANGER,
  until,
} from './__testUtils__/startDataMesh';
import { createTestDatabases } from './__testUtils__/testDatabases';
import { TestCatalog } from './__testUtils__/TestCatalog';
import { loadOpenApiDocument } from './schema';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** A word in everything that the partner must not learn of. */
const SECRET = 'merger';

const HIDDEN_CONSUMER: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: `${SECRET}-room`,
    namespace: 'default',
    annotations: {
      'meshproof.dev/consumes': 'inventory#stock-levels@2, inventory#none@1',
    },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/planning',
  },
};

/** What to ask for at each path of the document; a path that is not here fails the test. */
const QUESTIONS: Record<string, string[]> = {
  '/evidence/{id}': [],
  '/sources': ['/sources'],
  '/products': [
    '/products',
    `/products?q=${SECRET}`,
    `/products?consumer=component:default/${SECRET}-room`,
  ],
  '/products/{namespace}/{name}': ['/products/default/inventory'],
  '/products/{namespace}/{name}/scorecard': [
    '/products/default/inventory/scorecard',
  ],
  '/products/{namespace}/{name}/checks/{id}/records': [
    'runs-seen',
    'schema-seen',
    'quality-measured',
    'served',
    'read-by-others',
  ].map(id => `/products/default/inventory/checks/${id}/records?limit=200`),
  '/domains': ['/domains'],
  '/domains/{namespace}/{name}': [
    '/domains/default/operations',
    '/domains/default/supply-chain',
  ],
  '/overview': ['/overview'],
  '/problems': ['/problems', '/problems?ref=dataproduct:default/inventory'],
};

describe.each(databases.eachSupportedId())('hidden from readers, %s', id => {
  const directory = createMockDirectory();
  let knex: Knex;
  let stop: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    knex = await databases.init(id);
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': CONTRACT,
      'secret/catalog-info.yaml': '',
      'secret/contracts/stock-levels.odcs.yaml': CONTRACT.replace(
        /stock_levels/g,
        `${SECRET}_targets`,
      ).replace(/id: stock-levels/, `id: ${SECRET}-targets`),
    });
  });

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  const base = (folder: string) =>
    `file:${directory.resolve(`${folder}/catalog-info.yaml`)}`;

  it('is told in no answer, on no route', async () => {
    const secret = stockProduct({
      name: `${SECRET}-targets`,
      base: base('secret'),
      annotations: { 'meshproof.dev/consumes': 'inventory#stock-levels@2' },
    });
    secret.metadata.title = `The ${SECRET}`;
    const entities = [
      ...company(),
      HIDDEN_CONSUMER,
      stockProduct({ base: base('inventory') }),
      secret,
    ];
    const catalog = new TestCatalog(entities);
    entities.forEach(entity =>
      catalog.hide(stringifyEntityRef(entity), STRANGER),
    );
    catalog.hide(`dataproduct:default/${SECRET}-targets`, PARTNER);
    catalog.hide(`component:default/${SECRET}-room`, PARTNER);
    const running = await startDataMesh({ knex, catalog });
    stop = running.stop;
    const { get, send, clock } = running;
    const days = healthyDays(clock.now(), 20);
    const { body: receipt } = await send([
      ...days,
      ...days.map(record => ({
        ...record,
        dataset: { ...STOCK, name: `wh.inventory.${SECRET}_targets` },
      })),
      ...days
        .filter(record => (record as { kind: string }).kind === 'usage')
        .map(record => ({
          ...record,
          consumer: `component:default/${SECRET}-room`,
        })),
    ]);
    expect(receipt).toMatchObject({ rejected: [] });
    for (const name of ['inventory', `${SECRET}-targets`]) {
      await until(`the records of ${name} are on its card`, async () => {
        const { body } = await get(`/products/default/${name}/scorecard`);
        return body.checks.some(
          (check: { id: string; records: number }) =>
            check.id === 'schema-seen' && check.records > 0,
        );
      });
    }

    const paths = Object.entries(loadOpenApiDocument().paths)
      .filter(([, operations]) => operations && 'get' in operations)
      .map(([path]) => path);
    expect(Object.keys(QUESTIONS).sort()).toEqual(paths.sort());

    const stored = await knex('evidence').select('id', 'kind');
    const questions = [
      ...Object.values(QUESTIONS).flat(),
      ...stored
        .filter(({ kind }) => kind === 'usage')
        .map(row => `/evidence/${row.id}`),
    ];
    let tellsOwner = 0;
    for (const question of questions) {
      const forOwner = await get(question);
      tellsOwner += JSON.stringify(forOwner.body).includes(SECRET) ? 1 : 0;
      for (const reader of [PARTNER, STRANGER]) {
        const { status, body } = await get(question, reader);
        const told = JSON.stringify(body)
          // The address of the question comes back with an error.
          .split(question)
          .join('');
        expect([question, reader, status < 500]).toEqual([
          question,
          reader,
          true,
        ]);
        expect([question, reader, told]).toEqual([
          question,
          reader,
          expect.not.stringContaining(SECRET),
        ]);
      }
    }
    // The question is a good one: who may see the secret reads of it in many answers.
    expect(tellsOwner).toBeGreaterThan(20);

    const overview = (await get('/overview', PARTNER)).body;
    expect(overview.totals).toMatchObject({ products: 1, partlyHidden: true });
    expect(overview.totals).not.toHaveProperty('records');
    expect((await get('/sources')).body.sources[0]).toMatchObject({
      records: stored.length,
      reach: { datasets: 2, products: 2 },
    });
    const { sources } = (await get('/sources', PARTNER)).body;
    expect(sources[0]).toMatchObject({ reach: { products: 1 } });
    expect(sources[0]).not.toHaveProperty('records');
    expect(sources[0].reach).not.toHaveProperty('datasets');
  });
});
