import type { Company } from './readCompany.ts';
import { WAREHOUSE } from './publishers.ts';

/** A model of the warehouse that no product serves. */
interface DemoModel {
  schema: string;
  name: string;
  group: string;
  /** Names of models and sources. */
  of: string[];
  access?: 'public' | 'protected' | 'private';
  ephemeral?: boolean;
  description?: string;
  tests?: number;
}

const SOURCES = [
  'wms_movements',
  'pos_receipts',
  'crm_contacts',
  'erp_invoices',
  'carrier_events',
];

/** Grown over years: models that everybody reads, steps on the way to them, and what nobody reads any more. */
const MODELS: DemoModel[] = [
  {
    schema: 'staging',
    name: 'stg_movements',
    group: 'central-data',
    of: ['wms_movements'],
  },
  {
    schema: 'staging',
    name: 'stg_receipts',
    group: 'central-data',
    of: ['pos_receipts'],
  },
  {
    schema: 'staging',
    name: 'stg_contacts',
    group: 'central-data',
    of: ['crm_contacts'],
  },
  {
    schema: 'staging',
    name: 'stg_invoices',
    group: 'central-data',
    of: ['erp_invoices'],
  },
  {
    schema: 'staging',
    name: 'stg_carrier_events',
    group: 'central-data',
    of: ['carrier_events'],
  },
  {
    schema: 'core',
    name: 'int_receipts_by_store',
    group: 'central-data',
    of: ['stg_receipts'],
    ephemeral: true,
  },
  {
    schema: 'core',
    name: 'int_contacts_merged',
    group: 'central-data',
    of: ['stg_contacts'],
    access: 'private',
  },
  {
    schema: 'core',
    name: 'int_stock_events',
    group: 'supply-planning',
    of: ['stg_movements'],
  },
  {
    schema: 'shared',
    name: 'inventory_view',
    group: 'central-data',
    of: ['stock_levels', 'int_stock_events'],
    description: 'Stock per site and article, joined for everybody',
  },
  {
    schema: 'shared',
    name: 'store_sales',
    group: 'central-data',
    of: ['int_receipts_by_store', 'list_prices'],
    access: 'public',
    description: 'Sales per store, article and day',
    tests: 4,
  },
  {
    schema: 'shared',
    name: 'customer_360',
    group: 'central-data',
    of: ['int_contacts_merged', 'int_receipts_by_store'],
    description: 'Everything known of a customer',
    tests: 2,
  },
  {
    schema: 'logistics',
    name: 'shipment_events',
    group: 'transport-control',
    of: ['stg_carrier_events'],
    access: 'public',
    description: 'Every scan of a parcel',
    tests: 3,
  },
  {
    schema: 'finance',
    name: 'cost_centres',
    group: 'controlling',
    of: ['stg_invoices'],
    description: 'Cost centres with their keepers',
    tests: 2,
  },
  {
    schema: 'commerce',
    name: 'store_calendar',
    group: 'store-operations',
    of: [],
    description: 'Opening days and events of each store',
    tests: 1,
  },
  {
    schema: 'supply',
    name: 'replenishment_plan',
    group: 'supply-planning',
    of: ['inventory_view', 'store_sales', 'store_calendar'],
  },
  {
    schema: 'supply',
    name: 'lead_times',
    group: 'procurement-operations',
    of: ['shipment_events', 'stg_invoices'],
    tests: 1,
  },
  {
    schema: 'supply',
    name: 'picking_load',
    group: 'warehouse-operations',
    of: ['inventory_view', 'shipment_events', 'store_calendar'],
  },
  {
    schema: 'commerce',
    name: 'store_ranking',
    group: 'store-operations',
    of: ['store_sales', 'cost_centres'],
  },
  {
    schema: 'commerce',
    name: 'price_gaps',
    group: 'pricing-office',
    of: ['store_sales', 'store_calendar'],
  },
  {
    schema: 'commerce',
    name: 'range_review',
    group: 'assortment-planning',
    of: ['store_sales', 'inventory_view'],
  },
  {
    schema: 'customers',
    name: 'campaign_targets',
    group: 'marketing-analytics',
    of: ['customer_360', 'store_sales'],
  },
  {
    schema: 'customers',
    name: 'late_deliveries',
    group: 'customer-care',
    of: ['customer_360', 'shipment_events'],
  },
  {
    schema: 'finance',
    name: 'store_margin',
    group: 'controlling',
    of: ['store_sales', 'cost_centres'],
  },
  {
    schema: 'finance',
    name: 'freight_accruals',
    group: 'accounting',
    of: ['shipment_events', 'cost_centres', 'lead_times'],
  },
  {
    schema: 'people',
    name: 'shift_demand',
    group: 'people-analytics',
    of: ['store_calendar', 'cost_centres'],
  },
  {
    schema: 'sandbox',
    name: 'tmp_easter_2023',
    group: 'marketing-analytics',
    of: ['campaign_targets'],
  },
];

