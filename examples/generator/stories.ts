import type { Rhythm } from './readCompany.ts';

/** What really happens to a product. What is left out happens as the product says. */
export interface Story {
  /** Who changes its code. Default: mostly the owner group. */
  changes?: 'owner' | 'centre' | 'starting' | 'none';
  /** Default: the declared job, on time. */
  runs?: 'declared' | 'another-job' | 'often-missing' | 'none';
  /** Default: at most one late delivery in 35 days. */
  late?: 'rarely' | 'often';
  /** Default: every promised rule, in production. */
  quality?: 'all' | 'half' | 'in-ci-only' | 'none';
  /** Default: as the contract says. */
  schema?: 'as-promised' | 'last-column-missing';
  freshness?: boolean;
  /** Default: everybody who says so. */
  reads?: 'consumers' | 'owner-only' | 'none';
  /** Exists only for so many days. */
  youngerThan?: number;
  /** The owner sends statements of its own. */
  selfReports?: boolean;
  /** Test results of another server come too. */
  alsoInCi?: boolean;
  /** Where the contract promises none. */
  rhythm?: Rhythm;
  /** The share of a probe's questions that it does not answer. Asked only where the contract promises availability. Default: none. */
  down?: number;
  /** Something breaks once in so many days and is repaired within `hours`, one time in four after `longer` hours. Default: never. */
  incidents?: {
    every: number;
    hours: number;
    longer: number;
    /** Who acts first. */
    actedBy: string;
    noticedBy?: 'monitor' | 'owner' | 'consumer';
  };
  /** Nobody has connected a source to its server. */
  unconnected?: boolean;
}

export const CENTRAL_TEAM = 'group:default/central-data';
export const PLATFORM_TEAM = 'group:default/data-platform';

/** The tables got a name and a contract; the central data team went on building them, and they run well. */
const namedOnly: Story = { changes: 'centre', freshness: true };

const unconnected: Story = { unconnected: true };

/** Products that are not named here do what they say. */
export const STORIES: Readonly<Record<string, Story>> = {
  inventory: {
    alsoInCi: true,
    freshness: true,
    incidents: {
      every: 40,
      hours: 5,
      longer: 6,
      actedBy: 'group:default/warehouse-operations',
    },
  },
  'goods-receipts': { freshness: true },
  'delivery-promises': {
    late: 'often',
    down: 0.03,
    incidents: {
      every: 20,
      hours: 6,
      longer: 70,
      actedBy: 'group:default/transport-control',
      noticedBy: 'consumer',
    },
  },
  'customer-returns': { quality: 'half' },
  'carrier-claims': { runs: 'none', quality: 'none', selfReports: true },
  'replenishment-orders': { quality: 'in-ci-only', alsoInCi: true },
  'supplier-master': { changes: 'centre', freshness: true },
  'purchase-orders': namedOnly,
  'supplier-terms': {
    changes: 'none',
    runs: 'none',
    quality: 'none',
    reads: 'none',
  },
  'store-transactions': {
    ...namedOnly,
    // What breaks in the stores is repaired by the central team too.
    incidents: { every: 25, hours: 6, longer: 60, actedBy: CENTRAL_TEAM },
  },
  'store-opening-hours': namedOnly,
  'store-footfall': { changes: 'none' },
  'shop-search-terms': { reads: 'owner-only' },
  'basket-events': { youngerThan: 9, changes: 'starting', reads: 'none' },
  'list-prices': namedOnly,
  'promotion-calendar': namedOnly,
  'loyalty-members': namedOnly,
  'loyalty-points': namedOnly,
  'customer-segments': namedOnly,
  'service-contacts': { schema: 'last-column-missing' },
  'complaint-reasons': { rhythm: 'weekly' },
  'campaign-costs': { changes: 'none' },
  'campaign-results': { runs: 'often-missing' },
  'open-invoices': { runs: 'another-job' },
  'monthly-close': { freshness: true },
  headcount: unconnected,
  'shift-schedules': unconnected,
  'energy-consumption': unconnected,
  'maintenance-tickets': unconnected,
};

/** A view that was built for one report. Nobody owns it, and many came to rely on it. */
export const ORPHANED_VIEW = {
  name: 'wh.shared.inventory_view',
  job: { namespace: 'airflow-prod', name: 'dwh_inventory_view' },
  readers: [
    'component:default/store-allocation-ai',
    'component:default/delivery-slot-ai',
    'component:default/markdown-advisor-ai',
  ],
};
