import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import {
  COMPATIBILITY,
  compareContracts,
  ContractChangeKind,
  readComparable,
} from '.';
import { ComparableContract } from './compareContracts';

const ORDERS = `
apiVersion: v3.2.0
kind: DataContract
id: orders
version: 1.2.0
status: active
servers:
  - server: prod
    type: snowflake
    environment: prod
    account: acme
    database: wh
    schema: sales
  - server: dev
    type: snowflake
    environment: dev
    account: acme
    database: wh_dev
    schema: sales
roles:
  - role: sales-reader
  - role: finance-reader
support:
  - channel: "#orders"
slaProperties:
  - { property: latency, value: 4, unit: h }
  - { property: retention, value: 3, unit: y }
  - { property: availability, value: 99.5, unit: "%" }
  - { property: errorRate, value: 1, unit: "%" }
  - { property: timeToRepair, value: 2, unit: business days }
  - { property: endOfSupport, value: "2028-06-30" }
  - { property: throughput, value: 100, unit: rows/s }
schema:
  - name: orders
    physicalType: table
    quality:
      - { id: volume, metric: rowCount, mustBeGreaterThan: 100 }
    properties:
      - name: order_id
        id: order-id
        logicalType: string
        physicalType: VARCHAR(36)
        required: true
        unique: true
        primaryKey: true
        logicalTypeOptions: { minLength: 3, maxLength: 36, pattern: "^O" }
      - name: total
        logicalType: number
        logicalTypeOptions: { minimum: 0, maximum: 1000 }
        quality:
          - { metric: nullValues, mustBe: 0 }
      - name: pieces
        logicalType: integer
        classification: internal
      - name: state
        logicalType: string
        enum: [{ value: open }, { value: paid }]
      - name: customer
        logicalType: object
        properties:
          - { name: zip, id: zip, logicalType: string }
          - { name: mail, logicalType: string, classification: confidential }
      - name: lines
        logicalType: array
        items:
          logicalType: object
          properties:
            - { name: article, logicalType: string, required: true }
      - name: prices
        logicalType: map
        map:
          key: { logicalType: string }
          value: { logicalType: integer }
      - name: ordered_at
        logicalType: date
        logicalTypeOptions: { format: yyyy-MM-dd }
  - name: refunds
    properties:
      - { name: refund_id, logicalType: string }
customProperties:
  - { property: owner-tool, value: dbt }
`;

type Document = any;

function read(document: Document): ComparableContract {
  const contract = readComparable(stringify(document));
  if ('problems' in contract) {
    throw new Error(JSON.stringify(contract.problems));
  }
  return contract;
}

const column = (document: Document, name: string) =>
  document.schema[0].properties.find((item: Document) => item.name === name);
const sla = (document: Document, property: string) =>
  document.slaProperties.find((item: Document) => item.property === property);
const without = (list: Document[], item: Document) =>
  list.splice(list.indexOf(item), 1);

/** The kinds of the changes that an edit of the sample makes, and of those that taking it back makes. */
function bothWays(edit: (document: Document) => void) {
  const [before, after] = [parse(ORDERS), parse(ORDERS)];
  edit(after);
  const [a, b] = [read(before), read(after)];
  return {
    there: compareContracts(a, b),
    back: compareContracts(b, a),
  };
}

const kinds = ({ changes }: { changes: { kind: string }[] }) =>
  changes.map(({ kind }) => kind);

type Row = [
  what: string,
  edit: (document: Document) => void,
  there: ContractChangeKind[],
  back: ContractChangeKind[],
];

