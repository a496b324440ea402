import { EVIDENCE_KINDS } from '@meshproof/backstage-plugin-data-mesh-common';
import fc from 'fast-check';
import { MAX_SCHEMA_COLUMNS, parseIncomingRecord } from './parseIncomingRecord';
import { canonicalJson, recordId } from './recordId';

const TIME = '2026-11-20T10:03:00Z';
const AT = Date.parse(TIME);
const DATASET = { namespace: 'snowflake://acme.eu', name: 'wh.inv.stock' };
const BASE = { time: TIME, dataset: DATASET };

const RUN = {
  kind: 'run',
  ...BASE,
  job: { namespace: 'airflow-prod', name: 'stock_hourly' },
  status: 'success',
};
const QUALITY = {
  kind: 'quality',
  ...BASE,
  rule: { id: 'stock-unique' },
  outcome: 'pass',
};
const FRESHNESS = {
  kind: 'freshness',
  ...BASE,
  loadedAt: '2026-11-20T09:58:00Z',
};
const SCHEMA = {
  kind: 'schema',
  ...BASE,
  columns: [{ name: 'site', type: 'VARCHAR' }],
};
const USAGE = {
  kind: 'usage',
  ...BASE,
  time: '2026-11-20',
  consumer: 'component:default/forecast',
  reads: 12,
};
const CHANGE = {
  kind: 'change',
  time: TIME,
  repository: 'https://git.example/wh/stock',
  reference: 'a1b2c3',
  author: { groups: ['group:default/supply-chain'] },
  touches: ['tests', 'code'],
};

const INCIDENT = {
  kind: 'incident',
  ...BASE,
  reference: 'INC-1',
  openedAt: '2026-11-20T09:00:00Z',
  noticedBy: 'consumer',
  firstActedAt: '2026-11-20T09:10:00Z',
  firstActedBy: { groups: ['group:default/supply-chain'] },
  resolvedAt: '2026-11-20T10:00:00Z',
  severity: 'high',
  signature: 'load-late',
};
const SUPPORT = {
  kind: 'support',
  ...BASE,
  reference: 'Q-1',
  askedAt: '2026-11-20T09:00:00Z',
  asker: { groups: ['sales'] },
  answeredAt: '2026-11-20T09:30:00Z',
  answeredBy: { groups: ['supply-chain'] },
};
const AGREEMENT = {
  kind: 'agreement',
  time: TIME,
  product: 'inventory',
  port: 'levels@2',
  reference: 'A-1',
  consumer: 'component:default/forecast',
  from: '2026-11-01',
  until: '2027-11-01',
  state: 'active',
};
const CONFIRMATION = {
  kind: 'confirmation',
  time: TIME,
  product: 'inventory',
  consumer: 'component:default/forecast',
};
const POLICY_RUN = {
  kind: 'policy-run',
  time: TIME,
  product: 'inventory',
  policy: 'owner-is-a-group',
  version: '3',
  outcome: 'fail',
};

const EXAMPLES = {
  RUN,
  QUALITY,
  FRESHNESS,
  SCHEMA,
  USAGE,
  CHANGE,
  INCIDENT,
  SUPPORT,
  AGREEMENT,
  CONFIRMATION,
  POLICY_RUN,
};

it('has an example of every kind', () => {
  expect(Object.values(EXAMPLES).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([...EVIDENCE_KINDS]),
  );
});

function problemOf(value: unknown) {
  const result = parseIncomingRecord(value);
  if (!('problem' in result)) {
    throw new Error('Expected the record to be refused');
  }
  return result.problem;
}

