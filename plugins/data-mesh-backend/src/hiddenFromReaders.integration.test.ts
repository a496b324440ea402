import { createMockDirectory } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import request from 'supertest';
import { STOCK } from './__testUtils__/company';
import {
  DOCUMENTS,
  SECRET,
  secretCatalog,
  secretRecords,
  visibleRecords,
} from './__testUtils__/secretWorld';
import {
  LIMITED,
  PARTNER,
  startDataMesh,
  STRANGER,
  TestClock,
  tokenOf,
  until,
} from './__testUtils__/startDataMesh';
import { createTestDatabases } from './__testUtils__/testDatabases';
import { mockCredentials } from '@backstage/backend-test-utils';
import { loadOpenApiDocument } from './schema';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const NOW = Date.parse('2026-11-23T10:00:00Z');

/** The same moment in every world, so that even times can be compared. */
class StoppedClock extends TestClock {
  now(): number {
    return NOW;
  }
}

interface Question {
  path: string;
  /** Sent where there is one. */
  record?: object;
  /** Sent as the whole body, where there is one. */
  body?: object;
  /** `post` unless named, where something is sent, else `get`. */
  method?: 'put' | 'delete';
}

const get = (...paths: string[]): Question[] => paths.map(path => ({ path }));

const CHECKS = [
  'owner-resolves',
  'runs-seen',
  'schema-seen',
  'quality-measured',
  'timeliness-measured',
  'served',
  'owner-changes-it',
  'read-by-others',
];

const RUN = {
  kind: 'run',
  time: new Date(NOW - 3_600_000).toISOString(),
  job: { namespace: 'airflow-prod', name: 'x' },
  status: 'success',
};