// Each row of the table in ../shared/STANDARDS.md, both ways.
const ROWS: Row[] = [
  ['object removed', d => d.schema.pop(), ['object-removed'], ['object-added']],
  [
    'object renamed without an id',
    d => {
      d.schema[1].name = 'returns';
    },
    ['object-removed', 'object-added'],
    ['object-removed', 'object-added'],
  ],
  [
    'column removed',
    d => without(d.schema[0].properties, column(d, 'pieces')),
    ['column-removed'],
    ['column-added'],
  ],
  [
    'column renamed, known by its id',
    d => {
      column(d, 'order_id').name = 'id';
    },
    ['column-renamed'],
    ['column-renamed'],
  ],
  [
    'column renamed without an id',
    d => {
      column(d, 'pieces').name = 'count';
    },
    ['column-removed', 'column-added'],
    ['column-removed', 'column-added'],
  ],
  [
    'column moved to another object',
    d => {
      const [zip] = column(d, 'customer').properties.splice(0, 1);
      d.schema[1].properties.push(zip);
    },
    ['column-moved'],
    ['column-moved'],
  ],
  [
    'name in the store changed',
    d => {
      column(d, 'total').physicalName = 'TOTAL_EUR';
    },
    ['store-name-changed'],
    ['store-name-changed'],
  ],
  [
    'another id under the old name',
    d => {
      column(d, 'order_id').id = 'another';
    },
    ['identity-changed'],
    ['identity-changed'],
  ],
  [
    'type changed, and whole numbers to numbers',
    d => {
      column(d, 'pieces').logicalType = 'number';
    },
    ['type-widened'],
    ['type-changed'],
  ],
  [
    'type changed',
    d => {
      column(d, 'pieces').logicalType = 'string';
    },
    ['type-changed'],
    ['type-changed'],
  ],
  [
    'type in the store changed',
    d => {
      column(d, 'order_id').physicalType = 'uuid';
    },
    ['store-type-changed'],
    ['store-type-changed'],
  ],
  [
    'type in the store written otherwise',
    d => {
      column(d, 'order_id').physicalType = 'varchar( 36 )';
    },
    [],
    [],
  ],
  [
    'type no longer stated',
    d => delete column(d, 'pieces').logicalType,
    ['type-withdrawn'],
    ['type-stated'],
  ],
  [
    'a table becomes a view',
    d => {
      d.schema[0].physicalType = 'view';
    },
    ['field-changed'],
    ['field-changed'],
  ],
  [
    'a table becomes a topic',
    d => {
      d.schema[0].physicalType = 'topic';
    },
    ['store-type-changed'],
    ['store-type-changed'],
  ],
  [
    'required no more',
    d => {
      column(d, 'order_id').required = false;
    },
    ['nulls-allowed'],
    ['nulls-forbidden'],
  ],
  [
    'unique no more',
    d => delete column(d, 'order_id').unique,
    ['repeats-allowed'],
    ['repeats-forbidden'],
  ],
  [
    'primary key removed',
    d => delete column(d, 'order_id').primaryKey,
    ['key-removed'],
    ['key-added'],
  ],
  [
    'primary key changed',
    d => {
      column(d, 'state').primaryKey = true;
    },
    ['key-changed'],
    ['key-changed'],
  ],
  [
    'limit loosened: maximum',
    d => {
      column(d, 'total').logicalTypeOptions.maximum = 2000;
    },
    ['limit-loosened'],
    ['limit-tightened'],
  ],
  [
    'limit loosened: minimum gone',
    d => delete column(d, 'total').logicalTypeOptions.minimum,
    ['limit-loosened'],
    ['limit-tightened'],
  ],
  [
    'limit loosened: minimum length',
    d => {
      column(d, 'order_id').logicalTypeOptions.minLength = 1;
    },
    ['limit-loosened'],
    ['limit-tightened'],
  ],
  [
    'pattern removed',
    d => delete column(d, 'order_id').logicalTypeOptions.pattern,
    ['limit-loosened'],
    ['limit-tightened'],
  ],
  [
    'pattern changed',
    d => {
      column(d, 'order_id').logicalTypeOptions.pattern = '^P';
    },
    ['limit-changed'],
    ['limit-changed'],
  ],
  [
    'dates written otherwise',
    d => {
      column(d, 'ordered_at').logicalTypeOptions.format = 'dd.MM.yyyy';
    },
    ['notation-changed'],
    ['notation-changed'],
  ],
  [
    'an option nobody knows',
    d => {
      column(d, 'ordered_at').logicalTypeOptions.calendar = 'julian';
    },
    ['field-changed'],
    ['field-changed'],
  ],
  [
    'value added',
    d => column(d, 'state').enum.push({ value: 'lost' }),
    ['value-added'],
    ['value-removed'],
  ],
  [
    'list of values removed',
    d => delete column(d, 'state').enum,
    ['limit-loosened'],
    ['limit-tightened'],
  ],
  [
    'a value described otherwise',
    d => {
      column(d, 'state').enum[0].description = 'not paid yet';
    },
    ['words-changed'],
    ['words-changed'],
  ],
  [
    'column of an object removed',
    d => column(d, 'customer').properties.pop(),
    ['column-removed'],
    ['column-added'],
  ],
  [
    'column of the items of a list may be empty',
    d => delete column(d, 'lines').items.properties[0].required,
    ['nulls-allowed'],
    ['nulls-forbidden'],
  ],
  [
    'values of a map are of another type',
    d => {
      column(d, 'prices').map.value.logicalType = 'number';
    },
    ['type-widened'],
    ['type-changed'],
  ],
  [
    'items of a list not stated any more',
    d => delete column(d, 'lines').items,
    ['type-withdrawn'],
    ['type-stated'],
  ],
  [
    'columns an object always has',
    d => {
      column(d, 'customer').logicalTypeOptions = { required: ['zip'] };
    },
    ['nulls-forbidden'],
    ['nulls-allowed'],
  ],
  [
    'classification raised',
    d => {
      column(d, 'pieces').classification = 'restricted';
    },
    ['classification-raised'],
    ['classification-lowered'],
  ],
  [
    'a classification without an order',
    d => {
      column(d, 'pieces').classification = 'PII';
    },
    ['field-changed'],
    ['field-changed'],
  ],
  [
    'rule removed',
    d => d.schema[0].quality.pop(),
    ['rule-removed'],
    ['rule-added'],
  ],
  [
    'rule weakened',
    d => {
      d.schema[0].quality[0].mustBeGreaterThan = 10;
    },
    ['rule-weakened'],
    ['rule-tightened'],
  ],
  [
    'rule optional',
    d => {
      d.schema[0].quality = [
        { type: 'sql', query: 'select max(x) from orders', mustBe: 7 },
      ];
    },
    ['rule-removed', 'rule-added'],
    ['rule-removed', 'rule-added'],
  ],
  [
    'rule checks something else under its id',
    d => {
      d.schema[0].quality[0] = {
        id: 'volume',
        type: 'sql',
        query: 'select count(*) from orders where paid',
        mustBeGreaterThan: 100,
      };
    },
    ['rule-rewritten'],
    ['rule-rewritten'],
  ],
  [
    'latency up',
    d => {
      sla(d, 'latency').value = 8;
    },
    ['promise-loosened'],
    ['promise-tightened'],
  ],
  [
    'latency in another unit',
    d => Object.assign(sla(d, 'latency'), { value: 240, unit: 'min' }),
    [],
    [],
  ],
  [
    'retention down',
    d => {
      sla(d, 'retention').value = 1;
    },
    ['promise-loosened'],
    ['promise-tightened'],
  ],
  [
    'availability down',
    d => {
      sla(d, 'availability').value = 99;
    },
    ['promise-loosened'],
    ['promise-tightened'],
  ],
  [
    'error rate up',
    d => {
      sla(d, 'errorRate').value = 2;
    },
    ['promise-loosened'],
    ['promise-tightened'],
  ],
  [
    'repaired on any day',
    d => {
      sla(d, 'timeToRepair').unit = 'd';
    },
    ['promise-tightened'],
    ['promise-loosened'],
  ],
  [
    'end of support earlier',
    d => {
      sla(d, 'endOfSupport').value = '2027-06-30';
    },
    ['promise-loosened'],
    ['promise-tightened'],
  ],
  [
    'end of support announced',
    d => without(d.slaProperties, sla(d, 'endOfSupport')),
    ['promise-removed'],
    ['end-announced'],
  ],
  [
    'a promise nobody can read',
    d => {
      sla(d, 'throughput').value = 50;
    },
    ['promise-changed'],
    ['promise-changed'],
  ],
  [
    'a promise removed',
    d => without(d.slaProperties, sla(d, 'latency')),
    ['promise-removed'],
    ['promise-added'],
  ],
  [
    'target of timeliness, a custom property',
    d => d.customProperties.push({ property: 'timelinessTarget', value: 0.99 }),
    ['promise-added'],
    ['promise-removed'],
  ],
  [
    'server removed',
    d => d.servers.shift(),
    ['server-removed'],
    ['server-added'],
  ],
  [
    'server elsewhere',
    d => {
      d.servers[0].database = 'lake';
    },
    ['server-changed'],
    ['server-changed'],
  ],
  [
    'server of another format',
    d => {
      d.servers[0] = {
        server: 'prod',
        type: 's3',
        environment: 'prod',
        location: 's3://x',
      };
    },
    [
      'server-changed',
      'server-changed',
      'server-changed',
      'server-changed',
      'server-changed',
    ],
    [
      'server-changed',
      'server-changed',
      'server-changed',
      'server-changed',
      'server-changed',
    ],
  ],
  [
    'server under another name',
    d => {
      d.servers[0].server = 'production';
    },
    ['server-renamed'],
    ['server-renamed'],
  ],
  [
    'server of development elsewhere',
    d => {
      d.servers[1].database = 'other';
    },
    ['other-server-changed'],
    ['other-server-changed'],
  ],
  ['role removed', d => d.roles.pop(), ['role-removed'], ['role-added']],
  [
    'contract retired',
    d => {
      d.status = 'retired';
    },
    ['contract-retired'],
    ['words-changed'],
  ],
  [
    'contract deprecated',
    d => {
      d.status = 'deprecated';
    },
    ['contract-deprecated'],
    ['words-changed'],
  ],
  [
    'only words',
    d => {
      d.tags = ['sales'];
      column(d, 'total').description = 'In euro, with tax';
      column(d, 'total').businessName = 'Total';
    },
    ['words-changed', 'words-changed', 'words-changed'],
    ['words-changed', 'words-changed', 'words-changed'],
  ],
  [
    'a custom property',
    d => {
      d.customProperties[0].value = 'spark';
    },
    ['field-changed'],
    ['field-changed'],
  ],
  [
    'a field of no standard',
    d => {
      column(d, 'total').currency = 'USD';
    },
    ['field-changed'],
    ['field-changed'],
  ],
  [
    'terms of use',
    d => {
      d.description = { purpose: 'Orders', usage: 'Not for marketing' };
    },
    ['field-changed', 'words-changed'],
    ['field-changed', 'words-changed'],
  ],
  [
    'support elsewhere',
    d => {
      d.support[0].channel = '#sales';
    },
    ['support-removed', 'support-added'],
    ['support-removed', 'support-added'],
  ],
  [
    'the order of lists and fields',
    d => {
      d.schema.reverse();
      d.schema[1].properties.reverse();
      d.slaProperties.reverse();
      d.servers.reverse();
      d.roles.reverse();
    },
    [],
    [],
  ],
  [
    'what is the same as nothing',
    d => {
      column(d, 'total').required = false;
      column(d, 'total').partitioned = false;
      column(d, 'total').description = '';
      d.tags = [];
      d.contractCreatedTs = '2026-01-01T00:00:00Z';
    },
    [],
    [],
  ],
];

