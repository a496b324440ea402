import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleDataMesh from '@meshproof/backstage-plugin-catalog-backend-module-data-mesh';
import request from 'supertest';
import { CONTRACT } from './__testUtils__/company';
import { until } from './__testUtils__/startDataMesh';
import { dataMeshPlugin } from './plugin';

jest.setTimeout(120_000);

const ORGANISATION = `
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: { name: supply-chain }
spec: { owner: group:default/supply-chain }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: supply-chain }
spec: { type: team, children: [], members: [ana, ben] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: planning }
spec: { type: team, children: [], members: [dora] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ben }
spec: { memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: dora }
spec: { memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: demand-forecast-ai
  annotations: { meshproof.dev/consumes: 'inventory#stock-levels@2, inventory#no-such@1, ???' }
spec: { type: ai-use-case, lifecycle: production, owner: group:default/planning }
`;

const PRODUCT = `
apiVersion: meshproof.dev/v1alpha1
kind: DataProduct
metadata:
  name: inventory
  description: Stock on hand per site and article
spec:
  type: source-aligned
  lifecycle: active
  owner: group:default/supply-chain
  domain: supply-chain
  purpose: Planners and replenishment read one trusted stock figure.
  intendedFor: [component:default/demand-forecast-ai]
  team: [{ member: user:default/ana, role: product-owner }]
  outputPorts:
    - { name: stock-levels, type: table, version: 2.1.0, contract: ./contracts/stock-levels.odcs.yaml }
  pipelines:
    - name: stock-daily
      job: { namespace: airflow-prod, name: stock_daily }
      repository: https://git.example/wh/stock
  support: [{ channel: '#data-inventory', respondsWithin: P2D }]
`;

describe('with the catalog as it ships', () => {
  const directory = createMockDirectory();

  beforeAll(async () => {
    directory.setContent({
      'org.yaml': ORGANISATION,
      'inventory/catalog-info.yaml': PRODUCT,
      'inventory/contracts/stock-levels.odcs.yaml': CONTRACT,
    });
  });

  it('follows a product from its file to its scorecard', async () => {
    const { server, stop } = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleDataMesh,
        dataMeshPlugin,
        mockServices.scheduler.factory({
          includeInitialDelayedTasksOnStartup: true,
        }),
        mockServices.database.factory(),
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: {
                client: 'better-sqlite3',
                connection: ':memory:',
              },
            },
            catalog: {
              rules: [
                {
                  allow: [
                    'Component',
                    'Domain',
                    'Group',
                    'User',
                    'Location',
                    'DataProduct',
                  ],
                },
              ],
              locations: [
                { type: 'file', target: directory.resolve('org.yaml') },
                {
                  type: 'file',
                  target: directory.resolve('inventory/catalog-info.yaml'),
                },
              ],
              processingInterval: { seconds: 1 },
            },
            dataMesh: {
              refresh: { milliseconds: 500 },
              // The regular look comes too late for this test: what arrived is looked at again by itself.
              surroundings: { hours: 1 },
              contracts: { allowFileLocations: true },
              productionServers: ['snowflake://acme.eu'],
            },
          },
        }),
      ],
    });
    const get = (path: string) =>
      request(server)
        .get(`/api/data-mesh${path}`)
        .set('Authorization', mockCredentials.user.header('user:default/dora'));
    const seconds = await until('the product is at level 2', async () => {
      const { body } = await get('/products');
      return body.items?.[0]?.level?.computed === 2;
    });
    // eslint-disable-next-line no-console -- the time is part of what the test shows
    console.log(`note: a new product was judged after ${seconds} s`);
    expect((await get('/products/default/inventory')).body).toMatchObject({
      ports: [{ id: 'stock-levels@2', contract: { conformant: true } }],
      consumers: [
        { ref: 'component:default/demand-forecast-ai', declared: true },
      ],
    });
    expect((await get('/domains/default/supply-chain')).body).toMatchObject({
      products: 1,
      owner: 'group:default/supply-chain',
    });
    const { body: problems } = await get('/problems');
    expect(problems.items).toEqual([
      expect.objectContaining({
        area: 'consumes',
        ref: 'component:default/demand-forecast-ai',
      }),
      expect.objectContaining({
        area: 'consumes',
        message: expect.stringContaining('no output port no-such'),
      }),
    ]);
    await stop().catch(() => {});
  });
});