/** What is asked of each route of openapi.yaml. A route without questions fails the test. */
const QUESTIONS: Record<string, (recordIds: string[]) => Question[]> = {
  'get /evidence/{id}': recordIds =>
    get(...recordIds.map(id => `/evidence/${id}`), '/evidence/none'),
  'get /sources': () => get('/sources'),
  'get /candidates': () =>
    get(
      '/candidates',
      '/candidates?limit=1',
      `/candidates?q=${SECRET}`,
      `/candidates?domain=${SECRET}-team`,
      '/candidates?source=dbt',
      '/candidates?standing=served',
      '/candidates?rule=little-demand&rule=no-reader',
    ),
  'put /candidates/{source}': () => [
    { path: '/candidates/dbt', body: { dataSets: [] }, method: 'put' },
  ],
  'delete /candidates/{source}': () => [
    { path: '/candidates/dbt', body: {}, method: 'delete' },
    { path: `/candidates/${SECRET}`, body: {}, method: 'delete' },
  ],
  'get /products': () =>
    get(
      '/products',
      '/products?limit=1',
      `/products?q=${SECRET}`,
      `/products?consumer=component:default/${SECRET}-room`,
      '/products?consumer=component:default/board-room',
      '/products?consumer=component:default/demand-forecast-ai',
      `/products?domain=domain:default/${SECRET}`,
      '/products?domain=domain:default/holding',
      '/products?domain=domain:default/operations',
      `/products?owner=group:default/${SECRET}-team`,
      ...[0, 1, 2, 3].map(level => `/products?level=${level}`),
    ),
  'get /products/{namespace}/{name}': () =>
    get(
      '/products/default/inventory',
      '/products/default/shelves',
      `/products/default/${SECRET}-targets`,
      '/products/default/board-plan',
    ),
  'get /products/{namespace}/{name}/scorecard': () =>
    get(
      '/products/default/inventory/scorecard',
      '/products/default/shelves/scorecard',
      `/products/default/${SECRET}-targets/scorecard`,
    ),
  'get /products/{namespace}/{name}/checks/{id}/records': () =>
    get(
      ...['inventory', `${SECRET}-targets`].flatMap(name =>
        [...CHECKS, 'none'].map(
          id => `/products/default/${name}/checks/${id}/records?limit=300`,
        ),
      ),
    ),
  'get /products/{namespace}/{name}/evidence': () =>
    get(
      ...['inventory', `${SECRET}-targets`].flatMap(name =>
        [
          'limit=500',
          'limit=1',
          'limit=3&kind=usage',
          'kind=change',
          'counted=false',
          'outcome=missed&limit=2',
        ].map(query => `/products/default/${name}/evidence?${query}`),
      ),
    ),
  'get /products/{namespace}/{name}/jobs': () =>
    get(
      '/products/default/inventory/jobs',
      `/products/default/${SECRET}-targets/jobs`,
    ),
  'get /products/{namespace}/{name}/schemas': () =>
    get(
      '/products/default/inventory/schemas',
      `/products/default/${SECRET}-targets/schemas`,
    ),
  'get /products/{namespace}/{name}/slos': () =>
    get(
      '/products/default/inventory/slos',
      `/products/default/${SECRET}-targets/slos`,
    ),
  'get /products/{namespace}/{name}/slos/records': () =>
    get(
      ...['inventory', `${SECRET}-targets`].flatMap(name =>
        ['timeliness', 'rule stock-unique', 'none'].map(
          key =>
            `/products/default/${name}/slos/records?limit=300&slo=${encodeURIComponent(
              `stock-levels@2 ${key}`,
            )}`,
        ),
      ),
    ),
  'get /domains': () => get('/domains'),
  'get /domains/{namespace}/{name}': () =>
    get(
      ...['operations', 'supply-chain', 'sites', 'holding', SECRET].map(
        name => `/domains/default/${name}`,
      ),
    ),
  'get /overview': () => get('/overview'),
  'get /problems': () =>
    get(
      '/problems',
      ...[
        'dataproduct:default/inventory',
        `dataproduct:default/${SECRET}-targets`,
        `component:default/${SECRET}-room`,
        `domain:default/${SECRET}`,
      ].map(ref => `/problems?ref=${ref}`),
    ),
  'get /operations': () => get('/operations'),
  'post /products/{namespace}/{name}/contradictions/{kind}/replies': () =>
    ['inventory', `${SECRET}-targets`].map(name => ({
      path: `/products/default/${name}/contradictions/owner/replies`,
      body: { type: 'answer', text: 'Somebody says' },
    })),
  'post /products/{namespace}/{name}/contradictions/{kind}/replies/{id}/withdraw':
    () =>
      ['inventory', `${SECRET}-targets`].map(name => ({
        path: `/products/default/${name}/contradictions/owner/replies/none/withdraw`,
        body: {},
      })),
  'get /attestations': () =>
    get(
      ...[
        'dataproduct:default/inventory',
        `dataproduct:default/${SECRET}-targets`,
        'domain:default/supply-chain',
        `domain:default/${SECRET}`,
      ].map(subject => `/attestations?subject=${subject}`),
    ),
  'post /attestations': () =>
    [`dataproduct:default/${SECRET}-targets`, `domain:default/${SECRET}`].map(
      subject => ({
        path: '/attestations',
        body: { subject, about: 'on-call', text: 'Somebody answered' },
      }),
    ),
  'post /attestations/{id}/withdraw': () =>
    ['by-hidden', 'about-hidden', 'none'].map(id => ({
      path: `/attestations/${id}/withdraw`,
      body: {},
    })),
  // These come last, because they may change what the others answer.
  'post /evidence': () =>
    [
      { product: `dataproduct:default/${SECRET}-targets` },
      { product: 'dataproduct:default/decoy' },
      { dataset: { ...STOCK, name: `wh.inventory.${SECRET}_targets` } },
    ].map(about => ({ path: '/evidence', record: { ...RUN, ...about } })),
  'post /api/v1/lineage': () =>
    [`wh.inventory.${SECRET}_targets`, 'wh.inventory.nobody_knows'].map(
      name => ({
        path: '/api/v1/lineage',
        record: {
          eventType: 'COMPLETE',
          eventTime: RUN.time,
          job: RUN.job,
          outputs: [{ ...STOCK, name }],
        },
      }),
    ),
  'delete /products/{namespace}/{name}/evidence': () =>
    ['inventory', `${SECRET}-targets`, 'decoy', 'none'].map(name => ({
      method: 'delete',
      path: `/products/default/${name}/evidence?reason=to+see+what+comes`,
    })),
  'get /products/{namespace}/{name}/evidence/deletion': () =>
    get(
      ...['inventory', `${SECRET}-targets`, 'none'].map(
        name => `/products/default/${name}/evidence/deletion`,
      ),
    ),
};

/** What a visible person says of a visible product; and, with secrets, what somebody hidden says of it, or somebody of what is hidden. */
function attestations(withSecret: boolean): object[] {
  const said = (id: string, subject: string, attester: string) => ({
    id,
    subject_ref: subject,
    about: 'on-call',
    text: id === 'visible' ? 'Somebody answered' : `About the ${SECRET}`,
    attester,
    relation: 'consumer',
    on_behalf_of:
      id === 'about-hidden' ? null : `component:default/${SECRET}-room`,
    valid_from: NOW,
    expires_at: NOW + 24 * 3_600_000,
    created_at: NOW,
    request_key: id,
    request_digest: id,
  });
  const inventory = 'dataproduct:default/inventory';
  return [
    {
      ...said('visible', inventory, 'user:default/ben'),
      on_behalf_of: null,
    },
    ...(withSecret
      ? [
          said('by-hidden', inventory, 'user:default/zoe'),
          said(
            'about-hidden',
            `dataproduct:default/${SECRET}-targets`,
            'user:default/ben',
          ),
        ]
      : []),
  ];
}

