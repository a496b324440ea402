import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { generateManifest } from './__testUtils__/generateManifest';
import { CandidateFiles, MOST_DATA_SETS } from './CandidateFiles';
import { foldCandidates } from './foldCandidates';

type Files = Record<string, string | object>;

function read(
  files: Files,
  options: { namespace?: string; chunk?: number } = {},
) {
  const all = CandidateFiles.create(options);
  const formats = Object.entries(files).map(([name, content]) => {
    const bytes = Buffer.from(
      typeof content === 'string' ? content : JSON.stringify(content),
    );
    const file = all.open(name);
    const size = options.chunk ?? bytes.length;
    for (let at = 0; at < bytes.length; at += size) {
      file.push(bytes.subarray(at, at + size));
    }
    return file.end();
  });
  const graph = all.graph();
  return {
    formats,
    graph,
    problems: all.problems.items,
    names: graph.dataSets.map(({ name }) => name),
    of: (name: string) => graph.dataSets.find(item => item.name === name)!,
  };
}

const metadata = (version: number | string) => ({
  dbt_schema_version: `https://schemas.getdbt.com/dbt/manifest/v${version}.json`,
});

function manifest(version: number | string = 12) {
  const node = (name: string, more: object, on: string[] = []) => ({
    resource_type: 'model',
    name,
    database: 'WH',
    schema: 'sales',
    package_name: 'shop',
    depends_on: { nodes: on },
    ...more,
  });
  return {
    metadata: metadata(version),
    nodes: {
      'model.shop.stg_orders': node(
        'stg_orders',
        {
          group: 'sales',
          access: 'private',
          fqn: ['shop', 'staging', 'stg_orders'],
          config: { materialized: 'ephemeral' },
        },
        ['source.shop.erp.orders'],
      ),
      'model.shop.orders': node(
        'orders',
        {
          config: {
            group: 'sales',
            access: 'public',
            meta: { domain: 'commerce' },
          },
          description: 'One row per order',
          tags: ['daily'],
          meta: { owner: 'jane.doe@example.com' },
          env: { PASSWORD: 'secret' },
        },
        ['model.shop.stg_orders'],
      ),
      'test.shop.unique_orders': {
        resource_type: 'test',
        attached_node: 'model.shop.orders',
        depends_on: { nodes: ['model.shop.orders', 'model.shop.stg_orders'] },
      },
      'analysis.shop.once': { resource_type: 'analysis', name: 'once' },
    },
    sources: {
      'source.shop.erp.orders': {
        resource_type: 'source',
        name: 'orders',
        identifier: 'RAW_ORDERS',
        database: 'WH',
        schema: 'erp',
      },
    },
    metrics: {
      'metric.shop.revenue': {
        depends_on: { nodes: ['semantic_model.shop.orders'] },
      },
    },
    semantic_models: {
      'semantic_model.shop.orders': {
        depends_on: { nodes: ['model.shop.orders'] },
      },
    },
    exposures: {
      'exposure.shop.forecast': {
        name: 'forecast',
        label: 'Demand forecast',
        type: 'ml',
        owner: { name: 'Planning', email: 'jane.doe@example.com' },
        depends_on: { nodes: ['metric.shop.revenue'] },
      },
      'exposure.shop.board': {
        name: 'board',
        type: 'dashboard',
        owner: { name: 'Jane Doe' },
        depends_on: { nodes: ['model.shop.orders'] },
      },
      'exposure.shop.helper': {
        name: 'helper',
        type: 'application',
        tags: ['AI'],
        config: { meta: { team: 'service' } },
        depends_on: { nodes: ['model.shop.orders'] },
      },
    },
    groups: {
      'group.shop.planning': {
        name: 'planning',
        owner: { name: 'Jane Doe', email: 'jane.doe@example.com' },
      },
    },
  };
}

