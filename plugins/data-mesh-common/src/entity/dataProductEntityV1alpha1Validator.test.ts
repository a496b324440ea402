import { Entity } from '@backstage/catalog-model';
import { DataProductEntityV1alpha1 } from './DataProductEntity';
import {
  dataProductEntityV1alpha1Schema,
  dataProductEntityV1alpha1Validator,
} from './dataProductEntityV1alpha1Validator';

type Complete<T> = T extends (infer Item)[]
  ? Complete<Item>[]
  : T extends object
  ? { [Key in keyof T]-?: Complete<T[Key]> }
  : T;

// Every field of the type, or this does not compile; every field of the schema, or the test below fails.
const spec: Complete<DataProductEntityV1alpha1['spec']> = {
  type: 'source-aligned',
  lifecycle: 'active',
  owner: 'group:default/supply-chain',
  domain: 'supply-chain',
  system: 'warehouse',
  version: '2.1.0',
  curator: 'group:default/central-data',
  purpose: 'Planners and replenishment read one trusted stock figure.',
  intendedFor: ['component:default/demand-forecast-ai'],
  team: [{ member: 'user:default/ana', role: 'product-owner' }],
  outputPorts: [
    {
      name: 'stock-levels',
      title: 'Stock levels',
      description: 'One row per site, article and hour; a -> b, x < 5',
      type: 'table',
      version: '2.1.0',
      contract: './contracts/stock-levels.odcs.yaml',
    },
  ],
  inputPorts: [
    {
      name: 'movements',
      description: 'Goods movements',
      from: 'component:default/wms',
      version: '1.0.0',
      contract: { id: 'movements', version: '1.0.0' },
    },
  ],
  pipelines: [
    {
      name: 'stock-hourly',
      job: { namespace: 'airflow-prod', name: 'stock_hourly' },
      repository: 'https://git.example/wh/stock',
    },
  ],
  support: [
    {
      channel: '#data-inventory',
      url: 'https://chat.example/inventory',
      tool: 'slack',
      description: 'Questions',
      respondsWithin: 'P2D',
    },
  ],
};

const entity: DataProductEntityV1alpha1 = {
  apiVersion: 'meshproof.dev/v1alpha1',
  kind: 'DataProduct',
  metadata: { name: 'inventory', description: 'Stock on hand' },
  spec: spec as DataProductEntityV1alpha1['spec'],
};

interface Schema {
  description?: string;
  examples?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
}

const schema = dataProductEntityV1alpha1Schema as Schema;
const ours = schema.allOf?.[1] as Schema;

function* fieldsOf(field: Schema, path: string): Generator<[string, Schema]> {
  for (const [name, child] of Object.entries(field.properties ?? {})) {
    const childPath = path ? `${path}.${name}` : name;
    yield [childPath, child];
    yield* fieldsOf(child, childPath);
  }
  if (field.items) {
    yield [`${path}[]`, field.items];
    yield* fieldsOf(field.items, `${path}[]`);
  }
  for (const [index, choice] of (field.anyOf ?? []).entries()) {
    yield [`${path}|${index}`, choice];
    yield* fieldsOf(choice, path);
  }
}

function* pathsOf(value: unknown, path: string): Generator<string> {
  if (Array.isArray(value)) {
    yield* pathsOf(value[0], `${path}[]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) {
      yield `${path}.${name}`;
      yield* pathsOf(child, `${path}.${name}`);
    }
  }
}

describe('the schema of DataProduct', () => {
  const fields = [...fieldsOf(ours, '')];

  it.each(fields)('describes %s with an example', (_path, field) => {
    expect(field.description).toMatch(/^[A-Z].{8,}[.]$/);
    expect(field.examples?.length).toBeGreaterThan(0);
  });

  it('has exactly the fields of the type', () => {
    const inSchema = new Set(
      fields
        .map(([path]) => path)
        .filter(path => path.startsWith('spec.') && !/(\[\]|\|\d)$/.test(path)),
    );
    // The fixture shows one of the two shapes of a contract per port; the schema has both in each.
    const inType = new Set(pathsOf(spec, 'spec'));
    inType.add('spec.outputPorts[].contract.id');
    inType.add('spec.outputPorts[].contract.version');
    expect([...inSchema].sort()).toEqual([...inType].sort());
  });

  it('accepts its own examples', async () => {
    for (const example of schema.examples ?? []) {
      await expect(
        dataProductEntityV1alpha1Validator.check(example as Entity),
      ).resolves.toBe(true);
    }
    const check = (path: string, value: unknown) => {
      const copy = structuredClone(entity) as unknown as {
        spec: Record<string, unknown>;
      };
      copy.spec[path] = value;
      return dataProductEntityV1alpha1Validator.check(
        copy as unknown as Entity,
      );
    };
    for (const [path, field] of fields) {
      const [, name] = /^spec\.(\w+)$/.exec(path) ?? [];
      for (const example of name ? field.examples ?? [] : []) {
        await expect(check(name, example)).resolves.toBe(true);
      }
    }
  });
});

describe('dataProductEntityV1alpha1Validator', () => {
  it('accepts an entity with every field, and one with only type and lifecycle', async () => {
    await expect(
      dataProductEntityV1alpha1Validator.check(entity),
    ).resolves.toBe(true);
    await expect(
      dataProductEntityV1alpha1Validator.check({
        ...entity,
        spec: { type: 'aggregate', lifecycle: 'draft' },
      }),
    ).resolves.toBe(true);
  });

  it.each([
    { ...entity, kind: 'Component' },
    { ...entity, apiVersion: 'backstage.io/v1alpha1' },
    { ...entity, apiVersion: 'v1.0.0', spec: undefined },
    { ...entity, apiVersion: 'other.example/v1', spec: { type: 7 } },
  ])('leaves other kinds and other tools alone', async other => {
    await expect(dataProductEntityV1alpha1Validator.check(other)).resolves.toBe(
      false,
    );
  });

  it('refuses a wrong one', async () => {
    await expect(
      dataProductEntityV1alpha1Validator.check({
        ...entity,
        spec: { type: 'data-product', lifecycle: 'active' },
      }),
    ).rejects.toThrow('/spec/type');
  });
});
