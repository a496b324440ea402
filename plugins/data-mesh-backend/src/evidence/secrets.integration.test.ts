import { EVIDENCE_KINDS } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { company, STOCK, stockProduct } from '../__testUtils__/company';
import { listTables } from '../__testUtils__/listTables';
import { startDataMesh, tokenOf } from '../__testUtils__/startDataMesh';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(240_000);

const databases = createTestDatabases();
// Real files of the tools lie beside the repository where it is developed; they are read from there, never copied.
const FOLDER = resolve(__dirname, '../../../../../shared/standards');
const present = existsSync(`${FOLDER}/dbt`);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped proof must be seen
  console.log(
    'Skipped: no folder of dbt, OpenLineage and Soda files beside the repository',
  );
}

const SECRET = 'hunter2';
const TIME = new Date(Date.now() - 60_000).toISOString();

/** What a stored record may hold beside its columns. */
const FIELDS: Record<string, string[]> = {
  run: [
    'dataset.namespace',
    'dataset.name',
    'job.namespace',
    'job.name',
    'status',
  ],
  quality: [
    'dataset.namespace',
    'dataset.name',
    'rule.id',
    'rule.column',
    'rule.metric',
    'outcome',
    'value',
  ],
  freshness: ['dataset.namespace', 'dataset.name', 'loadedAt'],
  schema: [
    'dataset.namespace',
    'dataset.name',
    'columns[].name',
    'columns[].type',
  ],
  usage: [
    'dataset.namespace',
    'dataset.name',
    'principal',
    'consumer',
    'reads',
    'writer',
  ],
  change: ['repository', 'reference', 'groups[]', 'touches[]', 'bot'],
  incident: [
    'dataset.namespace',
    'dataset.name',
    'reference',
    'openedAt',
    'noticedBy',
    'firstActedAt',
    'firstActedGroups[]',
    'resolvedAt',
    'severity',
    'signature',
  ],
  support: [
    'dataset.namespace',
    'dataset.name',
    'reference',
    'askedAt',
    'askerGroups[]',
    'consumer',
    'answeredAt',
    'answeredGroups[]',
  ],
  agreement: [
    'dataset.namespace',
    'dataset.name',
    'reference',
    'consumer',
    'from',
    'until',
    'state',
  ],
  confirmation: ['dataset.namespace', 'dataset.name', 'consumer'],
  'policy-run': [
    'dataset.namespace',
    'dataset.name',
    'policy',
    'version',
    'outcome',
  ],
};

/** Paths of all leaves. */
function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap(item => leaves(item, `${path}[]`)))];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, item]) =>
      leaves(item, path === '' ? name : `${path}.${name}`),
    );
  }
  return [path];
}

/** The document with a secret in every object of it, in the shapes in which tools have them. */
function planted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(planted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return {
    env: { DBT_PASSWORD: `${SECRET}-env` },
    args: { vars: `${SECRET}-vars`, profiles_dir: `/home/${SECRET}/.dbt` },
    environmentVariables: [{ name: 'TOKEN', value: `${SECRET}-variable` }],
    connection_string: `postgres://ana:${SECRET}@db:5432/wh`,
    sql: { query: `select '${SECRET}'` },
    raw_code: `select '${SECRET}'`,
    owner: { name: `${SECRET}-name`, email: `${SECRET}@acme.example` },
    user_id: `${SECRET}-id`,
    title: `${SECRET}-title`,
    body: `${SECRET}-body`,
    ...Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, planted(item)]),
    ),
  };
}

/** With times that the door takes: the files are from long ago, and of some the times are place holders. */
function dated(text: string): string {
  return text
    .replace(/"\{\{ is_datetime\(result\) \}\}"/g, JSON.stringify(TIME))
    .replace(
      /"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?"/g,
      JSON.stringify(TIME),
    );
}

const GENERIC: object[] = EVIDENCE_KINDS.map(kind => ({
  kind,
  time: TIME,
  ...(kind === 'change' ? {} : { dataset: STOCK }),
  job: { namespace: `https://ana:${SECRET}@airflow.example`, name: 'x' },
  status: 'success',
  rule: { id: 'stock-unique' },
  outcome: 'pass',
  loadedAt: TIME,
  columns: [{ name: 'site', type: 'VARCHAR' }],
  consumer: 'component:default/demand-forecast-ai',
  reads: 1,
  repository: `https://ana:${SECRET}@git.example/wh/stock`,
  reference: `https://ana:${SECRET}@tracker.example/1`,
  author: { email: `${SECRET}@acme.example` },
  touches: ['code'],
  openedAt: TIME,
  noticedBy: 'monitor',
  firstActedAt: TIME,
  firstActedBy: { email: `${SECRET}@acme.example` },
  askedAt: TIME,
  asker: { email: `${SECRET}@acme.example` },
  answeredAt: TIME,
  answeredBy: { email: `${SECRET}@acme.example` },
  from: TIME,
  state: 'active',
  policy: 'owner-is-a-group',
  version: '1',
}));

const EVENT = {
  eventType: 'COMPLETE',
  eventTime: TIME,
  run: { runId: '1', facets: { spark_properties: { password: SECRET } } },
  job: {
    namespace: `https://ana:${SECRET}@airflow.example`,
    name: 'stock_daily',
    facets: { sql: { query: `select '${SECRET}'` } },
  },
  inputs: [
    {
      namespace: `postgres://ana:${SECRET}@db:5432`,
      name: 'wh.raw.lines',
      facets: {
        dataSource: { name: SECRET, uri: `postgres://ana:${SECRET}@db:5432` },
        ownership: { owners: [{ name: `user:${SECRET}` }] },
      },
    },
  ],
  outputs: [
    {
      ...STOCK,
      facets: {
        schema: {
          fields: [{ name: 'article', type: 'VARCHAR', description: SECRET }],
        },
        dataQualityAssertions: {
          assertions: [
            {
              assertion: 'not_null',
              column: 'site',
              success: true,
              actual: SECRET,
              content: SECRET,
            },
          ],
        },
      },
    },
  ],
};

