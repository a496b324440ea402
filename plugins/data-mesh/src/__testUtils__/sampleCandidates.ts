import {
  Candidate,
  CandidatePage,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** @internal */
export function sampleCandidate(more: Partial<Candidate> = {}): Candidate {
  return {
    id: 'snowflake://acme.eu|wh.sales.orders',
    sources: ['dbt'],
    namespace: 'snowflake://acme.eu',
    name: 'wh.sales.orders',
    title: 'orders',
    kind: 'model',
    standing: 'candidate',
    rank: 1,
    group: 'sales',
    domain: 'commerce',
    project: 'shop',
    access: 'protected',
    tags: [],
    described: true,
    tests: 3,
    otherGroups: 2,
    aiUseCases: 1,
    readers: [
      {
        group: 'finance',
        ref: 'group:default/finance',
        count: 1,
        readers: [{ name: 'wh.finance.revenue', kind: 'model', ai: false }],
      },
      {
        group: 'planning',
        count: 22,
        readers: [
          {
            name: 'wh.planning.plan',
            kind: 'model',
            ai: false,
            through: 'wh.sales.orders_clean',
          },
        ],
      },
      {
        group: 'sales',
        count: 1,
        readers: [{ name: 'wh.sales.daily', kind: 'model', ai: false }],
      },
      {
        count: 1,
        readers: [{ name: 'forecast', kind: 'ml', ai: true }],
      },
    ],
    home: {
      group: 'sales',
      ref: 'group:default/sales',
      basis: 'upstream',
      makes: { of: 3, count: 2 },
      reason: 'sales makes 2 of the 3 data sets that it is made of',
    },
    ...more,
  };
}

/** @internal */
export function sampleCandidates(items?: Candidate[]): CandidatePage {
  const all = items ?? [
    sampleCandidate(),
    sampleCandidate({
      id: '|wh.sales.stock',
      name: 'wh.sales.stock',
      standing: 'served',
      rank: undefined,
      products: ['dataproduct:default/inventory', 'Bestand'],
      home: undefined,
      group: undefined,
      tests: 0,
      described: false,
      readers: [],
      otherGroups: 0,
      aiUseCases: 0,
    }),
    sampleCandidate({
      id: '|wh.sales.stg_orders',
      name: 'wh.sales.stg_orders',
      standing: 'set-aside',
      rank: undefined,
      rule: 'own-group',
      reason: 'Everything that reads it is of its own group sales',
      otherGroups: 0,
      aiUseCases: 0,
      readers: [
        {
          group: 'sales',
          count: 1,
          readers: [{ name: 'wh.sales.orders', kind: 'model', ai: false }],
        },
      ],
      home: {
        group: 'sales',
        basis: 'owner',
        reason: 'sales makes it',
      },
    }),
  ];
  return {
    items: all,
    totalItems: all.length,
    shortlist: all.filter(({ rank }) => rank !== undefined),
    counts: {
      dataSets: all.length,
      candidates: all.filter(({ standing }) => standing === 'candidate').length,
      served: all.filter(({ standing }) => standing === 'served').length,
      setAside: {
        'own-group': all.filter(({ rule }) => rule === 'own-group').length,
      },
    },
    sources: [
      {
        id: 'dbt',
        title: 'Warehouse',
        receivedAt: '2026-11-20T10:00:00Z',
        dataSets: all.length,
      },
    ],
    domains: ['commerce', 'sales'],
    partlyHidden: false,
  };
}