/** What a warehouse tells of its data sets; those of hidden products are there in one world and not in the other, and read what is visible. */
function graph(withSecret: boolean): object {
  const table = (name: string, group: string, upstream: string[] = []) => ({
    ...STOCK,
    id: name,
    name: `wh.inventory.${name}`,
    group,
    upstream,
  });
  const secret = `${SECRET}_targets`;
  return {
    dataSets: [
      table('stock_levels', 'supply-chain'),
      table('movements', 'supply-chain'),
      table('plan', 'planning', ['movements']),
      ...(withSecret
        ? [
            table(secret, `${SECRET}-team`, ['movements', 'stock_levels']),
            table('after', 'planning', [secret]),
          ]
        : [table('after', 'planning')]),
    ],
    uses: [
      {
        id: 'forecast',
        name: 'Forecast',
        kind: 'ml',
        ai: true,
        group: 'planning',
        reads: ['movements', ...(withSecret ? [secret] : [])],
      },
      ...(withSecret
        ? [
            {
              id: SECRET,
              name: SECRET,
              kind: 'ml',
              ai: true,
              reads: [secret],
            },
          ]
        : []),
    ],
  };
}

/** Who asks: two people of whom one sees a part and one nothing, and a token that is limited to this plugin. */
const READERS: Record<string, string> = {
  partner: mockCredentials.user.header(PARTNER),
  stranger: mockCredentials.user.header(STRANGER),
  'limited token': tokenOf(LIMITED),
};

type Answers = Record<string, { status: number; body: unknown }>;

it('asks every route', () => {
  const routes = Object.entries(loadOpenApiDocument().paths).flatMap(
    ([path, operations]) =>
      Object.keys(operations ?? {}).map(method => `${method} ${path}`),
  );
  expect(Object.keys(QUESTIONS).sort()).toEqual(routes.sort());
});

