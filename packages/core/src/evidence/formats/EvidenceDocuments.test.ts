import { EvidenceDocuments, EvidenceItem } from './EvidenceDocuments';
import { evidenceFormats } from './evidenceFormats';
import { MOST_RECORD_BYTES } from './JsonCutter';

const BOM = '\ufeff';
const RUN_RESULTS = {
  metadata: {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
    generated_at: '2026-11-20T10:00:00Z',
  },
  results: [
    {
      unique_id: 'model.shop.orders',
      status: 'success',
      relation_name: '"wh"."sales"."orders"',
    },
  ],
};
const ORDERS_RUN = {
  kind: 'run',
  time: '2026-11-20T10:00:00Z',
  dataset: { name: 'wh.sales.orders' },
  job: { namespace: 'dbt', name: 'model.shop.orders' },
  status: 'success',
};

function readAll(
  body: string | Uint8Array,
  options: { size?: number; format?: string } = {},
): { items: EvidenceItem[]; documents: EvidenceDocuments } {
  const documents = new EvidenceDocuments({
    formats: evidenceFormats,
    format: options.format,
  });
  const bytes =
    typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const size = options.size ?? 64_000;
  const items: EvidenceItem[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    items.push(...documents.push(bytes.subarray(start, start + size)));
  }
  items.push(...documents.end());
  return { items, documents };
}

const records = (items: EvidenceItem[]) =>
  items.map(item => ('record' in item ? item.record : item.reason));

describe.each([1, 2, 3, 7, 1000])('in chunks of %p bytes', size => {
  it.each<[string, unknown[]]>([
    ['[]', []],
    [' [ ] ', []],
    [`${BOM}[{"a":1}]`, [{ a: 1 }]],
    [
      '[{"a":1},\n{"b":[{"c":"]}"}]} , 5,"x, ]", null]',
      [{ a: 1 }, { b: [{ c: ']}' }] }, 5, 'x, ]', null],
    ],
    ['{"records":[{"a":"\\"}"},{}]}', [{ a: '"}' }, {}]],
    [
      '{ "from" : {"records":[1]}, "n": 1, "s":"],", "records" : [ {"a":1} ] , "more":[2]} ',
      [{ a: 1 }],
    ],
    ['[{"a":"ü€😀"}]', [{ a: 'ü€😀' }]],
    [JSON.stringify(RUN_RESULTS), [ORDERS_RUN]],
    [JSON.stringify(RUN_RESULTS, undefined, 2), [ORDERS_RUN]],
    [
      `${JSON.stringify(RUN_RESULTS)}\n${JSON.stringify(RUN_RESULTS)}`,
      [ORDERS_RUN, ORDERS_RUN],
    ],
  ])('reads %j', (body, expected) => {
    expect(records(readAll(body, { size }).items)).toEqual(expected);
  });

  it('refuses an element alone that is no JSON', () => {
    expect(records(readAll('[{"a":1 "b"},{"c":2}]', { size }).items)).toEqual([
      expect.stringMatching(/^not JSON/),
      { c: 2 },
    ]);
  });

  it.each([
    ['', 'The body is empty'],
    [
      '[{"a":1},{"b":',
      'cut off, send it again whole; the 1 records before it were read',
    ],
    ['[{"a":1}', 'The body ends inside the JSON document'],
    ['{"records":[{}]', 'The body ends inside the JSON document'],
    ['{"record":[{}]}', 'The object has no "records"'],
    ['{"records":{"a":1}}', '"records" is no array'],
    [
      '{"kind":"run","time":"x"}\n{"kind":"run","time":"x"}',
      'The body is a record and not a list of them',
    ],
    ['<html>', 'The body is no JSON document'],
    ['[{}{}]', "has '{' at [1] where ',' or ']' should be"],
    ['{"results":[{}{}]}', "has '{' at results[1] where ',' or ']' should be"],
    ['[,]', 'where a value should be'],
    ['[{}] x', 'where the end of the body should be'],
    ['{"a" 1}', "where ':' should be"],
    ['{a:1}', 'where a key in quotes should be'],
  ])('cannot read %j', (body, message) => {
    expect(() => readAll(body, { size })).toThrow(message);
  });
});

