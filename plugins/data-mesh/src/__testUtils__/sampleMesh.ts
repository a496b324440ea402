import {
  DomainSummary,
  Overview,
  ProductDescription,
  ProductSummary,
  SourcesReport,
  Verdict,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { INVENTORY, SAMPLE_NOW } from './sampleScorecard';

/** A product in a list. */
export function sampleProduct(
  change: Partial<ProductSummary> = {},
): ProductSummary {
  return {
    ref: INVENTORY,
    title: 'Inventory',
    owner: 'group:default/supply-chain',
    domain: 'domain:default/supply-chain',
    type: 'source-aligned',
    lifecycle: 'active',
    level: { computed: 2, shown: 2, waived: false },
    target: 4,
    verdict: 'partial',
    coverage: { known: 9, applicable: 14 },
    observedConsumers: 3,
    nextStep: 'Let the job stock-hourly run in every hour',
    ...change,
  };
}

const VERDICTS: Verdict[] = ['proven', 'partial', 'unmeasured', 'unproven'];

/** Many products, for long lists. */
export function manyProducts(count: number): ProductSummary[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return sampleProduct({
      ref: `dataproduct:default/product-${number}`,
      title: `Product ${number}`,
      verdict: VERDICTS[index % VERDICTS.length],
    });
  });
}

/** A domain in the table. */
export function sampleDomain(
  change: Partial<DomainSummary> = {},
): DomainSummary {
  return {
    ref: 'domain:default/supply-chain',
    title: 'Supply chain',
    depth: 0,
    owner: 'group:default/supply-chain',
    products: 6,
    levels: [0, 1, 3, 2, 0, 0],
    verdicts: { proven: 1, partial: 3, unmeasured: 2 },
    partlyHidden: false,
    coverage: { known: 40, applicable: 52 },
    range: { now: 2, possible: 4 },
    judgement: 'judged',
    wouldNarrow: {
      text: 'A usage source for snowflake://acme.eu',
      who: 'platform',
    },
    central: false,
    ...change,
  };
}

export function sampleDomains(): DomainSummary[] {
  return [
    sampleDomain({
      ref: 'domain:default/operations',
      title: 'Operations',
      products: 9,
      levels: [0, 1, 4, 4, 0, 0],
      range: { now: 4, possible: 7 },
    }),
    sampleDomain({ parent: 'domain:default/operations', depth: 1 }),
    sampleDomain({
      ref: 'domain:default/finance',
      title: 'Finance',
      owner: 'group:default/finance',
      products: 2,
      levels: [0, 0, 2, 0, 0, 0],
      verdicts: { unmeasured: 2 },
      coverage: { known: 3, applicable: 14 },
      range: { now: 0, possible: 2 },
      judgement: 'cannot-be-judged',
      wouldNarrow: {
        text: 'Any source for the finance warehouse',
        who: 'platform',
      },
      central: true,
    }),
    sampleDomain({
      ref: 'domain:default/facilities',
      title: 'Facilities',
      owner: 'group:default/facilities',
      products: 0,
      levels: [0, 0, 0, 0, 0, 0],
      verdicts: {},
      coverage: { known: 0, applicable: 0 },
      range: { now: 0, possible: 0 },
      judgement: 'empty',
      wouldNarrow: undefined,
    }),
    sampleDomain({
      ref: 'domain:default/people',
      title:
        'People and culture, with an unusually long name that has to wrap somewhere in the cell',
      owner: 'group:default/people',
      products: 1,
      levels: [0, 0, 1, 0, 0, 0],
      verdicts: { partial: 1 },
      partlyHidden: true,
      coverage: undefined,
      range: undefined,
      judgement: 'withheld',
      wouldNarrow: undefined,
    }),
  ];
}

