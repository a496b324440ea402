import { readContract } from './readContract';

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

function rules(...items: string[]) {
  return read(
    'schema:',
    '  - name: stock',
    '    properties:',
    '      - { name: site, logicalType: string, primaryKey: true, required: true }',
    '      - name: amount',
    '        logicalType: integer',
    '        quality:',
    ...items.map(item => `          - { ${item} }`),
  ).rules;
}

describe('rules of a contract', () => {
  it.each<[string, object]>([
    [
      'id: full, metric: missingValues, mustBe: 0',
      {
        id: 'full',
        key: 'full',
        type: 'library',
        covers: 'completeness',
        executable: true,
        mandatory: true,
        tautology: false,
        sentence: 'Missing values in stock.amount: exactly 0.',
      },
    ],
    [
      'metric: nullValues, mustBeLessThan: 5, unit: percent',
      { sentence: 'Empty values in stock.amount: less than 5 %.' },
    ],
    ['metric: duplicateValues, mustBe: 0', { covers: 'uniqueness' }],
    [
      'metric: rowCount, mustBeGreaterThan: 1000000',
      {
        covers: 'volume',
        sentence: 'Number of rows in stock.amount: more than 1,000,000.',
      },
    ],
    [
      'metric: invalidValues, mustBe: 0, arguments: { validValues: [1, 2] }',
      { covers: 'business', executable: true },
    ],
    [
      'type: sql, query: select count(*) from stock where amount < 0, mustBe: 0',
      { type: 'sql', covers: 'business', executable: true, tautology: false },
    ],
    [
      'type: sql, query: select count(*) from stock, mustBeGreaterThan: 10',
      { covers: 'volume' },
    ],
    [
      'type: sql, query: select count(*) from stock where amount is null, mustBe: 0',
      { covers: 'completeness' },
    ],
    [
      'type: custom, engine: soda, implementation: "duplicate_percent(site) = 0"',
      { covers: 'uniqueness', executable: true },
    ],
    [
      'type: text, description: Should be right',
      { type: 'text', executable: false, mandatory: false },
    ],
    ['type: sql, query: select 1 from stock', { executable: false }],
    ['metric: nullValues, mustBe: none', { executable: false }],
    ['metric: nullValues', { executable: false }],
    ['type: custom, engine: soda, implementation: ""', { executable: false }],
    [
      'rule: nullCheck, mustBe: 0, metric: nullValues',
      { metric: 'nullValues' },
    ],
  ])('%s', (item, expected) => {
    expect(rules(item)).toMatchObject([expected]);
  });

  it.each<[string, boolean]>([
    ['metric: rowCount, mustBeGreaterOrEqualTo: 0', true],
    ['metric: rowCount, mustBeGreaterThan: 0', false],
    ['metric: rowCount, mustBeGreaterThan: -1', true],
    ['metric: rowCount, mustNotBe: -1', true],
    ['metric: rowCount, mustNotBe: 0.5', true],
    ['metric: rowCount, mustNotBe: 0', false],
    ['metric: nullValues, mustBeLessOrEqualTo: 100, unit: percent', true],
    ['metric: nullValues, mustBeLessOrEqualTo: 100', false],
    ['metric: nullValues, mustBeBetween: [0, 100], unit: percent', true],
    ['metric: nullValues, mustBeBetween: [0, 1e18]', true],
    ['metric: nullValues, mustBeBetween: [0, 10]', false],
    ['metric: nullValues, mustNotBeBetween: [-5, -1]', true],
    ['type: sql, query: select 1, mustBe: 1', true],
    ['type: sql, query: SELECT 0 AS x FROM stock, mustBe: 0', true],
    [
      'type: sql, query: select count(*) from stock where 1 = 0, mustBe: 0',
      true,
    ],
    [
      'type: sql, query: select count(*) from stock where 1=1 and amount < 0, mustBe: 0',
      false,
    ],
    [
      'type: sql, query: select count(*) from stock, mustBeGreaterOrEqualTo: 0',
      true,
    ],
    [
      'type: sql, query: select min(amount) from stock, mustBeGreaterOrEqualTo: 0',
      false,
    ],
    ['type: custom, engine: soda, implementation: "true"', true],
  ])('%s: a condition that cannot fail: %s', (item, tautology) => {
    expect(rules(item)).toMatchObject([{ tautology }]);
  });

  it.each<[string, string, string, boolean]>([
    [
      'the same query in another layout',
      'type: sql, query: "select count(*) from stock;", mustBe: 1',
      'type: sql, query: "SELECT  COUNT(*)  FROM stock -- rows", mustBe: 2',
      true,
    ],
    [
      'the same metric with another threshold on the same side',
      'metric: nullValues, mustBe: 0',
      'metric: nullValues, mustBeLessThan: 9',
      true,
    ],
    [
      'a lower and an upper bound',
      'metric: rowCount, mustBeGreaterThan: 1',
      'metric: rowCount, mustBeLessThan: 9',
      false,
    ],
    [
      'other arguments',
      'metric: invalidValues, mustBe: 0, arguments: { validValues: [a] }',
      'metric: invalidValues, mustBe: 0, arguments: { pattern: "^a" }',
      false,
    ],
  ])('tells copies apart: %s', (_what, one, other, same) => {
    const [a, b] = rules(one, other);
    expect(a.fingerprint === b.fingerprint).toBe(same);
    expect(a.key).not.toBe(b.key);
  });

  it('asks for a rule of low severity where the rubric does', () => {
    const reading = read(
      'schema:',
      '  - name: stock',
      '    quality:',
      '      - { id: volume, metric: rowCount, mustBeGreaterThan: 0, severity: info }',
      '      - { id: business, type: sql, query: select max(x) from stock, mustBe: 0, severity: warning }',
      '      - { id: strict, type: sql, query: select min(x) from stock, mustBe: 0, severity: ERROR }',
      '    properties:',
      '      - { name: a, required: true, quality: [{ id: required, metric: nullValues, mustBe: 0, severity: info }] }',
      '      - { name: b, quality: [{ id: optional, metric: nullValues, mustBe: 0, severity: info }] }',
    );
    expect(
      reading.rules.filter(rule => rule.mandatory).map(rule => rule.id),
    ).toEqual(['volume', 'strict', 'required']);
  });

  it('gives each rule a key of its own and tells ids that stand twice', () => {
    const reading = read(
      'schema:',
      '  - name: stock',
      '    quality:',
      '      - { id: rows, metric: rowCount, mustBeGreaterThan: 0 }',
      '      - { id: rows, metric: rowCount, mustBeLessThan: 9 }',
      '      - { metric: rowCount, mustBeLessThan: 9 }',
    );
    expect(reading.rules.map(rule => rule.key)).toEqual([
      'rows',
      'rows#2',
      'stock//rowCount#1',
    ]);
    expect(reading.problems).toMatchObject([
      { severity: 'warning', path: 'schema[0].quality[1].id', line: 10 },
    ]);
  });
});