describe('dbt manifests', () => {
  it.each([10, 11, 12])('v%p', version => {
    const { formats, graph, problems, of } = read(
      { 'manifest.json': manifest(version) },
      { namespace: 'snowflake://acme.eu' },
    );
    expect(problems).toEqual([]);
    expect(formats).toEqual(['dbt-manifest']);
    expect(of('WH.sales.orders')).toEqual({
      id: 'snowflake://acme.eu|wh.sales.orders',
      namespace: 'snowflake://acme.eu',
      name: 'WH.sales.orders',
      title: 'orders',
      kind: 'model',
      group: 'sales',
      domain: 'commerce',
      project: 'shop',
      access: 'public',
      tests: 1,
      described: true,
      tags: ['daily'],
      upstream: ['snowflake://acme.eu|wh.sales.stg_orders'],
    });
    expect(of('WH.sales.stg_orders')).toMatchObject({
      access: 'private',
      ephemeral: true,
      stage: 'staging',
      upstream: ['snowflake://acme.eu|wh.erp.raw_orders'],
    });
    expect(of('WH.erp.RAW_ORDERS')).toMatchObject({ kind: 'source' });
    const reads = ['snowflake://acme.eu|wh.sales.orders'];
    expect(graph.uses).toEqual([
      { id: 'exposure.shop.board', name: 'board', kind: 'dashboard', reads },
      {
        id: 'exposure.shop.forecast',
        name: 'Demand forecast',
        kind: 'ml',
        ai: true,
        group: 'planning',
        reads,
      },
      {
        id: 'exposure.shop.helper',
        name: 'helper',
        kind: 'application',
        ai: true,
        group: 'service',
        reads,
      },
    ]);
  });

  it('keeps no person and no secret', () => {
    const { graph } = read({ 'manifest.json': manifest() });
    expect(JSON.stringify(graph)).not.toMatch(/jane|doe|@|secret|password/i);
  });

  it('is read the same in pieces of any size', () => {
    const whole = read({ 'manifest.json': manifest() }).graph;
    for (const chunk of [1, 7, 1000]) {
      expect(read({ 'manifest.json': manifest() }, { chunk }).graph).toEqual(
        whole,
      );
    }
  });

  it.each<[string, string | object, string | undefined, string]>([
    [
      'a newer schema',
      manifest(13),
      'metadata.dbt_schema_version',
      "v13.json' is no manifest of a known version; v1 to v12 are read",
    ],
    [
      'no schema',
      { nodes: {}, sources: { 'source.a.b.c': { name: 'c' } } },
      'metadata.dbt_schema_version',
      'is missing; is this a manifest as dbt wrote it?',
    ],
    [
      'a node without a name',
      { metadata: metadata(12), nodes: { 'model.shop.x': {} } },
      'nodes.model.shop.x.name',
      'has no name, or one of more than 1,000 characters',
    ],
    [
      'a node that is broken',
      `{"metadata":${JSON.stringify(
        metadata(12),
      )},"nodes":{"model.a.b":{"x":tru},"model.a.c":{"name":"c"}}}`,
      'nodes.model.a.b',
      'not JSON',
    ],
    [
      'a file that was cut off',
      JSON.stringify(manifest()).slice(0, -10),
      undefined,
      'was cut off, send it again whole; what came before it was read',
    ],
    ['nothing', ' \n', undefined, 'is empty'],
  ])(
    'tells file and field of %s, and reads the rest',
    (_, file, path, reason) => {
      const { problems, names } = read({
        'bad/manifest.json': file,
        'good/manifest.json': {
          metadata: metadata(12),
          nodes: { 'model.good.one': { name: 'one' } },
        },
      });
      expect(problems).toEqual([
        {
          file: 'bad/manifest.json',
          ...(path === undefined ? {} : { path }),
          reason: expect.stringContaining(reason),
        },
      ]);
      expect(names).toContain('one');
    },
  );

  it('says nothing of another file of dbt', () => {
    const { formats, problems, names } = read({
      'run_results.json': {
        metadata: {
          dbt_schema_version:
            'https://schemas.getdbt.com/dbt/run-results/v6.json',
        },
        results: [{ unique_id: 'model.a.b' }],
      },
    });
    expect([formats, problems, names]).toEqual([[undefined], [], []]);
  });

  it('joins projects where one has as a source what the other makes', () => {
    const maker = {
      metadata: metadata(12),
      nodes: {
        'model.a.orders': {
          name: 'orders',
          schema: 's',
          group: 'sales',
          package_name: 'a',
        },
      },
    };
    const reader = {
      metadata: metadata(12),
      nodes: {
        'model.b.revenue': {
          name: 'revenue',
          schema: 's',
          group: 'finance',
          package_name: 'b',
          depends_on: { nodes: ['source.b.s.orders'] },
        },
      },
      sources: {
        'source.b.s.orders': { name: 'orders', schema: 'S', package_name: 'b' },
      },
    };
    const one = read({ 'a.json': maker, 'b.json': reader }).graph;
    expect(read({ 'b.json': reader, 'a.json': maker }).graph).toEqual(one);
    expect(one.dataSets).toMatchObject([
      { id: '|s.orders', kind: 'model', group: 'sales', project: 'a' },
      { upstream: ['|s.orders'] },
    ]);
  });
});