const MERGED = [
  {
    url: 'https://api.github.example/repos/wh/stock/pulls/7',
    html_url: 'https://github.example/wh/stock/pull/7',
    user: { login: SECRET, type: 'User' },
    merged_at: TIME,
    merge_commit_sha: 'a1b2c3',
    base: {
      ref: 'main',
      repo: {
        html_url: 'https://github.example/wh/stock',
        default_branch: 'main',
      },
    },
  },
  {
    iid: 7,
    web_url: 'https://git.example/wh/stock/-/merge_requests/7',
    merged_at: TIME,
    merge_commit_sha: 'b1b2c3',
    author: { username: SECRET },
  },
];

const EXPECTATIONS = {
  success: true,
  results: [
    {
      success: true,
      expectation_config: {
        expectation_type: 'expect_column_values_to_not_be_null',
        kwargs: { column: 'site' },
        meta: { quality_id: 'stock-complete', notes: SECRET },
      },
      result: { partial_unexpected_list: [SECRET] },
    },
  ],
  statistics: { evaluated_expectations: 1 },
  meta: {
    run_id: { run_time: TIME, run_name: 'nightly' },
    active_batch_definition: {
      datasource_name: SECRET,
      data_asset_name: 'stock_levels',
    },
  },
};

describe.each(databases.eachSupportedId())('secrets, %s', id => {
  async function start() {
    const knex: Knex = await databases.init(id);
    const world = await startDataMesh({
      knex,
      catalog: new TestCatalog([...company(), stockProduct()]),
      config: {
        publishers: [
          {
            id: 'warehouse',
            subject: 'external:warehouse',
            witness: 'platform',
            namespace: STOCK.namespace,
          },
        ],
      },
    });
    const post = async (body: string) => {
      const { status, body: receipt } = await request(world.server)
        .post('/api/data-mesh/evidence')
        .set('Authorization', tokenOf('external:warehouse'))
        .set('Content-Type', 'application/json')
        .send(body);
      expect(status).toBe(200);
      return receipt as { accepted: number; rejected: unknown[] };
    };
    /** Everything that is stored, of every table. */
    const stored = async () => {
      const tables = await listTables(knex);
      const rows = await Promise.all(
        tables.map(table => knex(table).select('*')),
      );
      return JSON.stringify(rows);
    };
    /** Fields beside those that a record may have. */
    const beyond = async () => {
      const rows = await knex('evidence').select('kind', 'payload');
      return [
        ...new Set(
          rows.flatMap(({ kind, payload }) =>
            leaves(JSON.parse(payload))
              .filter(path => !FIELDS[kind].includes(path))
              // An empty list has no leaves.
              .map(path => `${kind} ${path}`),
          ),
        ),
      ];
    };
    return { ...world, post, stored, beyond };
  }

  it('are in no table, whatever format they come in', async () => {
    const world = await start();
    try {
      const bodies = [
        JSON.stringify(planted(GENERIC)),
        JSON.stringify(planted([EVENT])),
        JSON.stringify(planted(MERGED)),
        JSON.stringify(planted(EXPECTATIONS)),
      ];
      const accepted = [];
      for (const body of bodies) {
        const receipt = await world.post(body);
        expect(receipt.rejected).toEqual([]);
        accepted.push(receipt.accepted);
      }
      // Each kind; a run, columns, a read and a result; two merges; an expectation.
      expect(accepted).toEqual([EVIDENCE_KINDS.length, 4, 2, 1]);
      expect((await world.stored()).includes(SECRET)).toBe(false);
      expect(await world.beyond()).toEqual([]);
    } finally {
      await world.stop();
    }
  });

  (present ? describe : describe.skip)('of real files', () => {
    it('are in no table', async () => {
      const world = await start();
      try {
        const files = [
          ['dbt/fail.manifest.json', 'dbt/fail.run_results.json'],
          ['dbt/test.manifest.json', 'dbt/test.run_results.json'],
          [
            'dbt/no_test_metadata.manifest.json',
            'dbt/no_test_metadata.run_results.json',
          ],
          ['dbt/portal.run_results.json'],
          ...[
            'dbt_fail',
            'dbt_no_test_metadata',
            'dbt_test',
            'example_full_event',
            'postgres_build',
            'postgres_test',
          ].map(name => [`openlineage/events/${name}.json`]),
          ['soda/soda_results.json'],
        ];
        let accepted = 0;
        for (const body of files) {
          const text = body.map(file =>
            dated(readFileSync(`${FOLDER}/${file}`, 'utf8')),
          );
          accepted += (await world.post(text.join('\n'))).accepted;
          await world.post(
            text
              .map(document => JSON.stringify(planted(JSON.parse(document))))
              .join('\n'),
          );
        }
        expect(accepted).toBeGreaterThan(60);
        const stored = await world.stored();
        expect(stored.includes(SECRET)).toBe(false);
        // What the real files hold of code, machines and people.
        for (const trace of [
          'select ',
          '/home/',
          '/usr/',
          'invocation',
          'profiles',
          'user_id',
          'postgresql://',
          'password',
        ]) {
          expect({
            trace,
            found: stored.toLowerCase().includes(trace),
          }).toEqual({
            trace,
            found: false,
          });
        }
        expect(await world.beyond()).toEqual([]);
      } finally {
        await world.stop();
      }
    });
  });
});
