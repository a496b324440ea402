import {
  coreServices,
  createServiceFactory,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ID,
  ANNOTATION_ODPS_PROBLEM,
  ANNOTATION_ODPS_UNMAPPED,
} from '@meshproof/backstage-plugin-data-mesh-common';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import aiModelModule from '@backstage/plugin-catalog-backend-module-ai-model';
import { existsSync } from 'node:fs';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import request from 'supertest';
import catalogModuleDataMesh from './index';

jest.setTimeout(60_000);

const EXAMPLES = path.resolve(
  __dirname,
  '../../../../shared/standards/odps/examples',
);

type ShownEntity = Entity & {
  relations?: { type: string; targetRef: string }[];
  status?: { items?: { type: string; error?: { message: string } }[] };
};

const ENTITIES = `
apiVersion: meshproof.dev/v1alpha1
kind: DataProduct
metadata: { name: inventory }
spec:
  type: source-aligned
  lifecycle: active
  owner: supply
  domain: logistics
  system: warehouse
  curator: central-data
  intendedFor: [component:default/forecast]
  outputPorts: [{ name: stock-levels, version: 2.1.0 }]
  inputPorts:
    - { name: movements, from: component:default/wms }
    - { name: orders, from: orders#orders@1 }
---
apiVersion: meshproof.dev/v1alpha1
kind: DataProduct
metadata: { name: orders }
spec:
  type: aggregate
  lifecycle: active
  inputPorts: [{ name: stock, from: inventory#stock-levels@2 }]
  outputPorts: [{ name: orders, version: 1.0.0 }]
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: supply }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: central-data }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: { name: logistics }
spec: { owner: supply, subdomainOf: operations }
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: { name: operations }
spec: { owner: supply, subdomainOf: logistics }
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: warehouse }
spec: { owner: supply }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: wms
  annotations: { meshproof.dev/consumes: 'a:b:c:d///, ///, #@, inventory#stock-levels@9999999999, <b>x</b>' }
spec: { type: service, lifecycle: production, owner: supply }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: forecast
  annotations: { meshproof.dev/consumes: 'inventory#stock-levels@2, ///' }
spec: { type: ai-use-case, lifecycle: production, owner: supply }
`;

const AI_RESOURCE = `
---
apiVersion: backstage.io/v1alpha1
kind: AiResource
metadata:
  name: planner
  annotations: { meshproof.dev/consumes: 'default/inventory#stock-levels@2, :::' }
spec: { type: skill, lifecycle: production, owner: supply }
`;

const GOOD = `
apiVersion: v1.1.0
kind: DataProduct
id: urn:test:returns
name: Returns
status: active
type: consumerAligned
outputPorts: [{ name: returns, version: 1.0.0, type: table, contractId: returns }]
`;