const event = (
  job: string,
  inputs: string[],
  outputs: string[],
  more: object = {},
) => ({
  eventTime: '2026-11-20T10:00:00Z',
  eventType: 'COMPLETE',
  job: {
    namespace: 'airflow-prod',
    name: job.split('/')[1],
    facets: { ownership: { owners: [{ name: `team:${job.split('/')[0]}` }] } },
  },
  inputs: inputs.map(name => ({ namespace: 'pg://h', name })),
  outputs: outputs.map(name => ({ namespace: 'pg://h', name })),
  ...more,
});

describe('OpenLineage events', () => {
  const events = [
    event('sales/load', ['raw'], ['orders']),
    event('sales/load', ['raw'], ['orders']),
    event('finance/report', ['orders'], []),
    event('planning/plan', ['orders'], ['plan']),
    event('planning/jane@example.com', ['plan'], []),
    event('planning/check', ['plan'], ['audit'], {
      job: {
        namespace: 'planning',
        name: 'check',
        facets: { jobType: { jobType: 'TEST' } },
      },
    }),
  ];

  it.each<[string, string]>([
    ['a list', JSON.stringify(events)],
    ['one per line', events.map(item => JSON.stringify(item)).join('\n')],
    [
      'one behind the other, over lines',
      events.map(item => JSON.stringify(item, undefined, 2)).join('\n'),
    ],
  ])('as %s', (_, content) => {
    const { graph, problems, formats } = read({ 'events.ndjson': content });
    expect([formats, problems]).toEqual([['openlineage'], []]);
    expect(graph.dataSets).toEqual([
      {
        id: 'pg://h|orders',
        namespace: 'pg://h',
        name: 'orders',
        kind: 'table',
        group: 'sales',
        upstream: ['pg://h|raw'],
      },
      {
        id: 'pg://h|plan',
        namespace: 'pg://h',
        name: 'plan',
        kind: 'table',
        group: 'planning',
        upstream: ['pg://h|orders'],
      },
      { id: 'pg://h|raw', namespace: 'pg://h', name: 'raw', kind: 'table' },
    ]);
    expect(graph.uses).toEqual([
      {
        id: 'job airflow-prod/report',
        name: 'report',
        kind: 'job',
        group: 'finance',
        reads: ['pg://h|orders'],
      },
    ]);
    const { items } = foldCandidates(graph);
    expect(items[0]).toMatchObject({ name: 'orders', otherGroups: 2, rank: 1 });
  });

  it('does not know whose a data set is that several groups write', () => {
    const { of } = read({
      e: [event('a/x', [], ['t']), event('b/y', [], ['t'])],
    });
    expect(of('t')).not.toHaveProperty('group');
  });

  it('takes neither a scheduler nor a person for a group', () => {
    const owned = (...owners: string[]) =>
      read({
        e: [
          event('x/load', [], ['t'], {
            job: {
              namespace: 'airflow-prod',
              name: 'load',
              facets: {
                ownership: { owners: owners.map(name => ({ name })) },
              },
            },
          }),
        ],
      }).of('t').group;
    expect(owned()).toBeUndefined();
    expect(owned('Ana Person')).toBeUndefined();
    expect(owned('Ana Person', 'group:default/sales')).toBe('sales');
    expect(owned('team:sales', 'team:stores')).toBeUndefined();
  });

  it('leaves a group that a project names as it is', () => {
    const { of } = read(
      {
        e: [event('airflow/run', [], ['WH.sales.orders'])],
        m: manifest(),
      },
      { namespace: 'pg://h' },
    );
    expect(of('WH.sales.orders').group).toBe('sales');
  });

  it('counts rules that ran once, however often they ran', () => {
    const tested = {
      namespace: 'pg://h',
      name: 't',
      facets: {
        dataQualityAssertions: {
          assertions: [
            { assertion: 'unique', column: 'id', success: true },
            { assertion: 'not_null', column: 'id', success: false },
          ],
        },
      },
    };
    const { of } = read({
      e: [
        event('a/x', [], [], { inputs: [tested] }),
        event('a/x', [], [], { inputs: [tested] }),
      ],
    });
    expect(of('t').tests).toBe(2);
  });

  it('names the event that has no job', () => {
    const { problems, names } = read({
      'events.json': [
        event('a/x', ['one'], []),
        { eventTime: '2026-11-20T10:00:00Z', job: { name: 'x' } },
      ],
    });
    expect(problems).toEqual([
      {
        file: 'events.json',
        path: '[1].job',
        reason: 'has no namespace or no name',
      },
    ]);
    expect(names).toEqual(['one']);
  });
});