describe('a document', () => {
  it('is told by what it says, wherever it says it', () => {
    const scan = {
      checks: [
        { name: 'rows', table: 'orders', outcome: 'pass', metrics: ['m1'] },
      ],
      metrics: [{ identity: 'm1', metricName: 'row_count' }],
      scanEndTimestamp: '2026-11-20T10:00:00Z',
    };
    const { items, documents } = readAll(JSON.stringify(scan));
    expect(records(items)).toEqual([
      {
        kind: 'quality',
        time: '2026-11-20T10:00:00Z',
        dataset: { name: 'orders' },
        rule: { metric: 'rowCount' },
        outcome: 'pass',
      },
    ]);
    expect(documents.counts).toEqual([
      { format: 'soda', title: 'Soda scan results', items: 1, records: 1 },
    ]);
  });

  it('may be named, and a name that is not known is refused with those that are', () => {
    expect(
      readAll('{"checks":[]}', { format: 'soda' }).documents.counts,
    ).toEqual([expect.objectContaining({ format: 'soda', records: 0 })]);
    expect(() => readAll('{}', { format: 'sodaa' })).toThrow(
      /^format: 'sodaa' is not known; accepted are dbt-manifest, dbt-run-results, /,
    );
  });

  it('breaks in one place only', () => {
    const text = JSON.stringify({
      ...RUN_RESULTS,
      results: [RUN_RESULTS.results[0], 'BROKEN', RUN_RESULTS.results[0]],
    }).replace('"BROKEN"', '{"unique_id":}');
    expect(records(readAll(text).items)).toEqual([
      ORDERS_RUN,
      expect.stringMatching(/^not JSON/),
      ORDERS_RUN,
    ]);
  });

  it('is read on where one of its keys is unheard of, however deep', () => {
    const text = JSON.stringify({
      ...RUN_RESULTS,
      macros: { a: { b: [[['}]']]] } },
      __proto__: null,
    });
    expect(records(readAll(text).items)).toEqual([ORDERS_RUN]);
  });

  it('cannot change what objects are', () => {
    readAll(
      '{"definitionName":"x","checks":[],"__proto__":{"polluted":1},"metrics":{"__proto__":{"polluted":1}}}',
    );
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('a record', () => {
  const long = `{"a":"${'x'.repeat(MOST_RECORD_BYTES)}"}`;

  it('is refused alone when it is too long', () => {
    expect(records(readAll(`[1,${long},2]`).items)).toEqual([
      1,
      expect.stringContaining('1 MiB'),
      2,
    ]);
  });

  it('is refused alone when it is not UTF-8', () => {
    const body = new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x2c, 0x31, 0x5d]);
    expect(records(readAll(body).items)).toEqual(['not UTF-8 text', 1]);
  });

  it('may be an event of a tool, in a list or on a line', () => {
    const event = {
      eventType: 'COMPLETE',
      eventTime: '2026-11-20T10:00:00Z',
      run: { runId: '1' },
      job: { namespace: 'airflow', name: 'orders' },
      outputs: [{ namespace: 'snowflake://acme.eu', name: 'wh.sales.orders' }],
    };
    const run = {
      kind: 'run',
      time: '2026-11-20T10:00:00Z',
      dataset: { namespace: 'snowflake://acme.eu', name: 'wh.sales.orders' },
      job: { namespace: 'airflow', name: 'orders' },
      status: 'success',
    };
    const other = { kind: 'run', time: 'x' };
    expect(records(readAll(JSON.stringify([event, other])).items)).toEqual([
      run,
      other,
    ]);
    expect(records(readAll(JSON.stringify(event)).items)).toEqual([run]);
    const documents = new EvidenceDocuments({ formats: evidenceFormats });
    expect(records(documents.readLine(4, JSON.stringify(event)))).toEqual([
      run,
    ]);
  });
});
