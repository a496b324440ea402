import {
  contract,
  dailyEvidence,
  DAY,
  NOW,
  SERVER,
  situation,
  spec,
} from './__testUtils__/situation';
import { SINCE } from './__testUtils__/variations';
import { evaluateProduct } from './evaluateProduct';
import { productAddresses } from './productAddresses';
import { ProductSituation } from './types';

const STOCK = spec().outputPorts![0];
const OTHER = {
  name: 'other',
  type: 'table',
  version: '1.0.0',
  contract: { id: 'other', version: '1.0.0' },
};
const STOCK_2 = {
  ...STOCK,
  version: '2.0.0',
  contract: { id: 'stock', version: '2.0.0' },
};

const contracts = [
  { key: 'id:stock@1.0.0', from: SINCE, reading: contract() },
  {
    key: 'id:other@1.0.0',
    from: SINCE,
    reading: contract({
      id: 'other',
      objects: [{ name: 'stock', physicalName: 'other' }],
    }),
  },
  {
    key: 'id:stock@2.0.0',
    from: SINCE,
    reading: contract({
      version: '2.0.0',
      objects: [{ name: 'stock', physicalName: 'stock_v2' }],
    }),
  },
];

function ports(
  before: (typeof STOCK)[],
  after: (typeof STOCK)[],
  days: number,
): ProductSituation {
  return situation({
    contracts,
    claims: [
      { from: SINCE, name: 'inventory', spec: spec({ outputPorts: before }) },
      {
        from: NOW - days * DAY,
        name: 'inventory',
        spec: spec({ outputPorts: after }),
      },
    ],
  });
}

function runsSeen(own: ProductSituation) {
  const { scorecard } = evaluateProduct(own);
  const check = scorecard.checks.find(({ id }) => id === 'runs-seen')!;
  return {
    state: check.state,
    ports: check.ports?.map(({ port, state, removed }) => ({
      port,
      state,
      removed,
    })),
    computed: scorecard.level.computed,
  };
}

describe('ports', () => {
  it('has the worst of its ports', () => {
    expect(runsSeen(ports([STOCK, OTHER], [STOCK, OTHER], 1))).toEqual({
      state: 'unknown',
      ports: [
        { port: 'stock@1', state: 'pass', removed: undefined },
        { port: 'other@1', state: 'unknown', removed: undefined },
      ],
      computed: 2,
    });
  });

  it('keeps a removed port in judgement until a window is full', () => {
    expect(runsSeen(ports([STOCK, OTHER], [STOCK], 13))).toMatchObject({
      state: 'unknown',
      ports: [{ port: 'stock@1' }, { port: 'other@1', removed: true }],
    });
    expect(runsSeen(ports([STOCK, OTHER], [STOCK], 14))).toMatchObject({
      state: 'pass',
      ports: [{ port: 'stock@1' }],
      computed: 3,
    });
  });

  it('keeps the old major in judgement when it is taken away with the new one', () => {
    expect(runsSeen(ports([STOCK], [STOCK_2], 5)).ports).toEqual([
      { port: 'stock@1', state: 'pass', removed: true },
      { port: 'stock@2', state: 'unknown', removed: undefined },
    ]);
  });

  it('lets a new major wait outside while the old one is served, until its window is full', () => {
    expect(runsSeen(ports([STOCK], [STOCK, STOCK_2], 5))).toMatchObject({
      state: 'pass',
      ports: [{ port: 'stock@1' }],
      computed: 3,
    });
    expect(runsSeen(ports([STOCK], [STOCK, STOCK_2], 14))).toMatchObject({
      state: 'unknown',
      ports: [{ port: 'stock@1' }, { port: 'stock@2' }],
      computed: 2,
    });
  });

  it('does not fail a product for the level-2 gaps of a new major that waits', () => {
    const { scorecard } = evaluateProduct(
      ports([STOCK], [STOCK, { ...STOCK_2, version: '2.0.1' }], 5),
    );
    expect(scorecard.checks.find(({ number }) => number === 6)?.state).toBe(
      'pass',
    );
  });

  it('keeps the address a port moved away from, when records were seen there', () => {
    const moved = (evidence: ProductSituation['evidence']) =>
      runsSeen(
        situation({
          contracts: [
            contracts[0],
            {
              key: 'id:stock@1.0.0',
              from: NOW - 3 * DAY,
              reading: contract({
                objects: [{ name: 'stock', physicalName: 'better' }],
              }),
            },
          ],
          evidence,
        }),
      ).ports;
    expect(moved(dailyEvidence({}))).toEqual([
      { port: 'stock@1', state: 'pass', removed: true },
      { port: 'stock@1', state: 'unknown', removed: undefined },
    ]);
    // Nothing was ever seen at the old address: a typing error put right counts at once.
    const elsewhere = dailyEvidence({}).map(record =>
      record.dataset
        ? {
            ...record,
            dataset: { namespace: SERVER, name: 'wh.inventory.better' },
          }
        : record,
    );
    expect(moved(elsewhere)).toEqual([
      { port: 'stock@1', state: 'pass', removed: undefined },
    ]);
  });

  it('counts evidence from before the product existed when the platform sent it', () => {
    const young = situation({
      contracts: contracts.map(entry => ({ ...entry, from: NOW - DAY })),
      claims: [{ from: NOW - DAY, name: 'inventory', spec: spec() }],
      firstSeen: NOW - DAY,
    });
    expect(runsSeen(young)).toMatchObject({ state: 'pass', computed: 3 });
  });
});

describe('productAddresses', () => {
  it('unites what is, was and is not production', () => {
    const own = ports([STOCK, OTHER], [STOCK], 5);
    const test = {
      type: 'snowflake',
      environment: 'test',
      namespace: 'snowflake://acme.test',
      prefix: 'wh.inventory',
      description: 'Test',
    };
    const addresses = productAddresses({
      ...own,
      settings: {
        ...own.settings,
        mappings: {
          servers: [{ from: 'snowflake://replica', to: SERVER }],
          datasets: [
            {
              from: { namespace: 'dbt', name: 'stock' },
              to: {
                namespace: 'snowflake://acme.test',
                name: 'wh.inventory.stock',
              },
            },
          ],
        },
      },
      contracts: [
        {
          ...contracts[0],
          reading: contract({ servers: [...contract().servers, test] }),
        },
        contracts[1],
      ],
    });
    expect(addresses).toEqual([
      {
        port: 'stock@1',
        addresses: [{ namespace: SERVER, name: 'wh.inventory.stock' }],
        otherAddresses: [
          { namespace: 'snowflake://acme.test', name: 'wh.inventory.stock' },
        ],
        otherNames: [
          { namespace: 'snowflake://replica', name: 'wh.inventory.stock' },
          { namespace: 'dbt', name: 'stock' },
        ],
        removed: false,
      },
      {
        port: 'other@1',
        addresses: [{ namespace: SERVER, name: 'wh.inventory.other' }],
        otherAddresses: [],
        otherNames: [
          { namespace: 'snowflake://replica', name: 'wh.inventory.other' },
        ],
        removed: true,
      },
    ]);
  });

  it('is empty for a product without ports', () => {
    expect(
      productAddresses(
        situation({
          claims: [{ from: SINCE, spec: spec({ outputPorts: [] }) }],
        }),
      ),
    ).toEqual([]);
  });
});
