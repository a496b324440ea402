import { parse } from 'yaml';
import { renderContract } from './renderContract';
import { ContractValues } from './types';

const values: ContractValues = {
  id: 'urn:data-contract:inventory:stock-levels',
  name: 'Stock levels',
  version: '1.0.0',
  server: {
    type: 'snowflake',
    account: 'acme.eu',
    database: 'wh',
    schema: 'inventory',
  },
  object: { name: 'stock_levels', type: 'table' },
  columns: [
    { name: 'site', logicalType: 'string', description: 'Site', key: true },
    { name: 'article', logicalType: 'string', description: 'No', key: true },
    { name: 'quantity', logicalType: 'number', critical: true },
    { name: 'note', logicalType: 'string' },
  ],
  promises: { unique: true, complete: true, notEmpty: true },
};

const render = (change: Partial<ContractValues> = {}) =>
  parse(renderContract({ ...values, ...change }));

describe('renderContract', () => {
  it('gives the same text for the same values', () => {
    expect(renderContract(values)).toBe(
      renderContract(JSON.parse(JSON.stringify(values))),
    );
  });

  it('leaves out what was not said', () => {
    const contract = render({ promises: undefined, purpose: '' });
    expect(Object.keys(contract)).toEqual([
      'apiVersion',
      'kind',
      'id',
      'name',
      'version',
      'status',
      'servers',
      'schema',
    ]);
    expect(contract.status).toBe('draft');
    expect(contract.schema[0].properties[3]).toEqual({
      name: 'note',
      logicalType: 'string',
      required: false,
    });
  });

  it('numbers the columns of a key in their order and requires them', () => {
    const [site, article] = render().schema[0].properties;
    expect(site).toMatchObject({
      primaryKey: true,
      primaryKeyPosition: 1,
      required: true,
    });
    expect(article).toMatchObject({ primaryKeyPosition: 2 });
    // Each value of a key of two columns may come again.
    expect(site.unique).toBeUndefined();
  });

  it('writes one rule for a key of several columns, on the object', () => {
    const [object] = render().schema;
    expect(object.quality).toEqual([
      expect.objectContaining({
        id: 'stock_levels-key-unique',
        metric: 'duplicateValues',
        arguments: { properties: ['site', 'article'] },
        mustBe: 0,
      }),
      expect.objectContaining({
        id: 'stock_levels-rows-present',
        metric: 'rowCount',
        mustBeGreaterThan: 0,
      }),
    ]);
  });

  it('writes the rule for a key of one column on the column', () => {
    const [object] = render({
      columns: [{ name: 'id', logicalType: 'string', key: true }],
      promises: { unique: true },
    }).schema;
    expect(object.quality).toBeUndefined();
    expect(object.properties[0]).toMatchObject({
      unique: true,
      quality: [{ id: 'stock_levels-id-unique', metric: 'duplicateValues' }],
    });
  });

  it('promises completeness of required and critical columns only', () => {
    const { properties } = render().schema[0];
    const complete = properties
      .filter((property: { quality?: { metric: string }[] }) =>
        property.quality?.some(rule => rule.metric === 'nullValues'),
      )
      .map((property: { name: string }) => property.name);
    expect(complete).toEqual(['site', 'article', 'quantity']);
  });

  it('gives every rule an id that no other rule has', () => {
    const ids = [...renderContract(values).matchAll(/ id: (\S+-\S+)/g)].map(
      match => match[1],
    );
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('promises time with value and unit', () => {
    expect(
      render({
        promises: {
          frequency: 'weekly',
          latencyHours: 12,
          target: 99.5,
          retentionDays: 400,
        },
      }).slaProperties,
    ).toEqual([
      { property: 'frequency', value: 7, unit: 'd' },
      { property: 'latency', value: 12, unit: 'h' },
      { property: 'timelinessTarget', value: 99.5, unit: 'percent' },
      { property: 'retention', value: 400, unit: 'd' },
    ]);
  });

  it('keeps the address to the fields of the server, whatever else was filled in', () => {
    expect(
      render({
        server: { type: 'kafka', host: 'broker:9092', account: 'left over' },
      }).servers,
    ).toEqual([
      {
        server: 'production',
        type: 'kafka',
        environment: 'prod',
        host: 'broker:9092',
      },
    ]);
  });
});