describe('documents of ODPS and ODCS', () => {
  const contract = (id: string, table: string, domain: string) => `
kind: DataContract
apiVersion: v3.0.2
id: ${id}
version: 1.0.0
status: active
domain: ${domain}
team:
  - username: jane.doe@example.com
servers:
  - { server: prod, type: postgresql, environment: prod, host: h, port: 5432, database: wh, schema: s }
schema:
  - name: ${table}
    quality:
      - { type: library, rule: duplicateCount, mustBe: 0 }
    properties:
      - { name: id, logicalType: integer, quality: [{ type: library, rule: nullCheck, mustBe: 0 }] }
`;
  const product = (
    name: string,
    domain: string,
    reads: string,
    serves: string,
  ) => `
kind: DataProduct
apiVersion: v1.0.0
id: ${name}
name: ${name}
status: active
domain: ${domain}
inputPorts:
  - { name: in, version: 1.0.0, contractId: ${reads} }
outputPorts:
  - { name: out, version: 1.0.0, contractId: ${serves} }
`;

  const files = {
    'orders.odcs.yaml': contract('c-orders', 'orders', 'sales'),
    'plan.odcs.yaml': contract('c-plan', 'plan', 'planning'),
    'plan.odps.yaml': product('Plan', 'planning', 'c-orders', 'c-plan'),
    'report.odps.yaml': product('Report', 'finance', 'c-orders', 'c-none'),
    'other.yaml': 'kind: Component\nmetadata: { name: x }\n',
  };

  it('products read and serve what contracts describe, in any order', () => {
    const { graph, formats, problems } = read(files);
    expect(problems).toEqual([]);
    expect(formats).toEqual(['odcs', 'odcs', 'odps', 'odps', undefined]);
    expect(
      read(Object.fromEntries(Object.entries(files).reverse())).graph,
    ).toEqual(graph);
    const { items } = foldCandidates(graph);
    expect(
      items.map(({ name, standing, otherGroups, products, tests }) => ({
        name,
        standing,
        otherGroups,
        products,
        tests,
      })),
    ).toEqual([
      {
        name: 'wh.s.orders',
        standing: 'candidate',
        otherGroups: 2,
        products: undefined,
        tests: 2,
      },
      {
        name: 'Report.out',
        standing: 'served',
        otherGroups: 0,
        products: ['Report'],
        tests: 0,
      },
      {
        name: 'wh.s.plan',
        standing: 'served',
        otherGroups: 0,
        products: ['Plan'],
        tests: 2,
      },
    ]);
    expect(JSON.stringify(graph)).not.toMatch(/jane|@/);
  });

  it('a document that is no YAML breaks only itself', () => {
    const { problems, names } = read({
      ...files,
      'broken.yaml': 'schema: [',
    });
    expect(problems).toEqual([
      { file: 'broken.yaml', reason: expect.stringMatching(/^line \d+: /) },
    ]);
    expect(names).toHaveLength(3);
  });
});

describe('a graph that was read before', () => {
  it('is the same graph again, whatever was read', () => {
    const { graph } = read({
      m: manifest(),
      e: [event('planning/plan', ['orders'], ['plan'])],
    });
    const again = read({ 'graph.json': graph }, { chunk: 50 });
    expect(again.problems).toEqual([]);
    expect(again.formats).toEqual(['graph']);
    expect(again.graph).toEqual(graph);
  });

  it('may name data sets by ids of its own', () => {
    const { graph } = read({
      g: {
        uses: [{ id: 'u', name: 'Board', reads: ['2'] }],
        dataSets: [
          { id: '1', name: 'a' },
          { id: '2', name: 'b', upstream: ['1', 'nobody'] },
        ],
      },
    });
    expect(graph).toEqual({
      dataSets: [
        { id: '|a', name: 'a', kind: 'table' },
        { id: '|b', name: 'b', kind: 'table', upstream: ['|a'] },
      ],
      uses: [{ id: 'u', name: 'Board', kind: 'use', reads: ['|b'] }],
    });
  });

  it('tells the field of what it refuses', () => {
    const { problems, names } = read({
      g: {
        dataSets: [
          { name: 'a', kind: 'chair' },
          { name: 'b', group: 'jane@example.com' },
          7,
          { name: 'c' },
        ],
      },
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'dataSets[0].kind',
      'dataSets[1].group',
      'dataSets[2]',
    ]);
    expect(names).toEqual(['c']);
  });

  it('ends where there are more data sets than are read', () => {
    const files = CandidateFiles.create();
    const file = files.open('graph.json');
    file.push(Buffer.from('{"dataSets":['));
    expect(() => {
      for (let index = 0; index < MOST_DATA_SETS + 2000; index += 1000) {
        file.push(
          Buffer.from(
            Array.from(
              { length: 1000 },
              (_, at) => `{"name":"d${index + at}"},`,
            ).join(''),
          ),
        );
      }
    }).toThrow('graph.json: there are more than 200,000 data sets');
  });
});