describe('parseIncomingRecord', () => {
  it.each<[string, unknown, object]>([
    [
      'run',
      RUN,
      {
        kind: 'run',
        time: AT,
        dataset: DATASET,
        run: {
          job: { namespace: 'airflow-prod', name: 'stock_hourly' },
          status: 'success',
        },
      },
    ],
    [
      'quality',
      { ...QUALITY, value: 0, key: 'k-1' },
      {
        kind: 'quality',
        time: AT,
        key: 'k-1',
        dataset: DATASET,
        quality: { rule: { id: 'stock-unique' }, outcome: 'pass', value: 0 },
      },
    ],
    [
      'quality by column and metric',
      { ...QUALITY, rule: { column: 'site', metric: 'nullValues' } },
      {
        kind: 'quality',
        time: AT,
        dataset: DATASET,
        quality: {
          rule: { column: 'site', metric: 'nullValues' },
          outcome: 'pass',
        },
      },
    ],
    [
      'freshness',
      FRESHNESS,
      {
        kind: 'freshness',
        time: AT,
        dataset: DATASET,
        freshness: { loadedAt: AT - 5 * 60_000 },
      },
    ],
    [
      'schema',
      SCHEMA,
      {
        kind: 'schema',
        time: AT,
        dataset: DATASET,
        schema: { columns: [{ name: 'site', type: 'VARCHAR' }] },
      },
    ],
    [
      'usage of a day',
      USAGE,
      {
        kind: 'usage',
        time: Date.UTC(2026, 10, 20),
        dataset: DATASET,
        usage: {
          consumer: 'component:default/forecast',
          reads: 12,
          writer: false,
        },
      },
    ],
    [
      'usage by an account that writes',
      { ...USAGE, consumer: undefined, principal: 'SVC_LOAD', writer: true },
      {
        kind: 'usage',
        time: Date.UTC(2026, 10, 20),
        dataset: DATASET,
        usage: { principal: 'SVC_LOAD', reads: 12, writer: true },
      },
    ],
    [
      'change',
      CHANGE,
      {
        kind: 'change',
        time: AT,
        change: {
          repository: 'https://git.example/wh/stock',
          reference: 'a1b2c3',
          author: { groups: ['group:default/supply-chain'] },
          touches: ['code', 'tests'],
          bot: false,
        },
      },
    ],
    [
      'change by somebody to be mapped',
      {
        ...CHANGE,
        author: { user: 'ana', email: 'ana@acme.example' },
        bot: true,
      },
      {
        kind: 'change',
        time: AT,
        change: {
          repository: 'https://git.example/wh/stock',
          reference: 'a1b2c3',
          author: { user: 'user:default/ana', email: 'ana@acme.example' },
          touches: ['code', 'tests'],
          bot: true,
        },
      },
    ],
    [
      'an incident with all its steps',
      INCIDENT,
      {
        kind: 'incident',
        time: AT,
        dataset: DATASET,
        incident: {
          reference: 'INC-1',
          openedAt: Date.UTC(2026, 10, 20, 9),
          noticedBy: 'consumer',
          firstActedAt: Date.UTC(2026, 10, 20, 9, 10),
          firstActedBy: { groups: ['group:default/supply-chain'] },
          resolvedAt: Date.UTC(2026, 10, 20, 10),
          severity: 'high',
          signature: 'load-late',
        },
      },
    ],
    [
      'an incident that has just begun, and no title of it',
      {
        kind: 'incident',
        ...BASE,
        reference: 'https://ana:secret@tracker.example/1',
        openedAt: TIME,
        noticedBy: 'monitor',
        title: 'Ana broke the load',
      },
      {
        kind: 'incident',
        time: AT,
        dataset: DATASET,
        incident: {
          reference: 'https://tracker.example/1',
          openedAt: AT,
          noticedBy: 'monitor',
          firstActedBy: {},
        },
      },
    ],
    [
      'a question of somebody to be mapped',
      {
        ...SUPPORT,
        asker: { email: 'ana@acme.example' },
        answeredBy: { user: 'ben' },
      },
      {
        kind: 'support',
        time: AT,
        dataset: DATASET,
        support: {
          reference: 'Q-1',
          askedAt: Date.UTC(2026, 10, 20, 9),
          asker: { email: 'ana@acme.example' },
          answeredAt: Date.UTC(2026, 10, 20, 9, 30),
          answeredBy: { user: 'user:default/ben' },
        },
      },
    ],
    [
      'a question for a component, not answered yet',
      {
        ...SUPPORT,
        asker: undefined,
        consumer: 'component:default/forecast',
        answeredAt: undefined,
        answeredBy: undefined,
      },
      expect.objectContaining({
        support: {
          reference: 'Q-1',
          askedAt: Date.UTC(2026, 10, 20, 9),
          consumer: 'component:default/forecast',
          asker: {},
          answeredBy: {},
        },
      }),
    ],
    [
      'an agreement',
      AGREEMENT,
      {
        kind: 'agreement',
        time: AT,
        product: 'dataproduct:default/inventory',
        port: 'levels@2',
        agreement: {
          reference: 'A-1',
          consumer: 'component:default/forecast',
          from: Date.UTC(2026, 10, 1),
          until: Date.UTC(2027, 10, 1),
          state: 'active',
        },
      },
    ],
    [
      'a confirmation',
      CONFIRMATION,
      {
        kind: 'confirmation',
        time: AT,
        product: 'dataproduct:default/inventory',
        confirmation: { consumer: 'component:default/forecast' },
      },
    ],
    [
      'a run of a policy',
      POLICY_RUN,
      {
        kind: 'policy-run',
        time: AT,
        product: 'dataproduct:default/inventory',
        'policy-run': {
          policy: 'owner-is-a-group',
          version: '3',
          outcome: 'fail',
        },
      },
    ],
    [
      'a data set without a server',
      { ...RUN, dataset: { name: 'wh.inv.stock' } },
      expect.objectContaining({ dataset: { name: 'wh.inv.stock' } }),
    ],
    [
      'a product and port instead of a data set',
      { ...RUN, dataset: undefined, product: 'Inventory', port: 'levels@2' },
      expect.objectContaining({
        product: 'dataproduct:default/inventory',
        port: 'levels@2',
      }),
    ],
    [
      'unknown fields, which are not kept',
      { ...FRESHNESS, extra: { deep: 1 }, dataset: { ...DATASET, note: 'x' } },
      {
        kind: 'freshness',
        time: AT,
        dataset: DATASET,
        freshness: { loadedAt: AT - 5 * 60_000 },
      },
    ],
    [
      'HTML, which stays text',
      { ...QUALITY, rule: { id: '<script>alert(1)</script>' } },
      expect.objectContaining({
        quality: { rule: { id: '<script>alert(1)</script>' }, outcome: 'pass' },
      }),
    ],
    [
      'a time with a zone',
      { ...RUN, time: '2026-11-20T12:03:00.250+02:00' },
      expect.objectContaining({ time: AT + 250 }),
    ],
  ])('accepts %s', (_what, value, record) => {
    expect(parseIncomingRecord(value)).toEqual({ record });
  });

  it.each<[string, unknown, string | undefined, RegExp]>([
    ['null', null, undefined, /must be a JSON object, but is null/],
    ['a list', [RUN], undefined, /but is a list/],
    ['a text', 'run', undefined, /but is "run"/],
    ['no kind', { ...RUN, kind: undefined }, 'kind', /is missing/],
    [
      'an unknown kind',
      { ...RUN, kind: 'gossip' },
      'kind',
      /accepted: change, run, quality, freshness, schema, usage, incident, support, agreement, confirmation, policy-run/,
    ],
    [
      'a kind that every object has',
      { ...RUN, kind: 'constructor' },
      'kind',
      /accepted/,
    ],
    ['no time', { ...RUN, time: undefined }, 'time', /is missing/],
    ['a number as time', { ...RUN, time: AT }, 'time', /ISO 8601/],
    [
      'a time without zone',
      { ...RUN, time: '2026-11-20T10:03:00' },
      'time',
      /with its zone/,
    ],
    [
      'a date where a time belongs',
      { ...RUN, time: '2026-11-20' },
      'time',
      /ISO 8601/,
    ],
    [
      '30 February',
      { ...RUN, time: '2026-02-30T10:00:00Z' },
      'time',
      /ISO 8601/,
    ],
    [
      '29 February of no leap year',
      { ...USAGE, time: '2026-02-29' },
      'time',
      /ISO 8601/,
    ],
    ['hour 24', { ...RUN, time: '2026-11-20T24:00:00Z' }, 'time', /ISO 8601/],
    ['a word as time', { ...RUN, time: 'yesterday' }, 'time', /ISO 8601/],
    ['no subject', { ...RUN, dataset: undefined }, 'dataset', /is missing/],
    [
      'two subjects',
      { ...RUN, product: 'inventory' },
      'product',
      /one of the two/,
    ],
    [
      'a port without product',
      { ...RUN, port: 'levels@2' },
      'port',
      /needs "product"/,
    ],
    [
      'a malformed port',
      { ...RUN, dataset: undefined, product: 'a', port: 'a b' },
      'port',
      /port@major/,
    ],
    [
      'another kind of entity as product',
      { ...RUN, dataset: undefined, product: 'component:default/a' },
      'product',
      /dataproduct:default\/name/,
    ],
    [
      'a text as data set',
      { ...RUN, dataset: 'stock' },
      'dataset',
      /must be an object/,
    ],
    [
      'a data set without name',
      { ...RUN, dataset: { namespace: 'x' } },
      'dataset.name',
      /is missing/,
    ],
    [
      'an empty name',
      { ...RUN, dataset: { name: '  ' } },
      'dataset.name',
      /is empty/,
    ],
    [
      'a name that is too long',
      { ...RUN, dataset: { name: 'x'.repeat(1025) } },
      'dataset.name',
      /1025 characters; at most 1024/,
    ],
    [
      'a NUL in a name',
      { ...RUN, dataset: { name: 'a\0b' } },
      'dataset.name',
      /no text/,
    ],
    [
      'half a letter in a name',
      { ...RUN, dataset: { name: 'a\ud800' } },
      'dataset.name',
      /no text/,
    ],
    ['a run without job', { ...RUN, job: undefined }, 'job', /is missing/],
    [
      'a job without name',
      { ...RUN, job: { namespace: 'a' } },
      'job.name',
      /is missing/,
    ],
    [
      'an unknown status',
      { ...RUN, status: 'ok' },
      'status',
      /accepted: success, failed/,
    ],
    [
      'a rule that names nothing',
      { ...QUALITY, rule: {} },
      'rule.id',
      /quality\.id/,
    ],
    [
      'an unknown outcome',
      { ...QUALITY, outcome: 'passed' },
      'outcome',
      /accepted: pass, fail, warn, error/,
    ],
    [
      'a text as value',
      { ...QUALITY, value: '0' },
      'value',
      /must be a number/,
    ],
    [
      'a value that is not finite',
      { ...QUALITY, value: Infinity },
      'value',
      /must be a number/,
    ],
    [
      'a load after the measurement',
      { ...FRESHNESS, loadedAt: '2026-11-20T11:00:00Z' },
      'loadedAt',
      /lies after/,
    ],
    ['no columns', { ...SCHEMA, columns: [] }, 'columns', /is empty/],
    [
      'a column without type',
      { ...SCHEMA, columns: [{ name: 'a', type: 'x' }, { name: 'b' }] },
      'columns[1].type',
      /is missing/,
    ],
    [
      'too many columns',
      { ...SCHEMA, columns: Array(MAX_SCHEMA_COLUMNS + 1).fill({}) },
      'columns',
      /at most 20000/,
    ],
    [
      'a usage of nobody',
      { ...USAGE, consumer: undefined },
      'consumer',
      /is missing/,
    ],
    [
      'a person as consumer',
      { ...USAGE, consumer: 'user:default/ana' },
      'consumer',
      /is a person/,
    ],
    [
      'the address of a person as account',
      { ...USAGE, consumer: undefined, principal: 'ana@acme.example' },
      'principal',
      /person/,
    ],
    [
      'a person as account',
      { ...USAGE, consumer: undefined, principal: 'User:default/ana' },
      'principal',
      /person/,
    ],
    [
      'a consumer without kind',
      { ...USAGE, consumer: 'forecast' },
      'consumer',
      /entity reference/,
    ],
    [
      'a consumer of slashes',
      { ...USAGE, consumer: '///' },
      'consumer',
      /entity reference/,
    ],
    ['no reads', { ...USAGE, reads: undefined }, 'reads', /is missing/],
    ['half a read', { ...USAGE, reads: 1.5 }, 'reads', /whole number/],
    ['reads below 0', { ...USAGE, reads: -1 }, 'reads', /whole number/],
    ['more reads than sum up', { ...USAGE, reads: 1e12 + 1 }, 'reads', /most/],
    ['a text as flag', { ...USAGE, writer: 'yes' }, 'writer', /true or false/],
    [
      'a change without repository',
      { ...CHANGE, repository: undefined },
      'repository',
      /is missing/,
    ],
    [
      'a change that touches the unknown',
      { ...CHANGE, touches: ['code', 'docs'] },
      'touches[1]',
      /accepted: code, tests, schema, rules, sla/,
    ],
    [
      'a component as author group',
      { ...CHANGE, author: { groups: ['component:default/a'] } },
      'author.groups[0]',
      /group:default\/name/,
    ],
    [
      'an incident that nobody named',
      { ...INCIDENT, reference: undefined },
      'reference',
      /is missing/,
    ],
    [
      'an incident noticed by a person',
      { ...INCIDENT, noticedBy: 'ana' },
      'noticedBy',
      /accepted: monitor, owner, consumer/,
    ],
    [
      'an incident that was acted on before it began',
      { ...INCIDENT, firstActedAt: '2026-11-20T08:00:00Z' },
      'firstActedAt',
      /lies before "openedAt"/,
    ],
    [
      'an incident that will be resolved',
      { ...INCIDENT, resolvedAt: '2026-11-20T12:00:00Z' },
      'resolvedAt',
      /lies after "time"/,
    ],
    [
      'an incident that will begin',
      { ...INCIDENT, openedAt: '2026-11-20T12:00:00Z' },
      'openedAt',
      /lies after "time"/,
    ],
    [
      'somebody who acted at no time',
      { ...INCIDENT, firstActedAt: undefined },
      'firstActedAt',
      /is missing beside "firstActedBy"/,
    ],
    [
      'a person as group that acted',
      { ...INCIDENT, firstActedBy: { groups: ['user:default/ana'] } },
      'firstActedBy.groups[0]',
      /group:default/,
    ],
    [
      'an unknown severity',
      { ...INCIDENT, severity: 'P1' },
      'severity',
      /accepted: critical, high, medium, low/,
    ],
    [
      'an incident of nothing',
      { ...INCIDENT, dataset: undefined },
      'dataset',
      /is missing/,
    ],
    [
      'a question that nobody asked',
      { ...SUPPORT, asker: undefined },
      'asker',
      /is missing/,
    ],
    [
      'a question for a person',
      { ...SUPPORT, consumer: 'user:default/ana' },
      'consumer',
      /is a person/,
    ],
    [
      'an answer at no time',
      { ...SUPPORT, answeredAt: undefined },
      'answeredAt',
      /is missing beside/,
    ],
    [
      'an agreement with a person',
      { ...AGREEMENT, consumer: 'user:default/ana' },
      'consumer',
      /is a person/,
    ],
    [
      'an agreement that ends before it begins',
      { ...AGREEMENT, until: '2026-10-01' },
      'until',
      /does not lie after "from"/,
    ],
    [
      'an agreement without a state',
      { ...AGREEMENT, state: undefined },
      'state',
      /is missing/,
    ],
    [
      'a confirmation of nobody',
      { ...CONFIRMATION, consumer: undefined },
      'consumer',
      /is missing/,
    ],
    [
      'a policy without version',
      { ...POLICY_RUN, version: undefined },
      'version',
      /is missing/,
    ],
    [
      'a policy that warns',
      { ...POLICY_RUN, outcome: 'warn' },
      'outcome',
      /accepted: pass, fail, error/,
    ],
    ['a number as key', { ...RUN, key: 7 }, 'key', /must be a text/],
  ])('refuses %s', (_what, value, path, reason) => {
    const problem = problemOf(value);
    expect(problem.path).toBe(path);
    expect(problem.reason).toMatch(reason);
    expect(problem.reason).toMatch(/\.$/);
    expect(problem.reason).toContain(path === undefined ? '' : `"${path}"`);
  });

  it('reads nothing that is inherited', () => {
    expect(problemOf(Object.create(RUN)).path).toBe('kind');
  });

  it('never throws, and gives either a record or a reason', () => {
    const keys = fc.constantFrom(
      ...['kind', 'time', 'dataset', 'name', 'namespace', 'product', 'port'],
      ...['job', 'status', 'rule', 'outcome', 'value', 'columns', 'reads'],
      ...['consumer', 'principal', 'touches', 'author', 'repository', 'key'],
      ...['reference', 'openedAt', 'noticedBy', 'firstActedAt', 'resolvedAt'],
      ...['firstActedBy', 'severity', 'askedAt', 'asker', 'answeredBy'],
      ...['from', 'until', 'state', 'policy', 'version'],
    );
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        ...EVIDENCE_KINDS,
        TIME,
        'success',
        'pass',
        DATASET,
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.dictionary(keys, values),
          fc
            .tuple(fc.constantFrom(...Object.values(EXAMPLES)), keys, values)
            .map(([example, key, value]) => ({ ...example, [key]: value })),
        ),
        value => {
          const result = parseIncomingRecord(value);
          expect(
            'record' in result
              ? EVIDENCE_KINDS.includes(result.record.kind)
              : result.problem.reason.length > 10,
          ).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('checks a hundred thousand records in well under ten seconds', () => {
    const started = performance.now();
    for (let index = 0; index < 100_000; index++) {
      parseIncomingRecord(QUALITY);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

function shuffled(
  value: unknown,
  order: (names: string[]) => string[],
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => shuffled(item, order));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(
    order(Object.keys(fields)).map(name => [
      name,
      shuffled(fields[name], order),
    ]),
  );
}

function idOf(value: unknown, publisher = 'dbt-prod'): string {
  const result = parseIncomingRecord(value);
  if (!('record' in result)) {
    throw new Error(result.problem.reason);
  }
  return recordId(publisher, result.record);
}

describe('the address of a repository', () => {
  it.each([
    ['https://git.example/wh/stock', 'https://git.example/wh/stock'],
    ['https://ana:secret@git.example/wh/stock', 'https://git.example/wh/stock'],
    ['ssh://ana@git.example:22/wh/stock', 'ssh://git.example:22/wh/stock'],
    ['ana@git.example:wh/stock.git', 'git.example:wh/stock.git'],
    ['git@git.example:wh/stock.git', 'git@git.example:wh/stock.git'],
    ['https://git.example/@wh/stock', 'https://git.example/@wh/stock'],
  ])('keeps no login of %s', (repository, kept) => {
    expect(parseIncomingRecord({ ...CHANGE, repository })).toMatchObject({
      record: { change: { repository: kept } },
    });
  });
});

describe('the address of a server', () => {
  it.each([
    ['postgres://ana:hunter2@db.acme.eu:5432', 'postgres://db.acme.eu:5432'],
    ['postgres://ana@db.acme.eu:5432', 'postgres://db.acme.eu:5432'],
    ['ana:hunter2@db.acme.eu', 'db.acme.eu'],
    [
      'jdbc:postgresql://db:5432/wh?user=ana&password=hunter2',
      'jdbc:postgresql://db:5432/wh',
    ],
    ['sqlserver://db:1433;user=ana;password=hunter2', 'sqlserver://db:1433'],
    [
      'abfss://container@account.dfs.core.windows.net',
      'abfss://container@account.dfs.core.windows.net',
    ],
    ['snowflake://acme.eu', 'snowflake://acme.eu'],
    ['arn:aws:glue:eu-west-1:1234', 'arn:aws:glue:eu-west-1:1234'],
    ['bigquery', 'bigquery'],
  ])('keeps no login of %s', (namespace, kept) => {
    expect(
      parseIncomingRecord({
        ...RUN,
        dataset: { namespace, name: 'wh.stock' },
        job: { namespace, name: 'stock' },
      }),
    ).toMatchObject({
      record: {
        dataset: { namespace: kept },
        run: { job: { namespace: kept, name: 'stock' } },
      },
    });
  });
});

describe('recordId', () => {
  it('holds no person, so that no digest of it tells one', () => {
    const by = (author: object) => idOf({ ...CHANGE, author });
    expect(by({ user: 'user:default/ana' })).toBe(
      by({ email: 'ben@acme.example' }),
    );
    expect(by({ groups: ['group:default/wh'] })).not.toBe(
      by({ groups: ['group:default/other'] }),
    );
    const acted = (firstActedBy: object) => idOf({ ...INCIDENT, firstActedBy });
    expect(acted({ user: 'ana' })).toBe(acted({ email: 'ben@acme.example' }));
    const asked = (asker: object) =>
      idOf({ ...SUPPORT, asker, answeredBy: asker });
    expect(asked({ user: 'ana' })).toBe(asked({ email: 'ben@acme.example' }));
    expect(acted({ user: 'ana' })).not.toContain('ana');
  });

  it.each(Object.entries({ INCIDENT, SUPPORT, AGREEMENT }))(
    'takes every state of what proceeds, whatever the key: %s',
    (_name, example) => {
      const at = (time: string) => idOf({ ...example, key: 'k', time });
      expect(at(TIME)).toBe(at(TIME));
      expect(at('2026-11-20T10:04:00Z')).not.toBe(at(TIME));
      expect(idOf({ ...example, key: 'k' }, 'other')).not.toBe(at(TIME));
    },
  );

  it.each(Object.entries(EXAMPLES))(
    'does not depend on the order of fields: %s',
    (_name, example) => {
      fc.assert(
        fc.property(fc.infiniteStream(fc.nat()), stream => {
          const order = (names: string[]) =>
            names
              .map(name => ({ name, rank: stream.next().value as number }))
              .sort((a, b) => a.rank - b.rank)
              .map(({ name }) => name);
          expect(idOf(shuffled(example, order))).toBe(idOf(example));
        }),
        { numRuns: 50 },
      );
    },
  );

  it('tells publishers, contents and keys apart', () => {
    const ids = [
      idOf(RUN),
      idOf(RUN, 'other'),
      idOf({ ...RUN, status: 'failed' }),
      idOf({ ...RUN, key: 'a' }),
      idOf({ ...RUN, key: 'b' }),
      idOf({ ...RUN, key: 'a' }, 'other'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('takes the key alone where there is one', () => {
    expect(idOf({ ...RUN, key: 'a', status: 'failed' })).toBe(
      idOf({ ...RUN, key: 'a' }),
    );
  });

  it('cannot be forged by a key that looks like another publisher', () => {
    expect(idOf({ ...RUN, key: 'c' }, 'a","b')).not.toBe(
      idOf({ ...RUN, key: 'b","c' }, 'a'),
    );
  });
});

describe('canonicalJson', () => {
  it.each<[unknown, string]>([
    [
      { b: 1, a: { d: undefined, c: [1, undefined, 'x'] } },
      '{"a":{"c":[1,null,"x"]},"b":1}',
    ],
    [undefined, 'null'],
    [null, 'null'],
    ['a"b', '"a\\"b"'],
    [-0, '0'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
