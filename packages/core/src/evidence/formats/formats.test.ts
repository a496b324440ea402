import { parseIncomingRecord } from '../parseIncomingRecord';
import { EvidenceDocuments } from './EvidenceDocuments';
import { evidenceFormats } from './evidenceFormats';

const TIME = '2026-11-20T10:00:00Z';

/** What documents come to, sent one behind the other; every record has to pass the door's own check. */
function read(...documents: object[]): unknown[] {
  const reader = new EvidenceDocuments({ formats: evidenceFormats });
  const items = reader.push(
    new TextEncoder().encode(documents.map(d => JSON.stringify(d)).join('\n')),
  );
  items.push(...reader.end());
  return items.map(item => {
    if ('reason' in item) {
      return `${item.index}: ${item.reason}`;
    }
    const parsed = parseIncomingRecord(item.record);
    return 'problem' in parsed
      ? `${item.index}: ${parsed.problem.path} ${parsed.problem.reason}`
      : item.record;
  });
}

const dbt = (name: string, version: number, rest: object) => ({
  metadata: {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${name}/v${version}.json`,
    generated_at: TIME,
  },
  ...rest,
});

const MANIFEST = dbt('manifest', 12, {
  nodes: {
    'model.shop.orders': {
      database: 'wh',
      schema: 'sales',
      name: 'orders',
      alias: 'orders',
    },
    'model.shop.customers': {
      database: 'wh',
      schema: 'sales',
      name: 'customers',
    },
    'test.shop.unique_orders_id': {
      column_name: 'id',
      test_metadata: { name: 'unique', kwargs: { column_name: 'id' } },
      depends_on: { nodes: ['model.shop.orders'] },
      attached_node: 'model.shop.orders',
      config: { meta: { quality_id: 'orders-unique' } },
    },
    'test.shop.orders_of_customers': {
      column_name: 'customer_id',
      test_metadata: {
        name: 'relationships',
        kwargs: { model: "{{ get_where_subquery(ref('orders')) }}" },
      },
      depends_on: { nodes: ['model.shop.customers', 'model.shop.orders'] },
    },
    'test.shop.compares_both': {
      name: 'compares_both',
      depends_on: { nodes: ['model.shop.customers', 'model.shop.orders'] },
    },
  },
  sources: {
    'source.shop.erp.lines': {
      database: 'raw',
      schema: 'erp',
      name: 'lines',
      identifier: 'order_lines',
    },
  },
});

const result = (unique_id: string, status: string, more?: object) => ({
  unique_id,
  status,
  ...more,
});

describe('dbt', () => {
  it.each([1, 2, 3, 4, 5, 6])('reads results of version %p', version => {
    expect(
      read(
        MANIFEST,
        dbt('run-results', version, {
          results: [
            result('model.shop.orders', 'success', {
              timing: [
                { name: 'compile', completed_at: '2026-11-20T09:00:00Z' },
                { name: 'execute', completed_at: '2026-11-20T09:01:00Z' },
              ],
            }),
            result('model.shop.customers', 'runtime error'),
            result('model.shop.orders', 'skipped'),
            result('test.shop.unique_orders_id', 'fail', { failures: 3 }),
            result('test.shop.orders_of_customers', 'warn', { failures: 1 }),
            result('test.shop.unique_orders_id', 'error'),
            result('test.shop.compares_both', 'pass'),
            result('unit_test.shop.orders.adds_up', 'pass'),
          ],
        }),
      ),
    ).toEqual([
      {
        kind: 'run',
        time: '2026-11-20T09:01:00Z',
        dataset: { name: 'wh.sales.orders' },
        job: { namespace: 'dbt', name: 'model.shop.orders' },
        status: 'success',
      },
      {
        kind: 'run',
        time: TIME,
        dataset: { name: 'wh.sales.customers' },
        job: { namespace: 'dbt', name: 'model.shop.customers' },
        status: 'failed',
      },
      {
        kind: 'quality',
        time: TIME,
        dataset: { name: 'wh.sales.orders' },
        rule: { id: 'orders-unique', column: 'id', metric: 'duplicateValues' },
        outcome: 'fail',
        value: 3,
      },
      {
        kind: 'quality',
        time: TIME,
        dataset: { name: 'wh.sales.orders' },
        rule: { column: 'customer_id', metric: 'relationships' },
        outcome: 'warn',
        value: 1,
      },
      {
        kind: 'quality',
        time: TIME,
        dataset: { name: 'wh.sales.orders' },
        rule: { id: 'orders-unique', column: 'id', metric: 'duplicateValues' },
        outcome: 'error',
      },
      "6: 'test.shop.compares_both' tests model.shop.customers and model.shop.orders and does not say which of them it is about (attached_node)",
    ]);
  });

  it('asks for the manifest where names mean nothing without it', () => {
    expect(
      read(
        dbt('run-results', 6, {
          results: [result('test.shop.unique_orders_id', 'pass')],
        }),
      ),
    ).toEqual([
      expect.stringMatching(
        /^0: 'test\.shop\.unique_orders_id' cannot be resolved .* cat target\/manifest\.json target\/run_results\.json/,
      ),
    ]);
  });

  it('reads the age of sources, and no age where none was measured', () => {
    expect(
      read(
        MANIFEST,
        dbt('sources', 3, {
          results: [
            {
              unique_id: 'source.shop.erp.lines',
              status: 'warn',
              max_loaded_at: '2026-11-20T03:00:00Z',
              snapshotted_at: TIME,
            },
            {
              unique_id: 'source.shop.erp.lines',
              status: 'runtime error',
              error: 'Database Error: password=hunter2',
            },
          ],
        }),
      ),
    ).toEqual([
      {
        kind: 'freshness',
        time: TIME,
        dataset: { name: 'raw.erp.order_lines' },
        loadedAt: '2026-11-20T03:00:00Z',
      },
    ]);
  });

  it('reads the real columns of the catalog, in their order', () => {
    expect(
      read(
        dbt('catalog', 1, {
          nodes: {
            'model.shop.orders': {
              metadata: {
                type: 'TABLE',
                database: 'wh',
                schema: 'sales',
                name: 'orders',
              },
              columns: {
                total: { index: 2, name: 'total', type: 'NUMBER' },
                id: { index: 1, name: 'id', type: 'TEXT' },
              },
            },
          },
          sources: {
            'source.shop.erp.lines': {
              metadata: { database: null, schema: 'erp', name: 'lines' },
              columns: {},
            },
          },
        }),
      ),
    ).toEqual([
      {
        kind: 'schema',
        time: TIME,
        dataset: { name: 'wh.sales.orders' },
        columns: [
          { name: 'id', type: 'TEXT' },
          { name: 'total', type: 'NUMBER' },
        ],
      },
    ]);
  });
});

describe('OpenLineage', () => {
  const dataset = {
    namespace: 'postgres://db:5432',
    name: 'shop.public.orders',
  };
  const event = (more: object) => ({
    eventTime: TIME,
    eventType: 'COMPLETE',
    producer: 'https://x',
    run: { runId: '1', facets: { environmentVariables: { TOKEN: 'secret' } } },
    job: { namespace: 'airflow', name: 'orders' },
    ...more,
  });
  const run = (status: string) => ({
    kind: 'run',
    time: TIME,
    dataset,
    job: { namespace: 'airflow', name: 'orders' },
    status,
  });

  it.each([
    ['COMPLETE', [run('success')]],
    ['FAIL', [run('failed')]],
    ['ABORT', [run('failed')]],
    ['START', []],
    ['RUNNING', []],
    ['OTHER', []],
  ])('%s', (eventType, expected) => {
    expect(read(event({ eventType, outputs: [dataset] }))).toEqual(expected);
  });

  it('takes columns with types for what was seen, and columns without for what was declared', () => {
    const schema = (fields: object[]) => ({
      ...dataset,
      facets: { schema: { fields } },
    });
    expect(
      read(event({ outputs: [schema([{ name: 'id', type: 'uuid' }])] })),
    ).toEqual([
      run('success'),
      {
        kind: 'schema',
        time: TIME,
        dataset,
        columns: [{ name: 'id', type: 'uuid' }],
      },
    ]);
    expect(read(event({ outputs: [schema([{ name: 'id' }])] }))).toEqual([
      run('success'),
    ]);
  });

  it('takes a result once that an emitter put in two places', () => {
    const facet = {
      dataQualityAssertions: {
        assertions: [
          { assertion: 'not_null', column: 'id', success: true },
          { assertion: 'row_count', success: false },
          {
            assertion: 'unique',
            column: 'id',
            success: false,
            severity: 'warn',
          },
        ],
      },
    };
    expect(
      read(
        event({ inputs: [{ ...dataset, facets: facet, inputFacets: facet }] }),
      ),
    ).toEqual([
      {
        kind: 'quality',
        time: TIME,
        dataset,
        rule: { column: 'id', metric: 'nullValues' },
        outcome: 'pass',
      },
      {
        kind: 'quality',
        time: TIME,
        dataset,
        rule: { metric: 'rowCount' },
        outcome: 'fail',
      },
      {
        kind: 'quality',
        time: TIME,
        dataset,
        rule: { column: 'id', metric: 'duplicateValues' },
        outcome: 'warn',
      },
    ]);
  });

  it('takes what a test writes for its own audit', () => {
    expect(
      read(
        event({
          job: {
            namespace: 'dbt',
            name: 'test.x',
            facets: { jobType: { jobType: 'TEST' } },
          },
          outputs: [dataset],
        }),
      ),
    ).toEqual([]);
  });

  describe('what a job reads', () => {
    const input = { namespace: 'postgres://db:5432', name: 'shop.raw.lines' };
    const read1 = (more: object = {}) => ({
      kind: 'usage',
      time: '2026-11-20',
      key: `read 1 airflow/orders ${input.namespace} ${input.name}`,
      dataset: input,
      principal: 'airflow/orders',
      reads: 1,
      ...more,
    });
    const reads = (more: object) =>
      read(event(more)).filter(
        record => (record as { kind?: string }).kind !== 'run',
      );

    it.each<[string, object, object[]]>([
      ['a job that ended well', { inputs: [input] }, [read1()]],
      ['one that failed', { eventType: 'FAIL', inputs: [input] }, []],
      ['one that only begins', { eventType: 'START', inputs: [input] }, []],
      ['a data set twice', { inputs: [input, input] }, [read1()]],
      [
        'what the job writes itself',
        { inputs: [input], outputs: [input] },
        [read1({ writer: true })],
      ],
      [
        'late in the evening, by its day in UTC',
        { eventTime: '2026-11-21T01:30:00+02:00', inputs: [input] },
        [read1()],
      ],
      [
        'a job of dbt that tests',
        {
          job: {
            namespace: 'dbt',
            name: 'x',
            facets: { jobType: { jobType: 'TEST' } },
          },
          inputs: [input],
        },
        [],
      ],
      [
        'a notebook named by its author',
        {
          job: { namespace: 'lab', name: '/Users/ana@acme.example/draft' },
          inputs: [input],
        },
        [],
      ],
      ['something without a name', { inputs: [{ namespace: 'x' }] }, []],
    ])('%s', (_what, more, expected) => {
      expect(reads(more)).toEqual(expected);
    });

    it('is one record per run and data set', () => {
      const keyOf = (more: object) =>
        (reads({ inputs: [input], ...more })[0] as { key: string }).key;
      const long = { ...input, name: 'x'.repeat(900) };
      expect(keyOf({ eventTime: '2026-11-20T11:00:00Z' })).toBe(keyOf({}));
      expect(keyOf({ run: { runId: '2' } })).not.toBe(keyOf({}));
      expect(keyOf({ inputs: [long] }).length).toBeLessThanOrEqual(256);
      expect(
        keyOf({ run: undefined, eventTime: '2026-11-20T11:00:00Z' }),
      ).not.toBe(keyOf({ run: undefined }));
    });
  });

  it('says what is wrong with an event', () => {
    expect(read(event({ eventTime: 'yesterday' }))).toEqual([
      '0: "yesterday" is no time; write it as 2026-11-20T10:03:00Z',
    ]);
    expect(read(event({ job: { name: 'x' } }))).toEqual([
      '0: has no namespace or no name',
    ]);
  });
});

describe('Great Expectations', () => {
  const results = (config: (type: string) => object) => [
    {
      success: true,
      expectation_config: {
        ...config('expect_column_values_to_not_be_null'),
        kwargs: { column: 'id' },
      },
      result: { unexpected_count: 0 },
    },
    {
      success: false,
      expectation_config: {
        ...config('expect_table_row_count_to_be_between'),
        kwargs: { min_value: 1 },
        meta: { quality_id: 'orders-filled' },
      },
      result: { observed_value: 0 },
    },
    {
      success: false,
      expectation_config: { ...config('expect_x'), kwargs: {} },
      exception_info: { raised_exception: true },
    },
  ];
  const expected = (name: string, time: string) => [
    {
      kind: 'quality',
      time,
      dataset: { name },
      rule: { column: 'id', metric: 'nullValues' },
      outcome: 'pass',
      value: 0,
    },
    {
      kind: 'quality',
      time,
      dataset: { name },
      rule: { id: 'orders-filled', metric: 'rowCount' },
      outcome: 'fail',
      value: 0,
    },
    {
      kind: 'quality',
      time,
      dataset: { name },
      rule: { metric: 'expect_x' },
      outcome: 'error',
    },
  ];

  it('reads validation results of 0.18', () => {
    expect(
      read({
        evaluation_parameters: {},
        success: false,
        results: results(type => ({ expectation_type: type })),
        statistics: { evaluated_expectations: 3 },
        meta: {
          great_expectations_version: '0.18.12',
          run_id: { run_name: 'x', run_time: '2026-11-20T10:00:00+00:00' },
          batch_spec: { schema_name: 'sales', table_name: 'orders' },
        },
      }),
    ).toEqual(expected('sales.orders', '2026-11-20T10:00:00+00:00'));
  });

  it('reads validation results of 1.x', () => {
    expect(
      read({
        success: false,
        results: results(type => ({ type, severity: 'critical' })),
        suite_name: 'orders',
        suite_parameters: {},
        statistics: {},
        meta: {
          great_expectations_version: '1.3.0',
          batch_markers: { ge_load_time: '20261120T100000.000000Z' },
          active_batch_definition: { data_asset_name: 'wh.sales.orders' },
        },
      }),
    ).toEqual(expected('wh.sales.orders', '2026-11-20T10:00:00.000000Z'));
  });

  it('reads checkpoint results, where only the checkpoint knows the time', () => {
    expect(
      read({
        run_id: { run_name: 'x', run_time: TIME },
        run_results: {
          one: {
            results: results(type => ({ type })),
            meta: { active_batch_definition: { data_asset_name: 'orders' } },
          },
        },
      }),
    ).toEqual(expected('orders', TIME));
  });

  it('takes failures of low severity for warnings, and raised metrics for errors', () => {
    const one = (more: object) =>
      read({
        suite_name: 'x',
        meta: {
          validation_time: TIME,
          active_batch_definition: { data_asset_name: 'orders' },
        },
        results: [more],
      });
    expect(
      one({
        success: false,
        expectation_config: { type: 'x', severity: 'warning' },
      }),
    ).toEqual([expect.objectContaining({ outcome: 'warn' })]);
    expect(
      one({
        success: false,
        expectation_config: { type: 'x' },
        exception_info: { "('m', 'a')": { raised_exception: true } },
      }),
    ).toEqual([expect.objectContaining({ outcome: 'error' })]);
  });

  it('says what is missing', () => {
    const without = (meta: object) =>
      read({
        suite_name: 'x',
        meta,
        results: [{ success: true, expectation_config: { type: 'x' } }],
      });
    expect(without({ validation_time: TIME })).toEqual([
      expect.stringMatching(/^0: does not name the data asset/),
    ]);
    expect(
      without({ active_batch_definition: { data_asset_name: 'orders' } }),
    ).toEqual([expect.stringMatching(/^0: has no time/)]);
  });
});

describe('datacontract-cli', () => {
  it('joins by the quality id of the contract', () => {
    const check = (resultWord: string, more?: object) => ({
      type: 'field_unique',
      model: 'orders',
      field: 'id',
      result: resultWord,
      ...more,
    });
    expect(
      read({
        runId: 'r1',
        dataContractId: 'orders',
        timestampStart: TIME,
        timestampEnd: TIME,
        checks: [
          check('passed', { qualityId: 'orders-unique' }),
          check('failed'),
          check('warning'),
          check('error'),
          check('skipped'),
          check('info'),
          check('unknown'),
          check('exploded'),
        ],
      }),
    ).toEqual([
      {
        kind: 'quality',
        time: TIME,
        dataset: { name: 'orders' },
        rule: { id: 'orders-unique', column: 'id', metric: 'duplicateValues' },
        outcome: 'pass',
      },
      expect.objectContaining({
        rule: { column: 'id', metric: 'duplicateValues' },
        outcome: 'fail',
      }),
      expect.objectContaining({ outcome: 'warn' }),
      expect.objectContaining({ outcome: 'error' }),
      expect.stringMatching(
        /^7: has no model, no type, or the result 'exploded'/,
      ),
    ]);
  });
});

describe('Soda', () => {
  it('reads outcomes, and nothing of checks that were not evaluated', () => {
    const check = (outcome: string | null, more?: object) => ({
      name: 'no duplicates',
      table: 'orders',
      column: 'id',
      metrics: ['m1'],
      outcome,
      ...more,
    });
    expect(
      read({
        definitionName: 'x',
        scanEndTimestamp: TIME,
        metrics: [{ identity: 'm1', metricName: 'duplicate_count', value: 2 }],
        checks: [
          check('fail', {
            diagnostics: { value: 2 },
            resourceAttributes: [
              { name: 'quality_id', value: 'orders-unique' },
            ],
          }),
          check('warn', { metrics: ['m1', 'm2'] }),
          check(null),
          check('strange'),
        ],
      }),
    ).toEqual([
      {
        kind: 'quality',
        time: TIME,
        dataset: { name: 'orders' },
        rule: { id: 'orders-unique', column: 'id', metric: 'duplicateValues' },
        outcome: 'fail',
        value: 2,
      },
      {
        kind: 'quality',
        time: TIME,
        dataset: { name: 'orders' },
        rule: { column: 'id', metric: 'duplicateValues' },
        outcome: 'warn',
      },
      '3: has no table, or an outcome that is none of pass, warn, fail',
    ]);
  });
});

describe('merge requests of a source host', () => {
  const pull = (more: object = {}) => ({
    url: 'https://api.github.example/repos/wh/stock/pulls/7',
    id: 1,
    html_url: 'https://github.example/wh/stock/pull/7',
    number: 7,
    state: 'closed',
    title: 'Ana mends the load',
    user: { login: 'Ana', id: 5, type: 'User' },
    body: 'Ben asked for it',
    merged_at: TIME,
    merge_commit_sha: 'a1b2c3',
    base: {
      ref: 'main',
      repo: {
        html_url: 'https://github.example/wh/stock',
        default_branch: 'main',
      },
    },
    ...more,
  });
  const merge = (more: object = {}) => ({
    id: 1,
    iid: 7,
    project_id: 3,
    title: 'Ana mends the load',
    state: 'merged',
    merged_at: TIME,
    author: { id: 5, username: 'ana', name: 'Ana' },
    sha: 'f00',
    merge_commit_sha: 'a1b2c3',
    web_url: 'https://git.example/wh/stock/-/merge_requests/7',
    ...more,
  });
  const change = (more: object = {}) => ({
    kind: 'change',
    time: TIME,
    repository: 'https://github.example/wh/stock',
    reference: 'a1b2c3',
    author: { user: 'Ana' },
    touches: [],
    bot: false,
    ...more,
  });

  it('reads the list that the API of GitHub answers with, and only what is merged', () => {
    expect(
      read([
        pull(),
        pull({ merged_at: null }),
        pull({ base: { ...pull().base, ref: 'feature' } }),
        pull({ user: { login: 'renovate[bot]', type: 'Bot' } }),
      ]),
    ).toEqual([
      change(),
      {
        ...change({ bot: true }),
        author: undefined,
      },
    ]);
  });

  it('reads what the command line of GitHub prints, with the files', () => {
    expect(
      read([
        {
          number: 7,
          url: 'https://github.example/wh/stock/pull/7',
          mergedAt: TIME,
          mergeCommit: { oid: 'a1b2c3' },
          author: { login: 'Ana', is_bot: false, name: 'Ana' },
          files: [
            { path: 'contracts/stock.odcs.yaml' },
            { path: 'models/stock.sql' },
          ],
        },
      ]),
    ).toEqual([change({ touches: ['code', 'schema'] })]);
  });

  it('reads merge requests of GitLab, in a list and one by one', () => {
    const git = {
      repository: 'https://git.example/wh/stock',
      author: { user: 'ana' },
    };
    expect(
      read([merge(), merge({ merged_at: null, state: 'opened' })]),
    ).toEqual([change(git)]);
    expect(
      read(
        merge({ changes: [{ old_path: 'a', new_path: 'tests/stock.sql' }] }),
        merge({
          merge_commit_sha: null,
          author: { username: 'project_3_bot_ab12' },
          changes: [{ new_path: 'docs/index.md' }, { new_path: 'README.md' }],
        }),
      ),
    ).toEqual([
      change({ ...git, touches: ['tests'] }),
      change({
        ...git,
        reference: 'f00',
        author: { user: 'project_3_bot_ab12' },
        bot: true,
      }),
    ]);
  });
});
