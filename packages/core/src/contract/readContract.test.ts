import fc from 'fast-check';
import { MAX_CONTRACT_BYTES } from './parseYaml';
import { readContract } from './readContract';
import { ContractProblem } from './types';

const HEAD = [
  'apiVersion: v3.1.0',
  'kind: DataContract',
  'id: stock-levels',
  'version: 1.2.0',
  'status: active',
].join('\n');

function read(...lines: string[]) {
  return readContract([HEAD, ...lines].join('\n'));
}

describe('readContract', () => {
  it('reads what a small contract says', () => {
    const reading = read(
      'name: Stock levels',
      'description: { purpose: One figure, usage: Read daily, limitations: No history }',
      'servers:',
      '  - { server: prod, type: snowflake, account: acme.eu, database: wh, schema: inventory, environment: prod }',
      'schema:',
      '  - name: stock_levels',
      '    physicalName: STOCK_LEVELS',
      '    properties:',
      '      - { name: site, physicalName: SITE_ID, logicalType: string, physicalType: VARCHAR, primaryKey: true, required: true, unique: true, criticalDataElement: true, description: Code of the site }',
      'support:',
      "  - { channel: '#data', url: 'https://chat.example/data', tool: slack }",
    );
    expect(reading).toMatchObject({
      conformant: true,
      problems: [],
      id: 'stock-levels',
      name: 'Stock levels',
      version: '1.2.0',
      apiVersion: 'v3.1.0',
      status: 'active',
      description: {
        purpose: 'One figure',
        usage: 'Read daily',
        limitations: 'No history',
      },
      objects: [{ name: 'stock_levels', physicalName: 'STOCK_LEVELS' }],
      support: [{ channel: '#data', url: 'https://chat.example/data' }],
    });
    expect(reading.columns).toEqual([
      {
        object: 'stock_levels',
        name: 'site',
        physicalName: 'SITE_ID',
        logicalType: 'string',
        physicalType: 'VARCHAR',
        description: 'Code of the site',
        required: true,
        unique: true,
        primaryKey: true,
        critical: true,
      },
    ]);
  });

  it('names nested columns by their path, through objects, lists and maps', () => {
    const reading = readContract(
      [
        HEAD.replace('v3.1.0', 'v3.2.0'),
        'schema:',
        '  - name: orders',
        '    properties:',
        '      - name: buyer',
        '        logicalType: object',
        '        properties:',
        '          - { name: city, physicalName: TOWN, logicalType: string }',
        '      - name: lines',
        '        logicalType: array',
        '        items:',
        '          logicalType: object',
        '          properties: [{ name: sku, logicalType: string }]',
        '      - name: labels',
        '        logicalType: map',
        '        map:',
        '          key: { logicalType: string }',
        '          value: { logicalType: object, properties: [{ name: text }] }',
      ].join('\n'),
    );
    expect(reading.conformant).toBe(true);
    expect(
      reading.columns.map(({ name, physicalName }) => [name, physicalName]),
    ).toEqual([
      ['buyer', undefined],
      ['buyer.city', 'buyer.TOWN'],
      ['lines', undefined],
      ['lines.sku', undefined],
      ['labels', undefined],
      ['labels.text', undefined],
    ]);
  });

  it('keeps unquoted dates as texts, as YAML 1.2 does', () => {
    const reading = read(
      'team:',
      '  - { username: ana, role: owner, dateIn: 2024-01-01 }',
      'slaProperties:',
      '  - { property: endOfSupport, value: 2030-01-01 }',
    );
    expect(reading).toMatchObject({ conformant: true, problems: [] });
    expect(reading.promises).toEqual(['Supported until 2030-01-01.']);
  });

  it.each(['- { username: ana }', 'members: [{ username: ana }]'])(
    'accepts the team of v3.0 and of v3.1: %s',
    team => {
      expect(read('team:', `  ${team}`).conformant).toBe(true);
    },
  );

  const bad: [string, string, Partial<ContractProblem>][] = [
    ['an empty text', '', { message: expect.stringContaining('empty') }],
    ['a text that is no object', 'just words', { path: '' }],
    ['a list', '- a\n- b', { path: '' }],
    [
      'YAML that was cut off',
      `${HEAD}\nschema:\n  - name: "stock`,
      { line: 7, message: expect.stringContaining('not readable') },
    ],
    [
      'YAML with broken indentation',
      `${HEAD}\nschema:\n - name: a\n    physicalName: b\n`,
      { line: expect.any(Number) },
    ],
    [
      'two documents in one file',
      `${HEAD}\n---\n${HEAD}`,
      { message: expect.stringContaining('more than one') },
    ],
    [
      'an alias bomb',
      [
        'a: &a [x, x, x, x, x, x, x, x, x, x]',
        'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
        'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]',
        'd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
      ].join('\n'),
      { message: expect.stringContaining('aliases') },
    ],
    [
      'a large part that is repeated often',
      `a: &a [${'1,'.repeat(20_000)}]\nb: [${'*a,'.repeat(90)}]`,
      { message: expect.stringContaining('aliases') },
    ],
    [
      'an alias that holds itself',
      'a: &a\n  b: *a',
      { message: expect.stringContaining('contains itself') },
    ],
    [
      'brackets without end',
      '['.repeat(100_000),
      { message: expect.stringContaining('nests deeper') },
    ],
    [
      'closed brackets, too deep',
      `a: ${'['.repeat(300)}${']'.repeat(300)}`,
      { message: expect.stringContaining('nests deeper') },
    ],
    [
      'a field twice',
      `${HEAD}\ncustomProperties:\n  - { property: a, value: 1, property: b }`,
      { message: expect.stringContaining('names "property" a second time') },
    ],
    [
      'more than 5 MB',
      `${HEAD}\n#${'x'.repeat(MAX_CONTRACT_BYTES)}`,
      { message: expect.stringContaining('larger than 5 MB') },
    ],
    [
      'more than 5 MB of letters that take three bytes each',
      `${HEAD}\n#${'€'.repeat(2_000_000)}`,
      { message: expect.stringContaining('larger than 5 MB') },
    ],
    [
      'another kind',
      HEAD.replace('DataContract', 'DataProduct'),
      {
        path: 'kind',
        line: 2,
        message: expect.stringContaining('DataProduct'),
      },
    ],
    [
      'version 2',
      HEAD.replace('v3.1.0', 'v2.2.2'),
      { path: 'apiVersion', line: 1, fix: expect.stringContaining('Migrate') },
    ],
    [
      'version 4',
      HEAD.replace('v3.1.0', 'v4.0.0'),
      {
        path: 'apiVersion',
        line: 1,
        message: expect.stringContaining('v4.0.0'),
      },
    ],
    [
      'a version 3 that does not exist',
      HEAD.replace('v3.1.0', 'v3.9.0'),
      { path: 'apiVersion', fix: expect.stringContaining('v3.1.0') },
    ],
    [
      'the other contract specification',
      'dataContractSpecification: 1.1.0\nid: x',
      { message: expect.stringContaining('not of ODCS') },
    ],
    [
      'a missing field',
      HEAD.replace('id: stock-levels\n', ''),
      { path: 'id', message: expect.stringContaining('"id" is missing') },
    ],
    [
      'a number where a text belongs',
      HEAD.replace('1.2.0', '1'),
      { path: 'version', line: 4, fix: 'Put it in quotes: "1".' },
    ],
    [
      'a misspelled field',
      `${HEAD}\nschema:\n  - name: a\n    phisicalName: b`,
      {
        path: 'schema[0].phisicalName',
        line: 8,
        fix: 'Did you mean "physicalName"?',
      },
    ],
    [
      'a value that is not accepted',
      `${HEAD}\nschema:\n  - name: a\n    properties:\n      - { name: b, logicalType: varchar }`,
      {
        path: 'schema[0].properties[0].logicalType',
        line: 9,
        fix: expect.stringContaining('string, date'),
      },
    ],
    [
      'a server without its fields',
      `${HEAD}\nservers:\n  - { server: p, type: snowflake, account: a }`,
      { path: 'servers[0].database', line: 7 },
    ],
    [
      'two comparisons in one rule',
      `${HEAD}\nschema:\n  - name: a\n    quality:\n      - { metric: rowCount, mustBe: 1, mustBeLessThan: 2 }`,
      {
        path: 'schema[0].quality[0]',
        message: expect.stringContaining('exactly one comparison'),
      },
    ],
    [
      'a query on a rule that is no query',
      `${HEAD}\nschema:\n  - name: a\n    quality:\n      - { query: select 1, metric: rowCount, mustBe: 1 }`,
      { path: 'schema[0].quality[0].query' },
    ],
  ];

  it.each(bad)('refuses %s and says where', (_what, text, problem) => {
    const reading = readContract(text);
    expect(reading.conformant).toBe(false);
    expect(reading.problems).toContainEqual(
      expect.objectContaining({ severity: 'error', ...problem }),
    );
    for (const { message, fix } of reading.problems) {
      expect(message).toMatch(/\.$/);
      expect(fix).toBeTruthy();
    }
  });

  it('names the document in front of what stopped it', () => {
    const [problem] = readContract('a: [', {
      document: 'c.odcs.yaml',
    }).problems;
    expect(problem.message).toMatch(/^c\.odcs\.yaml: /);
  });

  it('reads on where something is wrong', () => {
    const reading = read(
      'nonsense: { a: 1 }',
      'schema:',
      '  - name: stock',
      '    properties:',
      '      - { name: site, logicalType: text }',
      '      - { logicalType: string }',
      '      - 17',
      '      - { name: amount }',
    );
    expect(reading.conformant).toBe(false);
    expect(reading.columns.map(({ name }) => name)).toEqual(['site', 'amount']);
    expect(reading.unknownFields).toEqual([
      { path: 'nonsense', value: '{"a":1}' },
    ]);
  });

  it('tells unknown fields of v3.2 without holding them against the document', () => {
    const reading = readContract(
      `${HEAD.replace('v3.1.0', 'v3.2.0')}\nservice: gold`,
    );
    expect(reading).toMatchObject({
      conformant: true,
      problems: [{ severity: 'info', path: 'service', line: 6 }],
      unknownFields: [{ path: 'service', value: '"gold"' }],
    });
  });

  it('tells names that stand twice, though the schema accepts them', () => {
    const reading = read(
      'schema:',
      '  - name: stock',
      '    properties: [{ name: a }, { name: b }, { name: a }]',
      '  - name: stock',
    );
    expect(reading.conformant).toBe(true);
    expect(reading.problems).toMatchObject([
      { severity: 'error', path: 'schema[0].properties[2]', line: 8 },
      { severity: 'error', path: 'schema[1]', line: 9 },
    ]);
  });

  it('survives names that every object has', () => {
    const reading = read(
      'slaProperties: [{ property: constructor, value: 1 }]',
      'schema:',
      '  - name: __proto__',
      '    quality: [{ type: library, metric: toString, mustBe: 0 }]',
      '    properties: [{ name: hasOwnProperty }]',
      '__proto__: { conformant: true }',
    );
    expect(reading.conformant).toBe(false);
    expect(reading.columns).toHaveLength(1);
    expect(reading.rules[0].executable).toBe(false);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const reading = readContract(text);
        expect(reading.conformant).toBe(false);
        expect(reading.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever stands in the known fields', () => {
    const anything = fc.jsonValue({ maxDepth: 4 });
    const item = fc.dictionary(
      fc.constantFrom(
        ...[
          'name',
          'type',
          'properties',
          'items',
          'quality',
          'metric',
          'query',
        ],
        ...['mustBe', 'property', 'value', 'unit', 'schedule', 'channel'],
        ...['server', 'host', 'port', 'location', 'account', 'implementation'],
        ...['customProperties', 'logicalType', 'physicalName', 'map', 'rule'],
      ),
      anything,
    );
    const list = fc.oneof(anything, fc.array(fc.oneof(anything, item)));
    fc.assert(
      fc.property(
        fc.record({
          schema: list,
          servers: list,
          slaProperties: list,
          support: list,
          description: anything,
          customProperties: list,
        }),
        fc.constantFrom('v3.0.2', 'v3.1.0', 'v3.2.0'),
        (fields, apiVersion) => {
          const text = JSON.stringify({
            apiVersion,
            kind: 'DataContract',
            id: 'x',
            version: '1',
            status: 'a',
            ...fields,
          });
          const reading = readContract(text);
          expect(
            reading.conformant ||
              reading.problems.some(({ severity }) => severity === 'error'),
          ).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

it('reads a map of many keys in time that grows with their number, not with its square', () => {
  const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`);
  const begin = Date.now();
  expect(readContract(`${HEAD}\n${keys.join('\n')}`).conformant).toBe(false);
  // Under two seconds; comparing each key with all others took over thirty.
  expect(Date.now() - begin).toBeLessThan(10_000);
});