describe.each(databases.eachSupportedId())('hidden from readers, %s', id => {
  const directory = createMockDirectory();
  const running: (() => Promise<void>)[] = [];

  beforeEach(() => {
    directory.setContent(
      Object.fromEntries(
        Object.entries(DOCUMENTS).flatMap(([folder, document]) => [
          [`${folder}/catalog-info.yaml`, ''],
          [`${folder}/contracts/stock-levels.odcs.yaml`, document],
        ]),
      ),
    );
  });

  afterEach(async () => {
    for (const stop of running.splice(0)) {
      await stop();
    }
  });

  async function startWorld(options: {
    withSecret: boolean;
    withDecoy: boolean;
  }) {
    const knex: Knex = await databases.init(id);
    const world = await startDataMesh({
      knex,
      clock: new StoppedClock(),
      catalog: secretCatalog({
        ...options,
        base: folder =>
          `file:${directory.resolve(`${folder}/catalog-info.yaml`)}`,
        partner: PARTNER,
        stranger: STRANGER,
      }),
      config: {
        centralGroups: ['group:default/central-data'],
        evidence: {
          principals: [
            {
              principal: `SVC_${SECRET}`,
              consumer: `component:default/${SECRET}-room`,
            },
          ],
        },
        publishers: [
          {
            id: 'warehouse',
            title: 'Warehouse',
            subject: 'external:warehouse',
            witness: 'platform',
          },
          {
            id: 'limited',
            title: 'Limited',
            subject: LIMITED,
            witness: 'self',
            products: ['dataproduct:default/inventory'],
          },
        ],
      },
    });
    running.push(world.stop);
    const products =
      2 + (options.withDecoy ? 1 : 0) + (options.withSecret ? 3 : 0);
    const allJudged = async () =>
      (await knex('scorecards').select('subject_ref')).length === products &&
      (await knex('evaluation_queue').select('subject_ref')).length === 0;
    await until('all products are judged', allJudged);
    const { body } = await world.send([
      ...visibleRecords(NOW),
      ...secretRecords(NOW, options.withSecret),
    ]);
    expect(body).toMatchObject({ rejected: [], duplicates: 0 });
    await until('all records are judged', allJudged);
    const told = await world.sendCandidates('dbt', graph(options.withSecret));
    expect(told.body).toMatchObject({ problems: [] });
    await knex('attestations').insert(attestations(options.withSecret));
    const recordIds: string[] = await knex('evidence')
      .orderBy('id')
      .pluck('id');
    return { ...world, knex, recordIds };
  }

  async function ask(
    world: Awaited<ReturnType<typeof startWorld>>,
    recordIds: string[],
    authorization: string | undefined,
  ): Promise<Answers> {
    const answers: Answers = {};
    for (const questions of Object.values(QUESTIONS)) {
      for (const question of questions(recordIds)) {
        const { path, record, body: whole, method } = question;
        const address = `/api/data-mesh${path}`;
        const sent = record ? [record] : whole;
        const asked = sent
          ? request(world.server)[method ?? 'post'](address).send(sent)
          : request(world.server)[method ?? 'get'](address);
        const { status, body } = await (authorization
          ? asked.set('Authorization', authorization)
          : asked);
        const name = question.method ? `${path} ${method} ` : `${path} `;
        answers[`${name}${sent ? JSON.stringify(sent) : ''}`] = {
          status,
          body,
        };
      }
    }
    return answers;
  }

  it('is told by nothing: every answer is the same as where it does not exist', async () => {
    const without = await startWorld({ withSecret: false, withDecoy: true });
    const withSecret = await startWorld({ withSecret: true, withDecoy: true });
    expect(withSecret.recordIds).toEqual(
      expect.arrayContaining(without.recordIds),
    );
    for (const [reader, authorization] of Object.entries(READERS)) {
      const expected = await ask(without, withSecret.recordIds, authorization);
      const answers = await ask(
        withSecret,
        withSecret.recordIds,
        authorization,
      );
      for (const [question, answer] of Object.entries(answers)) {
        expect({ reader, question, answer }).toEqual({
          reader,
          question,
          answer: expected[question],
        });
        const told = JSON.stringify(answer.body)
          // The question comes back with an error.
          .split(question.split(' ')[0])
          .join('')
          .replace(/"message":"[^"]*"/, '');
        expect({ question, told }).toEqual({
          question,
          told: expect.not.stringContaining(SECRET),
        });
      }
    }
  });

  it('is told to those who may know, in answers to most routes', async () => {
    const world = await startWorld({ withSecret: true, withDecoy: true });
    const answers = await ask(
      world,
      world.recordIds,
      mockCredentials.user.header('user:default/ana'),
    );
    const telling = Object.keys(QUESTIONS).filter(route =>
      QUESTIONS[route](world.recordIds).some(
        ({ path, record, body: whole, method }) => {
          if (whole) {
            return false;
          }
          const { status, body } =
            answers[
              `${path} ${method ? `${method} ` : ''}${
                record ? JSON.stringify([record]) : ''
              }`
            ];
          return (
            (status === 200 || status === 202) &&
            JSON.stringify(body).split(path).join('').includes(SECRET)
          );
        },
      ),
    );
    expect(telling.sort()).toEqual(
      Object.keys(QUESTIONS)
        // The health report counts, and names only products that cannot be judged; jobs have names of their own.
        .filter(
          route =>
            !/^(post|put) |^delete .candidates/.test(route) &&
            route !== 'get /operations' &&
            route !== 'get /products/{namespace}/{name}/jobs',
        )
        .sort(),
    );
    expect(answers['/operations '].status).toBe(200);
    expect(answers['/overview '].body).toMatchObject({
      totals: { records: world.recordIds.length, partlyHidden: false },
    });
  });

  it('leaves no trace but the note that something is hidden, where nothing else was', async () => {
    const nothing = await startWorld({ withSecret: false, withDecoy: false });
    const withDecoy = await startWorld({ withSecret: false, withDecoy: true });
    const expected = await ask(nothing, nothing.recordIds, READERS.partner);
    const answers = await ask(withDecoy, nothing.recordIds, READERS.partner);
    const different = Object.keys(answers).filter(
      question =>
        JSON.stringify(answers[question]) !==
        JSON.stringify(expected[question]),
    );
    const [ofNoProduct] = await nothing
      .knex('evidence')
      .where('dataset_key', 'like', '%nobody.knows')
      .pluck('id');
    expect(different.map(question => question.trim()).sort()).toEqual([
      ...Object.keys(answers)
        .filter(question => /^\/candidates\S* $/.test(question))
        .map(question => question.trim())
        .sort(),
      '/domains',
      '/domains/default/operations',
      '/domains/default/supply-chain',
      `/evidence/${ofNoProduct}`,
      '/overview',
      '/sources',
    ]);
  });

  it('lets nobody in without credentials', async () => {
    const world = await startWorld({ withSecret: false, withDecoy: false });
    const answers = await ask(world, world.recordIds.slice(0, 1), undefined);
    for (const [question, { status }] of Object.entries(answers)) {
      expect([question, status]).toEqual([question, 401]);
    }
  });
});