export function sampleOverview(change: Partial<Overview> = {}): Overview {
  return {
    asOf: SAMPLE_NOW,
    state: 'running',
    totals: {
      domains: 5,
      products: 12,
      levels: [0, 1, 7, 4, 0, 0],
      verdicts: { proven: 1, partial: 7, unmeasured: 4 },
      domainsJudged: 2,
      domainsCannotBeJudged: 1,
      range: { now: 4, possible: 9 },
      sources: 3,
      records: 148_211,
      partlyHidden: false,
    },
    found: [],
    cannotJudge: [
      {
        text: 'No source covers the finance warehouse',
        who: 'platform',
        domains: 2,
      },
    ],
    nextSteps: [{ text: 'Connect the query history of snowflake://acme.eu' }],
    domains: sampleDomains(),
    undeclared: [
      {
        dataset: {
          namespace: 'snowflake://acme.eu',
          name: 'wh.inventory_view',
        },
        readers: [
          {
            ref: 'component:default/demand-forecast-ai',
            domain: 'domain:default/sales',
            aiUseCase: true,
          },
          {
            ref: 'component:default/price-ai',
            domain: 'domain:default/sales',
            aiUseCase: true,
          },
        ],
        domains: 2,
        aiUseCases: 3,
        lastReadAt: '2026-11-22T23:00:00Z',
      },
    ],
    ...change,
  };
}

export function sampleDescription(
  change: Partial<ProductDescription> = {},
): ProductDescription {
  return {
    ref: INVENTORY,
    ports: [
      {
        name: 'stock-levels',
        id: 'stock-levels@2',
        title: 'Stock levels',
        description: 'Stock on hand per site and article, every hour.',
        type: 'table',
        version: '2.1.0',
        contract: {
          id: 'stock-levels',
          version: '2.1.0',
          conformant: true,
          problems: 0,
          promises: [
            'Available within 1 hour of the hour, 95 %',
            'Unique by site and article',
          ],
          columns: 12,
        },
        addresses: [
          {
            namespace: 'snowflake://acme.eu',
            name: 'wh.inventory.stock_levels',
          },
        ],
        server: {
          type: 'snowflake',
          environment: 'prod',
          description: 'Snowflake acme.eu, database wh',
        },
      },
    ],
    consumers: [
      {
        ref: 'component:default/demand-forecast-ai',
        found: true,
        observed: true,
        declared: true,
        aiUseCase: true,
        lastReadAt: '2026-11-23T04:00:00Z',
      },
      {
        ref: 'component:default/secret-reader',
        found: false,
        observed: false,
        declared: true,
        aiUseCase: false,
      },
    ],
    inputs: [
      {
        name: 'movements',
        from: 'component:default/wms',
        entityRef: 'component:default/wms',
        found: true,
      },
      {
        name: 'articles',
        from: 'article-master#articles@4',
        entityRef: 'dataproduct:default/article-master',
        port: 'articles@4',
        found: true,
      },
    ],
    notMapped: [{ path: 'authoritativeDefinitions[0].type', value: 'wiki' }],
    ...change,
  };
}

export function sampleSources(): SourcesReport {
  return {
    sources: [
      {
        publisher: 'dbt-prod',
        title: 'dbt prod',
        witness: 'platform',
        kinds: ['run', 'quality', 'freshness', 'schema'],
        servers: ['snowflake://acme.eu'],
        records: 120_004,
        firstAt: '2026-05-08T00:00:00Z',
        lastAt: '2026-11-23T09:48:00Z',
        lastReceivedAt: '2026-11-23T09:49:00Z',
        reach: { datasets: 214, products: 31, domains: 9 },
        unmatched: 31,
      },
      {
        publisher: 'airflow',
        title: 'airflow lineage',
        witness: 'platform',
        kinds: ['run'],
        servers: ['snowflake://acme.eu'],
        records: 20_400,
        lastAt: '2026-11-20T03:00:00Z',
        silentSince: '2026-11-20T04:00:00Z',
        owner: 'group:default/data-platform',
        holds: { levels: 18, until: '2026-12-04T04:00:00Z' },
        reach: { datasets: 40, products: 12, domains: 4 },
        unmatched: 0,
      },
    ],
    missing: [
      {
        kind: 'usage',
        server: 'bigquery://acme-finance',
        products: 11,
        domains: 9,
        text: 'A usage source would show who reads 11 products',
      },
    ],
    unmatched: [
      {
        dataset: { namespace: 'snowflake://acme.eu', name: 'wh.raw.orders_2' },
        kinds: ['run'],
        records: 12,
        lastAt: '2026-11-22T00:00:00Z',
        nearest: ['dataproduct:default/orders'],
      },
    ],
    unmatchedNames: [
      {
        type: 'repository',
        name: 'git.example/sales/ordres',
        kinds: ['change'],
        records: 4,
        lastAt: '2026-11-22T00:00:00Z',
        nearest: [],
      },
    ],
  };
}