describe('generated manifests', () => {
  it('are the same for the same seed, and hold what they say', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(10 as const, 11 as const, 12 as const),
        fc.integer({ min: 10, max: 400 }),
        (seed, version, dataSets) => {
          const pieces: string[] = [];
          const generator = generateManifest({ seed, dataSets, version });
          let step = generator.next();
          while (!step.done) {
            pieces.push(step.value);
            step = generator.next();
          }
          const counts = step.value;
          const whole = pieces.join('');
          expect(
            [...generateManifest({ seed, dataSets, version })].join(''),
          ).toBe(whole);
          const { graph, problems } = read({ 'manifest.json': whole });
          expect(problems).toEqual([]);
          expect(graph.dataSets).toHaveLength(counts.dataSets);
          expect(counts.dataSets).toBe(dataSets);
          expect(graph.uses).toHaveLength(counts.exposures);
          expect(
            graph.dataSets.reduce((sum, { tests = 0 }) => sum + tests, 0),
          ).toBe(counts.tests);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('have candidates, and steps set aside by several rules', () => {
    const { graph } = read({
      m: [...generateManifest({ seed: 1, dataSets: 2000 })].join(''),
    });
    const { counts, items } = foldCandidates(graph);
    expect(counts.candidates).toBeGreaterThan(12);
    expect(Object.keys(counts.setAside).sort()).toEqual(
      expect.arrayContaining(['ephemeral', 'own-group', 'private']),
    );
    expect(items.filter(({ rank }) => rank)).toHaveLength(12);
    expect(items[0].aiUseCases).toBeGreaterThan(0);
  });
});

// Real files of the tools lie beside the repository where it is developed; they are read from there, never copied.
const FOLDER = resolve(__dirname, '../../../../../shared/standards');
const present = existsSync(`${FOLDER}/dbt`);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped proof must be seen
  console.log(
    'Skipped: no folder of dbt, OpenLineage, ODPS and ODCS files beside the repository',
  );
}

(present ? describe : describe.skip)('real files', () => {
  const file = (path: string) => readFileSync(`${FOLDER}/${path}`, 'utf8');

  it.each([
    ['fail', 5, 0],
    ['no_test_metadata', 8, 19],
    ['test', 6, 14],
  ])('dbt %s', (name, dataSets, tests) => {
    const path = `dbt/${name}.manifest.json`;
    const { graph, problems } = read({ [path]: file(path) });
    expect(problems).toEqual([]);
    expect(graph.dataSets).toHaveLength(dataSets);
    expect(
      graph.dataSets.reduce((sum, item) => sum + (item.tests ?? 0), 0),
    ).toBe(tests);
  });

  it.each([
    ['dbt_fail', 4],
    ['dbt_no_test_metadata', 5],
    ['dbt_test', 6],
    ['example_full_event', 0],
    ['postgres_build', 9],
    ['postgres_test', 2],
  ])('OpenLineage %s', (name, dataSets) => {
    const path = `openlineage/events/${name}.json`;
    const { formats, graph, problems } = read({ [path]: file(path) });
    expect([formats, problems]).toEqual([['openlineage'], []]);
    expect(graph.dataSets).toHaveLength(dataSets);
  });

  it('folders of ODPS and ODCS', () => {
    const folders = ['odps/examples', 'odcs/examples'];
    const files = Object.fromEntries(
      folders.flatMap(folder =>
        readdirSync(`${FOLDER}/${folder}`).map(name => [
          `${folder}/${name}`,
          file(`${folder}/${name}`),
        ]),
      ),
    );
    const { formats, graph, problems } = read(files);
    expect(problems).toEqual([]);
    expect(formats.filter(format => format === 'odps')).toHaveLength(3);
    expect(formats.filter(format => format === 'odcs')).toHaveLength(18);
    const { counts } = foldCandidates(graph);
    expect(counts).toMatchObject({ dataSets: 83, candidates: 0 });
    expect(JSON.stringify(graph)).not.toMatch(/retailcorp\.com|John Doe/);
  });
});
