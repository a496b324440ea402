import { Settings } from '../scorecard/types';
import { contractAddresses } from './contractAddresses';
import { readContract } from './readContract';

const SETTINGS: Settings = {
  holidays: [],
  aiTypes: [],
  scaffoldTexts: [],
  latencyCeiling: 0,
};

function addresses(
  servers: string[],
  objects: string[] = ['name: stock'],
  productionServers?: string[],
) {
  const reading = readContract(
    [
      'apiVersion: v3.1.0',
      'kind: DataContract',
      'id: x',
      'version: 1.0.0',
      'status: active',
      'servers:',
      ...servers.map(server => `  - { server: s, ${server} }`),
      'schema:',
      ...objects.map(object => `  - { ${object} }`),
    ].join('\n'),
  );
  return contractAddresses(reading, { ...SETTINGS, productionServers });
}

const SNOWFLAKE =
  'type: snowflake, account: acme.eu, database: wh, schema: inv';

describe('contractAddresses', () => {
  it.each<[string, string, string, string?]>([
    [SNOWFLAKE, 'snowflake://acme.eu', 'wh.inv.stock'],
    [
      'type: snowflake, account: acme.eu.snowflakecomputing.com, database: wh, schema: inv',
      'snowflake://acme.eu',
      'wh.inv.stock',
    ],
    [SNOWFLAKE, 'snowflake://acme.eu', 'wh.core.stock', 'core.stock'],
    [SNOWFLAKE, 'snowflake://acme.eu', 'lake.core.stock', 'lake.core.stock'],
    [
      'type: postgres, host: db.example, port: 5433, database: wh, schema: inv',
      'postgres://db.example:5433',
      'wh.inv.stock',
    ],
    [
      'type: postgresql, host: "jdbc://db.example:5432/wh", port: 1, database: wh, schema: inv',
      'postgres://db.example:5432',
      'wh.inv.stock',
    ],
    [
      'type: bigquery, project: acme, dataset: inv',
      'bigquery',
      'acme.inv.stock',
    ],
    [
      'type: redshift, host: wh.abc.eu-west-1.redshift.amazonaws.com, database: d, schema: s',
      'redshift://wh.eu-west-1:5439',
      'd.s.stock',
    ],
    [
      'type: databricks, host: "https://dbc-1.cloud.databricks.com", catalog: c, schema: s',
      'databricks://dbc-1.cloud.databricks.com',
      'c.s.stock',
    ],
    [
      'type: kafka, host: broker, format: avro',
      'kafka://broker:9092',
      'wh.stock.v1',
      'wh.stock.v1',
    ],
    ['type: kafka, host: "b1:9093,b2:9093"', 'kafka://b1:9093', 'stock'],
    [
      'type: s3, location: "s3://acme/inv/stock/*.parquet"',
      's3://acme',
      'inv/stock',
    ],
    [
      'type: s3, location: "s3://acme/data/{model}/*.json"',
      's3://acme',
      'data/stock',
    ],
    ['type: s3, location: "s3://acme"', 's3://acme', 'stock'],
    ['type: s3, location: "gs://acme/inv"', 'gs://acme', 'inv'],
    [
      'type: azure, format: parquet, location: "https://acme.blob.core.windows.net/raw/inv/"',
      'wasbs://raw@acme.blob.core.windows.net',
      'inv',
    ],
    [
      'type: azure, format: parquet, location: "abfss://raw@acme.dfs.core.windows.net/inv"',
      'abfss://raw@acme.dfs.core.windows.net',
      'inv',
    ],
    [
      'type: mysql, host: h, port: 3306, database: wh',
      'mysql://h:3306',
      'wh.stock',
    ],
    [
      'type: sqlserver, host: h, database: wh, schema: dbo',
      'mssql://h:1433',
      'wh.dbo.stock',
    ],
    [
      'type: oracle, host: h, port: 1521, serviceName: wh',
      'oracle://h:1521',
      'wh.inv.stock',
      'inv.stock',
    ],
    [
      'type: trino, host: h, port: 8080, catalog: c, schema: s',
      'trino://h:8080',
      'c.s.stock',
    ],
    [
      'type: athena, stagingDir: "s3://a/b", schema: inv, regionName: eu-west-1',
      'awsathena://athena.eu-west-1.amazonaws.com',
      'AwsDataCatalog.inv.stock',
    ],
    [
      'type: glue, account: "123", database: inv, customProperties: [{ property: region, value: eu-west-1 }]',
      'arn:aws:glue:eu-west-1:123',
      'table/inv/stock',
    ],
    ['type: pubsub, project: acme', 'pubsub', 'topic:acme:stock'],
    [
      'type: api, location: "https://api.example/v1/stock"',
      'https://api.example',
      'v1/stock',
    ],
    [
      `${SNOWFLAKE}, customProperties: [{ property: datasetNamespace, value: "snowflake://org-acme" }]`,
      'snowflake://org-acme',
      'wh.inv.stock',
    ],
  ])('%s', (server, namespace, name, ...[physicalName]) => {
    const object = physicalName
      ? `name: stock, physicalName: ${physicalName}`
      : 'name: stock';
    expect(addresses([server], [object])).toMatchObject({
      state: 'known',
      addresses: [{ namespace, name }],
    });
  });

  it('names every object once', () => {
    expect(
      addresses([SNOWFLAKE], ['name: a', 'name: b, physicalName: A']),
    ).toMatchObject({ addresses: [{ name: 'wh.inv.A' }] });
  });

  it.each<[string, string[], string[] | undefined, RegExp]>([
    ['no server', [], undefined, /names no server/],
    [
      'only a test server',
      [`${SNOWFLAKE}, environment: test`],
      undefined,
      /no production server/,
    ],
    [
      'two servers of no environment',
      [SNOWFLAKE, SNOWFLAKE],
      undefined,
      /no production server/,
    ],
    [
      'two different production servers',
      [
        `${SNOWFLAKE}, environment: prod`,
        'type: bigquery, project: a, dataset: b, environment: production',
      ],
      undefined,
      /keep one/,
    ],
    [
      'a type without an address',
      ['type: impala, host: h, database: d'],
      undefined,
      /lacks the fields/,
    ],
    [
      'fields that do not suffice',
      ['type: databricks, catalog: c, schema: s'],
      undefined,
      /lacks the fields/,
    ],
    [
      'a server that is not configured',
      [SNOWFLAKE],
      ['snowflake://other'],
      /not one of the configured/,
    ],
  ])('is not wired for %s', (_what, servers, productionServers, reason) => {
    expect(addresses(servers, undefined, productionServers)).toEqual({
      state: 'not-wired',
      reason: expect.stringMatching(reason),
    });
  });

  it('is not wired without an object', () => {
    const reading = readContract(
      `{ servers: [{ server: s, ${SNOWFLAKE} }], kind: DataContract }`,
    );
    expect(contractAddresses(reading, SETTINGS)).toMatchObject({
      state: 'not-wired',
    });
  });

  it('takes the production server among several, and the configured one among those', () => {
    const prod = `${SNOWFLAKE}, environment: Production`;
    const test = 'type: bigquery, project: a, dataset: b, environment: test';
    expect(addresses([test, prod])).toMatchObject({
      server: { namespace: 'snowflake://acme.eu' },
    });
    const other = 'type: bigquery, project: a, dataset: b, environment: prod';
    expect(
      addresses([other, prod], undefined, ['Snowflake://ACME.eu/']),
    ).toMatchObject({ server: { namespace: 'snowflake://acme.eu' } });
  });

  it('takes two entries of the same place for one', () => {
    const prod = `${SNOWFLAKE}, environment: prod`;
    expect(addresses([prod, prod])).toMatchObject({ state: 'known' });
  });
});