/** Uses of what no product serves. */
const USES = [
  {
    name: 'Shelf gap detection',
    type: 'ml',
    group: 'ai-lab',
    of: ['inventory_view', 'store_sales'],
  },
  {
    name: 'Substitution advice',
    type: 'ml',
    group: 'online-shop',
    of: ['inventory_view'],
  },
  {
    name: 'Churn warning',
    type: 'ml',
    group: 'loyalty-club',
    of: ['customer_360'],
  },
  {
    name: 'Arrival time prediction',
    type: 'ml',
    group: 'transport-control',
    of: ['shipment_events'],
  },
  {
    name: 'Board report',
    type: 'dashboard',
    group: 'controlling',
    of: ['store_margin', 'store_ranking'],
  },
  {
    name: 'Store cockpit',
    type: 'dashboard',
    group: 'store-operations',
    of: ['replenishment_plan', 'price_gaps'],
  },
];

const PROJECT = 'fernhold';
const nameOf = (dataset: { name: string }) => dataset.name.split('.').at(-1)!;
const groupOf = (ref: string | undefined) => ref?.split('/').at(-1);

/** The manifest of the company's dbt project, as dbt writes it: the models behind its products and those that nobody has made one of. */
export function warehouseManifest(company: Company): object {
  const served = company.products.flatMap(product =>
    product.dataset?.namespace === WAREHOUSE
      ? [{ ...product, dataset: product.dataset }]
      : [],
  );
  const ids = new Map<string, string>([
    ...SOURCES.map((name): [string, string] => [
      name,
      `source.${PROJECT}.raw.${name}`,
    ]),
    ...served.map(({ dataset }): [string, string] => [
      nameOf(dataset),
      `model.${PROJECT}.${nameOf(dataset)}`,
    ]),
    ...MODELS.map(({ name }): [string, string] => [
      name,
      `model.${PROJECT}.${name}`,
    ]),
  ]);
  const on = (names: string[]) => ({
    macros: [],
    nodes: names.flatMap(name => ids.get(name) ?? []),
  });
  const nodes: Record<string, object> = {};
  const test = (name: string, index: number) => {
    const id = `test.${PROJECT}.${name}.${index}`;
    nodes[id] = {
      resource_type: 'test',
      unique_id: id,
      name: `${name}_${index}`,
      attached_node: ids.get(name),
      depends_on: on([name]),
    };
  };
  for (const { dataset, owner, rules } of served) {
    const [database, schema, name] = dataset.name.split('.');
    nodes[ids.get(name)!] = {
      resource_type: 'model',
      name,
      database,
      schema,
      package_name: PROJECT,
      group: groupOf(owner),
      access: 'public',
      description: 'See the data product',
      depends_on: on([]),
      config: { materialized: 'table' },
    };
    rules.forEach((_, index) => test(name, index));
  }
  for (const model of MODELS) {
    const { schema, name, group, of, access, ephemeral, description } = model;
    nodes[ids.get(name)!] = {
      resource_type: 'model',
      name,
      database: 'wh',
      schema,
      package_name: PROJECT,
      fqn: [PROJECT, schema, name],
      group,
      access: access ?? 'protected',
      description: description ?? '',
      depends_on: on(of),
      config: { materialized: ephemeral ? 'ephemeral' : 'table' },
    };
    for (let index = 0; index < (model.tests ?? 0); index++) {
      test(name, index);
    }
  }
  return {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      project_name: PROJECT,
    },
    nodes,
    sources: Object.fromEntries(
      SOURCES.map(name => [
        ids.get(name)!,
        {
          resource_type: 'source',
          name,
          database: 'wh',
          schema: 'raw',
          package_name: PROJECT,
        },
      ]),
    ),
    exposures: Object.fromEntries([
      ...USES.map(({ name, type, group, of }, index) => [
        `exposure.${PROJECT}.use_${index}`,
        {
          name: `use_${index}`,
          label: name,
          type,
          config: { meta: { team: group } },
          depends_on: on(of),
        },
      ]),
      ...served.flatMap(({ dataset, consumers }) =>
        consumers.map(({ ref, owner }) => [
          `exposure.${PROJECT}.${nameOf(dataset)}_${groupOf(ref)}`,
          {
            name: groupOf(ref),
            type: groupOf(ref)!.endsWith('-ai') ? 'ml' : 'application',
            config: { meta: { team: groupOf(owner) } },
            depends_on: on([nameOf(dataset)]),
          },
        ]),
      ),
    ]),
    groups: {},
  };
}
