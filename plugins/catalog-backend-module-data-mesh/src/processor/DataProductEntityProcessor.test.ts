import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { DataProductEntityProcessor } from './DataProductEntityProcessor';

const processor = DataProductEntityProcessor.fromConfig(new ConfigReader({}));

// eslint-disable-next-line no-script-url -- an address that must be refused
const SCRIPT_URL = 'javascript:alert(1)';

function product(spec?: object, metadata?: object): Entity {
  return {
    apiVersion: 'meshproof.dev/v1alpha1',
    kind: 'DataProduct',
    metadata: { name: 'inventory', ...metadata },
    spec: { type: 'source-aligned', lifecycle: 'active', ...spec },
  };
}

async function problemsOf(entity: Entity): Promise<string[]> {
  try {
    await processor.validateEntityKind(entity);
    return [];
  } catch (error) {
    return String((error as Error).message)
      .split('\n- ')
      .slice(1);
  }
}

function nest(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) {
    value = level % 2 ? [value] : { value };
  }
  return value;
}

function repeat(times: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < times; level += 1) {
    value = [value, value, value];
  }
  return value;
}

describe('DataProductEntityProcessor.validateEntityKind', () => {
  it.each<[string, Entity]>([
    ['the least there can be', product()],
    [
      'text that only looks like markup',
      product({ purpose: 'a -> b, latency < 5 min & "quotes" <= 3' }),
    ],
    ['fields it does not know', product({ costCenter: { id: 7 } })],
    [
      'two majors of one port',
      product({
        outputPorts: [
          { name: 'stock', version: '1.4.0' },
          { name: 'stock', version: '2.0.0' },
        ],
      }),
    ],
    [
      'a cycle of products',
      product({ inputPorts: [{ name: 'own', from: 'inventory#stock@1' }] }),
    ],
  ])('accepts %s', async (_title, entity) => {
    await expect(processor.validateEntityKind(entity)).resolves.toBe(true);
  });

  it.each<[string, Entity]>([
    ['a Component', { ...product(), kind: 'Component' }],
    ['a product of another tool', { ...product(), apiVersion: 'v1.0.0' }],
    [
      'a product of another tool, malformed',
      { ...product({ type: [] }), apiVersion: 'dataproduct.example/v1' },
    ],
  ])('leaves %s to others', async (_title, entity) => {
    await expect(processor.validateEntityKind(entity)).resolves.toBe(false);
  });

  it.each<[string, Entity, string[]]>([
    ['no spec', { ...product(), spec: undefined }, ['spec: is missing']],
    [
      'spec as text',
      { ...product(), spec: 'active' as unknown as Entity['spec'] },
      ['spec: must be an object, found "active"'],
    ],
    [
      'no type and lifecycle',
      { ...product(), spec: {} },
      [
        'spec.type: is missing; use one of source-aligned, aggregate, consumer-aligned',
        'spec.lifecycle: is missing; use one of proposed, draft, active, deprecated, retired',
      ],
    ],
    [
      'an unknown type and lifecycle',
      product({ type: 'dataset', lifecycle: 'production' }),
      [
        'spec.type: "dataset" is not accepted; use one of source-aligned, aggregate, consumer-aligned',
        'spec.lifecycle: "production" is not accepted; use one of proposed, draft, active, deprecated, retired',
      ],
    ],
    [
      'wrong types everywhere',
      product({
        owner: 5,
        version: 2.1,
        intendedFor: 'component:default/x',
        team: { member: 'ana' },
        outputPorts: [null, 'stock', { name: ['stock'] }],
        support: [{ channel: true }],
      }),
      [
        'spec.owner: must be text, found number 5; put it in quotes',
        'spec.version: must be text, found number 2.1; put it in quotes',
        'spec.intendedFor: must be a list, found "component:default/x"',
        'spec.team: must be a list, found an object',
        'spec.outputPorts[0]: must be an object, found empty',
        'spec.outputPorts[1]: must be an object, found "stock"',
        'spec.outputPorts[2].name: must be text, found a list',
        'spec.support[0].channel: must be text, found boolean true; put it in quotes',
      ],
    ],
    [
      'fields missing deep down',
      product({
        team: [{ member: 'user:default/ana' }],
        pipelines: [{ name: 'hourly', job: { name: 'x' } }],
      }),
      [
        'spec.team[0].role: is missing',
        'spec.pipelines[0].job.namespace: is missing',
      ],
    ],
    [
      'a contract of the wrong shape',
      product({ outputPorts: [{ name: 'stock', contract: 7 }] }),
      [
        'spec.outputPorts[0].contract: must be a path or an object with id and version, found number 7',
      ],
    ],
    [
      'a contract without its id',
      product({ outputPorts: [{ name: 'stock', contract: { version: 1 } }] }),
      [
        'spec.outputPorts[0].contract.id: is missing',
        'spec.outputPorts[0].contract.version: must be text, found number 1; put it in quotes',
      ],
    ],
    [
      'an empty path of a contract',
      product({ outputPorts: [{ name: 'stock', contract: '' }] }),
      [
        'spec.outputPorts[0].contract: must not be empty',
        'spec.outputPorts[0].contract: "" is not accepted; write a path without spaces, such as ./contracts/stock-levels.odcs.yaml',
      ],
    ],
    [
      'HTML in text fields',
      product({
        purpose: 'Stock <script>alert(1)</script>',
        outputPorts: [
          {
            name: '<b>stock</b>',
            title: '<img src=x onerror=alert(1)>',
            type: '<i>table</i>',
            description: '<!-- hidden -->',
          },
        ],
        team: [{ member: 'user:default/ana', role: '<b>owner</b>' }],
      }),
      [
        'spec.purpose: "Stock <script>alert(1)</script>" is not accepted; write plain text without HTML',
        'spec.team[0].role: "<b>owner</b>" is not accepted; write plain text without < and >',
        "spec.outputPorts[0].name: \"<b>stock</b>\" is not accepted; write 1 to 63 characters of a-z, A-Z, 0-9, '-', '_' and '.', beginning and ending with a letter or digit",
        'spec.outputPorts[0].title: "<img src=x onerror=alert(1)>" is not accepted; write plain text without < and >',
        'spec.outputPorts[0].description: "<!-- hidden -->" is not accepted; write plain text without HTML',
        'spec.outputPorts[0].type: "<i>table</i>" is not accepted; write plain text without < and >, such as table, view, topic, file or api',
      ],
    ],
    [
      'addresses that run code',
      product({
        pipelines: [{ name: 'x', repository: SCRIPT_URL }],
        support: [{ channel: 'chat', url: SCRIPT_URL }],
      }),
      [
        'spec.pipelines[0].repository: "javascript:alert(1)" is not accepted; write an address such as https://git.example/wh/stock',
        'spec.support[0].url: "javascript:alert(1)" is not accepted; write an address beginning with https://, http://, mailto:, tel:, slack: or msteams:',
      ],
    ],
    [
      'a very long name',
      product({ outputPorts: [{ name: 'x'.repeat(10_000) }] }),
      [
        `spec.outputPorts[0].name: "${'x'.repeat(
          60,
        )}…" is not accepted; write 1 to 63 characters of a-z, A-Z, 0-9, '-', '_' and '.', beginning and ending with a letter or digit`,
      ],
    ],
    [
      'a description of 5 MB',
      product({}, { description: 'x'.repeat(5 * 1024 * 1024) }),
      [
        'metadata.description: is 5242880 characters long; at most 10000 are accepted',
      ],
    ],
    [
      'a purpose of 5 MB',
      product({ purpose: '<'.repeat(5 * 1024 * 1024) }),
      ['spec.purpose: is 5242880 characters long; at most 2000 are accepted'],
    ],
    [
      'deep nesting',
      product({ team: nest(5_000) }),
      [
        'spec: something in the entity is nested more than 32 levels deep or repeated very often',
      ],
    ],
    [
      'a structure that repeats itself beyond measure',
      product({ team: repeat(20) }),
      [
        'spec: something in the entity is nested more than 32 levels deep or repeated very often',
      ],
    ],
    [
      'too many items',
      product({
        intendedFor: Array.from({ length: 1_000 }, (_, i) => `component:c${i}`),
      }),
      ['spec.intendedFor: has 1000 items; at most 200 are accepted'],
    ],
    [
      'a duration in words',
      product({ support: [{ channel: 'chat', respondsWithin: '2 days' }] }),
      [
        'spec.support[0].respondsWithin: "2 days" is not accepted; write an ISO 8601 duration in weeks, days, hours or minutes, such as P2D or PT4H',
      ],
    ],
    [
      'references that the catalog would let through or choke on',
      product({
        owner: '///',
        domain: 'a:b:c:d///',
        system: 'ware house',
        curator: '',
        intendedFor: ['forecast'],
        team: [{ member: 'ana@example.org', role: 'product-owner' }],
      }),
      [
        'spec.owner: "///" is not an entity reference; write [kind:][namespace/]name, for example group:default/supply-chain',
        'spec.curator: "" is not an entity reference; write [kind:][namespace/]name, for example group:default/central-data',
        'spec.domain: "a:b:c:d///" is not an entity reference; write [kind:][namespace/]name, for example domain:default/supply-chain',
        'spec.system: "ware house" is not an entity reference; write [kind:][namespace/]name, for example system:default/warehouse',
        'spec.intendedFor[0]: "forecast" is not an entity reference; write kind:[namespace/]name, for example component:default/demand-forecast-ai',
        'spec.team[0].member: "ana@example.org" is not an entity reference; write [kind:][namespace/]name, for example user:default/ana',
      ],
    ],
    [
      'references to the wrong kind',
      product({
        owner: 'component:default/wms',
        domain: 'group:default/supply',
      }),
      [
        'spec.owner: refers to a component; accepted is group or user, for example group:default/supply-chain',
        'spec.domain: refers to a group; accepted is domain, for example domain:default/supply-chain',
      ],
    ],
    [
      'an input from nowhere',
      product({
        inputPorts: [
          { name: 'a', from: 'wms' },
          { name: 'b', from: 'orders#orders' },
        ],
      }),
      [
        'spec.inputPorts[0].from: "wms" is neither an entity reference with its kind, for example component:default/wms, nor a port of another product, for example sales/orders#orders@1',
        'spec.inputPorts[1].from: "orders#orders" is neither an entity reference with its kind, for example component:default/wms, nor a port of another product, for example sales/orders#orders@1',
      ],
    ],
    [
      'the same port twice',
      product({
        outputPorts: [
          { name: 'stock', version: '1.0.0' },
          { name: 'stock', version: '1.2.0' },
        ],
      }),
      [
        'spec.outputPorts[1]: is stock@1, as spec.outputPorts[0] already is; give it another name or major version',
      ],
    ],
  ])(
    'says everything that is wrong with %s',
    async (_title, entity, expected) => {
      expect((await problemsOf(entity)).sort()).toEqual(expected.sort());
    },
  );

  it('lists at most 50 problems and says how many more there are', async () => {
    const problems = await problemsOf(
      product({ team: Array.from({ length: 100 }, () => ({})) }),
    );
    expect(problems).toHaveLength(51);
    expect(problems[50]).toBe('and 150 more');
  });

  it('refuses a version of the kind that does not exist', async () => {
    await expect(
      processor.validateEntityKind({
        ...product(),
        apiVersion: 'meshproof.dev/v1',
      }),
    ).rejects.toThrow(
      'apiVersion: "meshproof.dev/v1" is not accepted; use meshproof.dev/v1alpha1',
    );
  });

  it('refuses another spelling of the kind', async () => {
    await expect(
      processor.validateEntityKind({ ...product(), kind: 'dataproduct' }),
    ).rejects.toThrow('write DataProduct');
  });
});

