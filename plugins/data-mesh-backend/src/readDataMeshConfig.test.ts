import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  DATA_MESH_CONFIG_KEYS,
  readDataMeshConfig,
} from './readDataMeshConfig';

const read = (data: JsonObject) =>
  readDataMeshConfig(mockServices.rootConfig({ data }));

const publisher = {
  id: 'dbt-prod',
  subject: 'external:dbt-prod',
  witness: 'platform',
};

describe('readDataMeshConfig', () => {
  it('needs nothing', () => {
    expect(read({})).toMatchObject({
      centralGroups: [],
      publishers: [],
      refresh: 10_000,
      surroundings: 60_000,
      contracts: {
        maxSize: 5_000_000,
        allowFileLocations: false,
        refresh: 300_000,
      },
      evidence: {
        maxSize: 256_000_000,
        retention: { run: 400 * 86_400_000, change: 400 * 86_400_000 },
        limits: {
          publisher: { requestsPerMinute: 6_000, recordsPerMinute: 1_000_000 },
          person: { requestsPerMinute: 60, recordsPerMinute: 10_000 },
        },
      },
      slo: { retention: 1_098 * 86_400_000 },
      settings: {
        aiTypes: ['ai-use-case', 'model', 'agent'],
        holidays: [],
        productionServers: undefined,
      },
    });
  });

  it('reads what is set', () => {
    expect(
      read({
        dataMesh: {
          centralGroups: ['central-data'],
          productionServers: ['snowflake://acme.eu', 'bigquery'],
          holidays: ['2026-12-25'],
          refresh: '30s',
          surroundings: { minutes: 2 },
          contracts: { refresh: 'PT1H', maxSize: '500kB' },
          publishers: [publisher],
          odps: { locations: [] },
          localRepositories: { path: 'x' },
          evidence: {
            mappings: {
              servers: [{ from: 'pg://replica', to: 'pg://main' }],
              datasets: [
                {
                  from: { namespace: 'dbt', name: 'stock' },
                  to: { namespace: 'pg://main', name: 'wh.stock' },
                },
              ],
            },
            principals: [
              { principal: 'SVC_FORECAST', consumer: 'forecast' },
              {
                job: { namespace: 'Airflow', name: 'Load' },
                consumer: 'group:default/sales',
              },
            ],
          },
        },
      }),
    ).toMatchObject({
      centralGroups: ['group:default/central-data'],
      refresh: 30_000,
      surroundings: 120_000,
      contracts: { refresh: 3_600_000, maxSize: 500_000 },
      publishers: [{ id: 'dbt-prod', mayBackfill: true }],
      settings: {
        productionServers: ['snowflake://acme.eu', 'bigquery'],
        mappings: {
          servers: [{ from: 'pg://replica', to: 'pg://main' }],
          datasets: [
            {
              from: { namespace: 'dbt', name: 'stock' },
              to: { namespace: 'pg://main', name: 'wh.stock' },
            },
          ],
        },
        principals: {
          svc_forecast: 'component:default/forecast',
          'airflow/load': 'group:default/sales',
        },
      },
    });
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'a misspelt section',
      { publisher: [] },
      /^dataMesh\.publisher: no such setting; accepted are .*publishers/,
    ],
    [
      'a misspelt key of a section',
      { contracts: { maxsize: '1MB' } },
      /^dataMesh\.contracts\.maxsize: no such setting; accepted are allowFileLocations, maxSize, refresh/,
    ],
    [
      'a misspelt key of a module',
      { odps: { location: 'x' } },
      /^dataMesh\.odps\.location: no such setting; accepted are locations, schedule/,
    ],
    [
      'a misspelt key of a publisher',
      { publishers: [{ ...publisher, title: 'x', kind: ['run'] }] },
      /^dataMesh\.publishers\[0\]\.kind: no such setting; accepted are .*kinds/,
    ],
    [
      'a day that no calendar has',
      { holidays: ['2026-12-25', '2026-02-30'] },
      /^dataMesh\.holidays: '2026-02-30' is no date; write it as 2026-12-25/,
    ],
    [
      'a person among the groups',
      { centralGroups: ['user:default/ana'] },
      /^dataMesh\.centralGroups: 'user:default\/ana' is no group/,
    ],
    [
      'a server that is no address',
      { productionServers: ['acme eu'] },
      /^dataMesh\.productionServers: 'acme eu' is no address of a server/,
    ],
    [
      'a misspelt key of the mappings',
      { evidence: { mappings: { server: [] } } },
      /^dataMesh\.evidence\.mappings\.server: no such setting; accepted are servers, datasets/,
    ],
    [
      'a mapping from no server',
      { evidence: { mappings: { servers: [{ from: 'a b', to: 'b' }] } } },
      /^dataMesh\.evidence\.mappings\.servers\[0\]\.from: 'a b' is no address/,
    ],
    [
      'a mapping to nowhere',
      { evidence: { mappings: { servers: [{ from: 'a' }] } } },
      /dataMesh\.evidence\.mappings\.servers\[0\]\.to/,
    ],
    [
      'a server that leads to two',
      {
        evidence: {
          mappings: {
            servers: [
              { from: 'pg://a', to: 'pg://b' },
              { from: 'PG://a/', to: 'pg://c' },
            ],
          },
        },
      },
      /^dataMesh\.evidence\.mappings\.servers\[1\]\.from: 'pg:\/\/a' already leads to 'pg:\/\/b' by dataMesh\.evidence\.mappings\.servers\[0\]/,
    ],
    [
      'a server that leads to itself',
      { evidence: { mappings: { servers: [{ from: 'a', to: 'A' }] } } },
      /^dataMesh\.evidence\.mappings\.servers\[0\]: leads from 'a' to itself/,
    ],
    [
      'mappings in a row',
      {
        evidence: {
          mappings: {
            servers: [
              { from: 'a', to: 'b' },
              { from: 'b', to: 'c' },
            ],
          },
        },
      },
      /^dataMesh\.evidence\.mappings\.servers\[0\]\.to: 'b' is mapped itself/,
    ],
    [
      'a data set that leads to two',
      {
        evidence: {
          mappings: {
            datasets: ['x', 'y'].map(name => ({
              from: { namespace: 'a', name: 't' },
              to: { namespace: 'b', name },
            })),
          },
        },
      },
      /^dataMesh\.evidence\.mappings\.datasets\[1\]\.from: 'a\|t' already leads to 'b\|x'/,
    ],
    [
      'a data set on a server that is mapped',
      {
        evidence: {
          mappings: {
            servers: [{ from: 'b', to: 'c' }],
            datasets: [
              {
                from: { namespace: 'a', name: 't' },
                to: { namespace: 'b', name: 't' },
              },
            ],
          },
        },
      },
      /^dataMesh\.evidence\.mappings\.datasets\[0\]\.to: 't' on 'b' is mapped itself/,
    ],
    [
      'a data set without name',
      {
        evidence: {
          mappings: { datasets: [{ from: { namespace: 'a' }, to: {} }] },
        },
      },
      /dataMesh\.evidence\.mappings\.datasets\[0\]\.from\.name/,
    ],
    [
      'an account of a person',
      {
        evidence: {
          principals: [{ principal: 'ANA', consumer: 'user:default/ana' }],
        },
      },
      /^dataMesh\.evidence\.principals\[0\]\.consumer: 'user:default\/ana' must be an entity and no person/,
    ],
    [
      'an account of two',
      {
        evidence: {
          principals: [
            { principal: 'SVC', consumer: 'component:default/a' },
            { principal: 'svc ', consumer: 'component:default/b' },
          ],
        },
      },
      /^dataMesh\.evidence\.principals\[1\]: 'svc' is already component:default\/a by dataMesh\.evidence\.principals\[0\]/,
    ],
    [
      'a principal without name',
      { evidence: { principals: [{ consumer: 'component:default/a' }] } },
      /^dataMesh\.evidence\.principals\[0\]: name one of principal .* and job/,
    ],
    [
      'an interval that is none',
      { refresh: 'often' },
      /dataMesh\.refresh.*often|often.*dataMesh\.refresh/s,
    ],
    [
      'an interval of no length',
      { surroundings: { seconds: 0 } },
      /^dataMesh\.surroundings: must be longer than zero/,
    ],
    [
      'a size that is none',
      { contracts: { maxSize: 'big' } },
      /^dataMesh\.contracts\.maxSize is 'big'; write a size such as 5MB/,
    ],
    [
      'a word where yes or no is asked',
      { contracts: { allowFileLocations: 'sometimes' } },
      /dataMesh\.contracts\.allowFileLocations.*to a boolean/,
    ],
    [
      'a text where a list is asked',
      { productionServers: 'snowflake://acme.eu' },
      /dataMesh\.productionServers.*wanted string-array/,
    ],
    [
      'a section that is a text',
      { contracts: 'all' },
      /dataMesh\.contracts.*wanted object/,
    ],
    [
      'a limit of nothing',
      { evidence: { limits: { person: { recordsPerMinute: 0 } } } },
      /^dataMesh\.evidence\.limits\.person\.recordsPerMinute is 0; write a whole number from 1 up/,
    ],
    [
      'a misspelt limit',
      { evidence: { limits: { people: {} } } },
      /^dataMesh\.evidence\.limits\.people: no such setting; accepted are person, publisher/,
    ],
    [
      'a witness that is none',
      { publishers: [{ ...publisher, witness: 'god' }] },
      /^dataMesh\.publishers\[0\]\.witness: 'god' is not one of platform, self, consumer/,
    ],
    [
      'no subject',
      { publishers: [{ id: 'a', witness: 'platform' }] },
      /dataMesh\.publishers\[0\]\.subject/,
    ],
    [
      'a kind of record that is none',
      { publishers: [{ ...publisher, kinds: ['runs'] }] },
      /^dataMesh\.publishers\[0\]\.kinds\[0\]: 'runs' is not one of/,
    ],
  ])('stops at %s', (_name, dataMesh, message) => {
    expect(() => read({ dataMesh })).toThrow(message);
  });
});

describe('docs/configuration.md', () => {
  const file = resolve(__dirname, '../../../docs/configuration.md');
  const doc = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const sections = Object.keys(DATA_MESH_CONFIG_KEYS);

  it.each(
    Object.entries(DATA_MESH_CONFIG_KEYS)
      .flatMap(([path, keys]) => keys.map(key => `${path}.${key}`))
      .filter(path => !sections.includes(path)),
  )('explains %s', path => {
    expect(doc).toMatch(
      new RegExp(`^\\| \`${path.replace(/\./g, '\\.')}(\\[\\])?\` `, 'm'),
    );
  });
});