describe('comparing two versions of a contract', () => {
  it.each(ROWS)('%s', (_, edit, there, back) => {
    const result = bothWays(edit);
    expect(kinds(result.there)).toEqual(there);
    expect(kinds(result.back)).toEqual(back);
  });

  it('has a test for every kind of change', () => {
    const seen = new Set(
      ROWS.flatMap(([, , there, back]) => [...there, ...back]),
    );
    const others = [
      'object-renamed',
      'rule-run-less',
      'rule-without-effect-removed',
    ];
    expect(
      Object.keys(COMPATIBILITY).filter(
        kind => !seen.has(kind as ContractChangeKind),
      ),
    ).toEqual(others);
  });

  it('has a line for every kind of change in docs/contracts.md', () => {
    const page = readFileSync(
      resolve(__dirname, '../../../../../docs/contracts.md'),
      'utf8',
    );
    const lines = [
      ...page.matchAll(/^\| `([a-z-]+)`\s+\| (\w+)\s+\| ([\w ]+?)\s+\|/gm),
    ].map(([, kind, verdict, concern]) => [
      kind,
      verdict,
      concern.replace(' ', '-'),
    ]);
    expect(lines).toEqual(
      Object.entries(COMPATIBILITY).map(([kind, { verdict, concern }]) => [
        kind,
        verdict,
        concern,
      ]),
    );
  });

  it('tells a change in words a consumer understands, with both values and where', () => {
    const { there } = bothWays(d => {
      column(d, 'customer').properties[0].logicalType = 'integer';
    });
    expect(there).toEqual({
      verdict: 'breaking',
      changes: [
        {
          kind: 'type-changed',
          verdict: 'breaking',
          concern: 'data',
          path: 'schema[0].properties[4].properties[0].logicalType',
          object: 'orders',
          column: 'customer.zip',
          before: 'string',
          after: 'integer',
          sentence: 'Column customer.zip of orders is integer, was string.',
        },
      ],
    });
  });

  it('lists the worst first', () => {
    const { there } = bothWays(d => {
      column(d, 'total').description = 'In euro';
      column(d, 'pieces').logicalType = 'number';
      d.schema.pop();
    });
    expect(there.changes.map(({ verdict }) => verdict)).toEqual([
      'breaking',
      'warning',
      'safe',
    ]);
    expect(there.verdict).toBe('breaking');
  });

  it('follows an object by its id, with its columns and rules', () => {
    const before = parse(ORDERS);
    before.schema[0].id = 'orders';
    const after = structuredClone(before);
    after.schema[0].name = 'sales_orders';
    after.schema[0].physicalName = 'orders';
    delete before.schema[0].quality[0].id;
    delete after.schema[0].quality[0].id;
    const { changes } = compareContracts(read(before), read(after));
    expect(changes.map(({ sentence }) => sentence)).toEqual([
      'Object orders is now called sales_orders.',
    ]);
  });

  it('follows the rules of a renamed column and forgets those of one that is gone', () => {
    const before = parse(ORDERS);
    column(before, 'total').id = 'total';
    const renamed = structuredClone(before);
    column(renamed, 'total').name = 'amount';
    expect(kinds(compareContracts(read(before), read(renamed)))).toEqual([
      'column-renamed',
    ]);
    const gone = structuredClone(before);
    without(gone.schema[0].properties, column(gone, 'total'));
    expect(kinds(compareContracts(read(before), read(gone)))).toEqual([
      'column-removed',
    ]);
  });

  it('takes two columns that swap their names for two renames', () => {
    const before = parse(ORDERS);
    column(before, 'total').id = 'total';
    const after = structuredClone(before);
    const [a, b] = [column(after, 'order_id'), column(after, 'total')];
    [a.name, b.name] = [b.name, a.name];
    expect(kinds(compareContracts(read(before), read(after)))).toEqual([
      'column-renamed',
      'column-renamed',
    ]);
  });

  it('says when a rule runs less often, and when one goes that never could fail', () => {
    const before = parse(ORDERS);
    before.schema[0].quality[0].schedule = '0 * * * *';
    before.schema[1].quality = [
      { id: 'any', metric: 'rowCount', mustBeGreaterOrEqualTo: 0 },
    ];
    const after = structuredClone(before);
    after.schema[0].quality[0].schedule = '0 6 * * *';
    delete after.schema[1].quality;
    expect(kinds(compareContracts(read(before), read(after)))).toEqual([
      'rule-run-less',
      'rule-without-effect-removed',
    ]);
  });

  it('reads the same rule in the notation of v3.0 and v3.1', () => {
    const before = parse(ORDERS);
    before.schema[0].quality = [
      { type: 'library', rule: 'rowCount', mustBeGreaterThan: 100 },
    ];
    const after = parse(ORDERS);
    delete after.schema[0].quality[0].id;
    expect(kinds(compareContracts(read(before), read(after)))).toEqual([]);
  });

  it.each([
    ['no contract', 'kind: Component'],
    ['a list', '- 1'],
    ['nothing', ''],
    ['broken', 'a: [1'],
    ['another major version', 'apiVersion: v4.0.0\nkind: DataContract'],
  ])('does not compare %s', (_, text) => {
    expect(readComparable(text)).toEqual({
      problems: [expect.objectContaining({ severity: 'error' })],
    });
  });
});
