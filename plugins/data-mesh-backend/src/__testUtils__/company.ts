import { Entity } from '@backstage/catalog-model';
import {
  DataProductEntityV1alpha1,
  ANNOTATION_CONSUMES,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** The data set that {@link CONTRACT} serves. */
export const STOCK = {
  namespace: 'snowflake://acme.eu',
  name: 'wh.inventory.stock_levels',
};

/** A contract with a promise, rules and described columns. */
export const CONTRACT = `apiVersion: v3.0.2
kind: DataContract
id: stock-levels
name: Stock levels
version: 2.1.0
status: active
description:
  purpose: One trusted stock figure per site and article
servers:
  - server: production
    type: snowflake
    environment: prod
    account: acme.eu
    database: wh
    schema: inventory
schema:
  - name: stock_levels
    physicalName: stock_levels
    properties:
      - name: site
        logicalType: string
        physicalType: VARCHAR
        description: Warehouse or shop that holds the stock
        required: true
        primaryKey: true
        primaryKeyPosition: 1
        criticalDataElement: true
      - name: article
        logicalType: string
        physicalType: VARCHAR
        description: Article number of the assortment
        required: true
      - name: quantity
        logicalType: integer
        physicalType: NUMBER
        description: Sellable pieces on hand, reservations deducted
    quality:
      - id: stock-unique
        type: library
        metric: duplicateValues
        mustBe: 0
        arguments: { properties: [site, article] }
      - id: stock-complete
        type: sql
        query: SELECT COUNT(*) FROM stock_levels WHERE site IS NULL
        mustBe: 0
      - id: stock-rows
        type: library
        metric: rowCount
        mustBeGreaterThan: 1000
slaProperties:
  - property: frequency
    value: 1
    unit: d
  - property: latency
    value: 6
    unit: h
support:
  - channel: '#data-inventory'
    url: https://chat.example/inventory
`;

/** The product of {@link company}, with what a test changes. */
export function stockProduct(options?: {
  name?: string;
  namespace?: string;
  id?: string;
  base?: string;
  annotations?: Record<string, string>;
  spec?: Partial<DataProductEntityV1alpha1['spec']>;
}): DataProductEntityV1alpha1 {
  return {
    apiVersion: 'meshproof.dev/v1alpha1',
    kind: 'DataProduct',
    metadata: {
      name: options?.name ?? 'inventory',
      namespace: options?.namespace ?? 'default',
      title: 'Inventory',
      description: 'Stock on hand per site and article',
      annotations: {
        ...(options?.id ? { 'meshproof.dev/id': options.id } : {}),
        ...(options?.base
          ? { 'backstage.io/managed-by-location': options.base }
          : {}),
        ...options?.annotations,
      },
    },
    spec: {
      type: 'source-aligned',
      lifecycle: 'active',
      owner: 'group:default/supply-chain',
      domain: 'supply-chain',
      purpose: 'Planners and replenishment read one trusted stock figure.',
      intendedFor: ['component:default/demand-forecast-ai'],
      team: [{ member: 'user:default/ana', role: 'product-owner' }],
      outputPorts: [
        {
          name: 'stock-levels',
          type: 'table',
          version: '2.1.0',
          contract: './contracts/stock-levels.odcs.yaml',
        },
      ],
      pipelines: [
        {
          name: 'stock-daily',
          job: { namespace: 'airflow-prod', name: 'stock_daily' },
          repository: 'https://git.example/wh/stock',
        },
      ],
      support: [{ channel: '#data-inventory', respondsWithin: 'P2D' }],
      ...options?.spec,
    },
  };
}

function group(name: string, members: string[], parent?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [], ...(parent ? { parent } : {}) },
    relations: members.map(member => ({
      type: 'hasMember',
      targetRef: `user:default/${member}`,
    })),
  };
}

function user(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: [] },
  };
}

function domain(name: string, owner: string, parent?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: { name, namespace: 'default', title: name },
    spec: { owner, ...(parent ? { subdomainOf: parent } : {}) },
  };
}

/** Groups, people, domains and a consumer around one product. */
export function company(): Entity[] {
  return [
    group('supply-chain', ['ana', 'ben']),
    group('supply-night-shift', ['cleo'], 'supply-chain'),
    group('planning', ['dora', 'emil']),
    group('central-data', ['fay', 'gus']),
    ...['ana', 'ben', 'cleo', 'dora', 'emil', 'fay', 'gus'].map(user),
    domain('operations', 'group:default/supply-chain'),
    domain('supply-chain', 'group:default/supply-chain', 'operations'),
    domain('sales', 'group:default/planning'),
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'demand-forecast-ai',
        namespace: 'default',
        annotations: { [ANNOTATION_CONSUMES]: 'inventory#stock-levels@2' },
      },
      spec: {
        type: 'ai-use-case',
        lifecycle: 'production',
        owner: 'group:default/planning',
        system: 'planning',
      },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'planning', namespace: 'default' },
      spec: { owner: 'group:default/planning', domain: 'sales' },
    },
  ];
}