describe('DataProductEntityProcessor.postProcessEntity', () => {
  async function emitted(
    entity: Entity,
    location = { type: 'file', target: '/repo/catalog-info.yaml' },
  ): Promise<string[]> {
    const results: CatalogProcessorResult[] = [];
    const returned = await processor.postProcessEntity(
      entity,
      location,
      result => results.push(result),
    );
    expect(returned).toBe(entity);
    return results
      .map(result => {
        if (result.type === 'relation') {
          const { source, type, target } = result.relation;
          return `${source.kind}:${source.namespace}/${source.name} ${type} ${target.kind}:${target.namespace}/${target.name}`;
        }
        return result.type === 'refresh' ? result.key : result.type;
      })
      .sort();
  }

  it('emits each relation in both directions, once', async () => {
    expect(
      await emitted(
        product(
          {
            owner: 'supply',
            curator: 'group:central/data',
            domain: 'logistics',
            system: 'default/warehouse',
            intendedFor: ['component:default/forecast'],
            inputPorts: [
              { name: 'a', from: 'orders#orders@1' },
              { name: 'b', from: 'orders#orders@2' },
              { name: 'c', from: 'dataproduct:eu/orders' },
              { name: 'd', from: 'api:default/wms' },
              { name: 'own', from: 'inventory#stock@1' },
              { name: 'nothing' },
            ],
          },
          { namespace: 'eu' },
        ),
      ),
    ).toEqual(
      [
        'DataProduct:eu/inventory ownedBy Group:eu/supply',
        'Group:eu/supply ownerOf DataProduct:eu/inventory',
        'DataProduct:eu/inventory curatedBy group:central/data',
        'group:central/data curatorOf DataProduct:eu/inventory',
        'DataProduct:eu/inventory partOf Domain:eu/logistics',
        'Domain:eu/logistics hasPart DataProduct:eu/inventory',
        'DataProduct:eu/inventory partOf System:default/warehouse',
        'System:default/warehouse hasPart DataProduct:eu/inventory',
        'DataProduct:eu/inventory consumesDataProduct dataproduct:eu/orders',
        'dataproduct:eu/orders dataProductConsumedBy DataProduct:eu/inventory',
        'DataProduct:eu/inventory dependsOn api:default/wms',
        'api:default/wms dependencyOf DataProduct:eu/inventory',
      ].sort(),
    );
  });

  it.each(['Component', 'System', 'AiResource'])(
    'reads the annotation of a %s and leaves out what is malformed',
    async kind => {
      const consumer: Entity = {
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: {
          name: 'forecast',
          annotations: {
            'meshproof.dev/consumes':
              '///, inventory#stock@2, a:b:c:d///, eu/x',
          },
        },
      };
      expect(await emitted(consumer)).toEqual([
        `${kind}:default/forecast consumesDataProduct dataproduct:default/inventory`,
        `dataproduct:default/inventory dataProductConsumedBy ${kind}:default/forecast`,
      ]);
    },
  );

  it.each<[string, Entity]>([
    [
      'kinds that consume nothing',
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: {
          name: 'x',
          annotations: { 'meshproof.dev/consumes': 'a#b@1' },
        },
      },
    ],
    [
      'products of other tools',
      { ...product({ owner: 'supply' }), apiVersion: 'other.example/v1' },
    ],
    [
      'entities without annotations',
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'x' },
      },
    ],
  ])('emits nothing for %s', async (_title, entity) => {
    expect(await emitted(entity)).toEqual([]);
  });

  it.each([
    [
      { type: 'file', target: '/repo/products/catalog-info.yaml' },
      ['file:/repo/products/contracts/stock.yaml', 'url:https://x.example/c'],
    ],
    [
      {
        type: 'url',
        target: 'https://github.com/acme/wh/blob/main/stock/catalog-info.yaml',
      },
      [
        'url:https://github.com/acme/wh/tree/main/stock/contracts/stock.yaml',
        'url:https://x.example/c',
      ],
    ],
    [{ type: 'bootstrap', target: 'bootstrap' }, ['url:https://x.example/c']],
    [{ type: 'url', target: 'no address' }, ['url:https://x.example/c']],
  ])(
    'is looked at again when a contract beside %j changes',
    async (location, keys) => {
      const entity = product({
        outputPorts: [
          { name: 'a', contract: './contracts/stock.yaml' },
          { name: 'b', contract: './contracts/stock.yaml' },
          { name: 'c', contract: { id: 'stock' } },
        ],
        inputPorts: [{ name: 'd', contract: 'https://x.example/c' }],
      });
      expect(await emitted(entity, location)).toEqual(keys);
    },
  );
});