describe('catalog with the data-mesh module', () => {
  let folder: string;
  let stop: () => Promise<unknown>;
  let get: (ref: string) => Promise<ShownEntity | undefined>;
  let scheduler: SchedulerService;
  let list: (filter: string) => Promise<ShownEntity[]>;

  async function start(options: {
    entities: string;
    features?: (typeof aiModelModule)[];
  }) {
    folder = await mkdtemp(path.join(os.tmpdir(), 'data-mesh-catalog-'));
    await mkdir(path.join(folder, 'odps'));
    await writeFile(path.join(folder, 'entities.yaml'), options.entities);
    await writeFile(path.join(folder, 'odps', 'returns.odps.yaml'), GOOD);
    await writeFile(
      path.join(folder, 'odps', 'broken.odps.yaml'),
      'apiVersion: v1.1.0\nkind: DataProduct\nid: 5\n',
    );
    await writeFile(
      path.join(folder, 'odps', 'second-returns.odps.yaml'),
      GOOD.replace('name: Returns', 'name: Returns again'),
    );
    scheduler = mockServices.scheduler();
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleDataMesh,
        ...(options.features ?? []),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [
                {
                  allow: [
                    'AiResource',
                    'Component',
                    'DataProduct',
                    'Domain',
                    'Group',
                    'Location',
                    'System',
                  ],
                },
              ],
              locations: [
                { type: 'file', target: path.join(folder, 'entities.yaml') },
              ],
            },
            dataMesh: {
              odps: {
                locations: [
                  {
                    type: 'file',
                    target: path.join(folder, 'odps', '*.odps.yaml'),
                  },
                ],
              },
            },
          },
        }),
      ],
    });
    const { server } = backend;
    stop = () => backend.stop();
    await lookForDocuments();
    get = async ref => {
      const [kind, rest] = ref.split(':');
      const response = await request(server).get(
        `/api/catalog/entities/by-name/${kind}/${rest}`,
      );
      return response.status === 200 ? response.body : undefined;
    };
    list = async filter => {
      const response = await request(server)
        .get('/api/catalog/entities/by-query')
        .query({ filter, limit: 200 });
      return response.body.items;
    };
  }

  async function waitFor<T>(
    read: () => Promise<T | undefined>,
    isThere: (value: T) => boolean,
  ): Promise<T> {
    const end = Date.now() + 20_000;
    let value: T | undefined;
    while (Date.now() < end) {
      value = await read();
      if (value !== undefined && isThere(value)) {
        return value;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error(`Did not happen: ${JSON.stringify(value, undefined, 1)}`);
  }

  async function lookForDocuments() {
    await scheduler.triggerTask('data-mesh-odps:refresh');
  }

  function relationsOf(entity: ShownEntity): string[] {
    return (entity.relations ?? [])
      .map(({ type, targetRef }) => `${type} ${targetRef}`)
      .sort();
  }

  async function expectIncoming(ref: string, type: string) {
    const entity = await waitFor(
      () => get(ref),
      found =>
        relationsOf(found).includes(`${type} dataproduct:default/inventory`),
    );
    expect(entity.status?.items ?? []).toEqual([]);
  }

  afterEach(async () => {
    await stop();
    await rm(folder, { recursive: true });
  });

  it('shows products with relations in both directions, whatever others wrote in their annotations', async () => {
    await start({ entities: ENTITIES });

    const inventory = await waitFor(
      () => get('dataproduct:default/inventory'),
      entity => relationsOf(entity).length >= 8,
    );
    expect(relationsOf(inventory)).toEqual([
      'consumesDataProduct dataproduct:default/orders',
      'curatedBy group:default/central-data',
      'dataProductConsumedBy component:default/forecast',
      'dataProductConsumedBy dataproduct:default/orders',
      'dependsOn component:default/wms',
      'ownedBy group:default/supply',
      'partOf domain:default/logistics',
      'partOf system:default/warehouse',
    ]);

    // None of them has an error, not even the component with garbage in its annotation.
    await expectIncoming('group:default/supply', 'ownerOf');
    await expectIncoming('group:default/central-data', 'curatorOf');
    await expectIncoming('domain:default/logistics', 'hasPart');
    await expectIncoming('system:default/warehouse', 'hasPart');
    await expectIncoming('component:default/wms', 'dependencyOf');
    await expectIncoming('component:default/forecast', 'consumesDataProduct');
    await expectIncoming('dataproduct:default/orders', 'consumesDataProduct');
  });

  it('does the same beside another model source, for AI resources too', async () => {
    await start({
      entities: ENTITIES + AI_RESOURCE,
      features: [aiModelModule],
    });
    const planner = await waitFor(
      () => get('airesource:default/planner'),
      entity => relationsOf(entity).length >= 2,
    );
    expect(relationsOf(planner)).toContain(
      'consumesDataProduct dataproduct:default/inventory',
    );
    const inventory = await waitFor(
      () => get('dataproduct:default/inventory'),
      entity => relationsOf(entity).length >= 9,
    );
    expect(relationsOf(inventory)).toContain(
      'dataProductConsumedBy airesource:default/planner',
    );
  });

  it('makes products of ODPS documents and keeps the last good one when a document breaks', async () => {
    await start({ entities: ENTITIES });
    const file = path.join(folder, 'odps', 'returns.odps.yaml');

    const returns = await waitFor(
      () => get('dataproduct:default/returns'),
      () => true,
    );
    expect(returns.spec?.type).toBe('consumer-aligned');
    expect(returns.metadata.annotations).toMatchObject({
      [ANNOTATION_ID]: 'urn:test:returns',
      'backstage.io/managed-by-location': `file:${file}`,
    });

    // A document that was broken from the start is shown with what is wrong, and so is one that repeats an id.
    const locations = await waitFor(
      () => list('kind=location,spec.type=odps'),
      found => found.length === 3,
    );
    const problems = locations.map(
      location => location.metadata.annotations?.[ANNOTATION_ODPS_PROBLEM],
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        undefined,
        expect.stringContaining(
          'broken.odps.yaml gives no product:\n- id: must be text, found the number 5; put it in quotes',
        ),
        expect.stringContaining('is already the id of'),
      ]),
    );
    expect(await get('dataproduct:default/returns-again')).toBeUndefined();

    await writeFile(file, `${GOOD}\nsupport: { channel: x }\n`);
    await lookForDocuments();
    const broken = await waitFor(
      () =>
        list('kind=location,spec.type=odps,metadata.title=returns.odps.yaml'),
      ([location]) => (location?.status?.items ?? []).length > 0,
    );
    expect(broken[0].status?.items?.[0].error?.message).toContain(
      'returns.odps.yaml gives no product:\n- support: must be a list, found an object',
    );
    // Well over two rounds of processing later the last good product is still there.
    await new Promise(resolve => setTimeout(resolve, 3_000));
    await scheduler.triggerTask('catalog_orphan_cleanup');
    expect(await get('dataproduct:default/returns')).toEqual(returns);
    expect(await get('dataproduct:default/inventory')).toBeDefined();

    await writeFile(file, GOOD.replace('status: active', 'status: deprecated'));
    await lookForDocuments();
    const mended = await waitFor(
      () => get('dataproduct:default/returns'),
      entity => entity.spec?.lifecycle === 'deprecated',
    );
    expect(mended.metadata.uid).toBe(returns.metadata.uid);
  });

  it('makes products of the published ODPS examples', async () => {
    if (!existsSync(EXAMPLES)) {
      console.log(`Skipped: no ODPS examples at ${EXAMPLES}`);
      await start({ entities: ENTITIES });
      return;
    }
    await start({ entities: ENTITIES });
    for (const file of await readdir(EXAMPLES)) {
      await copyFile(
        path.join(EXAMPLES, file),
        path.join(folder, 'odps', file),
      );
    }
    await lookForDocuments();
    const products = await waitFor(
      () => list('kind=dataproduct'),
      found => found.length === 6,
    );
    const byName = new Map(products.map(item => [item.metadata.name, item]));
    expect([...byName.keys()].sort()).toEqual([
      'clinical-trial-performance',
      'customer-data-product',
      'inventory',
      'orders',
      'returns',
      'simple-data-product',
    ]);
    const customer = byName.get('customer-data-product');
    expect(customer?.spec?.outputPorts).toHaveLength(4);
    expect(
      customer?.metadata.annotations?.[ANNOTATION_ODPS_UNMAPPED],
    ).toContain('"tenant"');
  });
});
