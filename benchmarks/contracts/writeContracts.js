const { stringify } = require('yaml');

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed) {
  let state = seed + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const TYPES = ['string', 'integer', 'number', 'date', 'timestamp', 'boolean'];

function columnOf(index, random) {
  const type = TYPES[Math.floor(random() * TYPES.length)];
  return {
    name: `column_${index}`,
    logicalType: type,
    ...(type === 'string'
      ? { physicalType: 'varchar(64)', logicalTypeOptions: { maxLength: 64 } }
      : {}),
    description: `What column ${index} says of the order, in words that a reader of the table understands`,
    ...(index === 0 ? { primaryKey: true, required: true, unique: true } : {}),
    ...(random() < 0.3 ? { required: true } : {}),
    ...(random() < 0.1
      ? {
          quality: [{ id: `filled-${index}`, metric: 'nullValues', mustBe: 0 }],
        }
      : {}),
  };
}

// What the second edition changes, by the position of a column, and the kind that a comparison should tell.
const EDITS = [
  [7, 'words-changed', column => ({ ...column, description: 'Other words' })],
  [50, 'column-removed', () => undefined],
  [31, 'store-name-changed', column => ({ ...column, physicalName: 'OTHER' })],
];

function edited(column, index) {
  const edit = EDITS.find(([every]) => index > 0 && index % every === 0);
  return edit ? edit[2](column) : column;
}

/** A contract as YAML. The second edition of one has changes that are known. */
function writeContract({ columns, seed, edition = 0, flaw = false }) {
  const random = randomOf(seed);
  const own = Array.from({ length: columns }, (_, index) =>
    columnOf(index, random),
  );
  return stringify(
    {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: `orders-${seed}`,
      version: `1.${edition}.0`,
      status: 'active',
      description: { purpose: 'Orders as they were placed, one row each' },
      servers: [
        {
          server: 'production',
          type: 'snowflake',
          environment: 'prod',
          account: 'acme',
          database: 'wh',
          schema: 'sales',
        },
      ],
      schema: [
        {
          name: 'orders',
          ...(flaw ? { colour: 'blue' } : {}),
          properties:
            edition === 0
              ? own
              : own.map(edited).filter(column => column !== undefined),
        },
      ],
      slaProperties: [{ property: 'latency', value: 4, unit: 'h' }],
    },
    { lineWidth: 0 },
  );
}

/** How often the second edition changes what, in the order in which a comparison tells it. */
writeContract.changes = columns => {
  const counts = {};
  const found = Array.from({ length: columns }, (_, index) =>
    EDITS.find(([every]) => index > 0 && index % every === 0),
  ).filter(Boolean);
  for (const kind of [
    'store-name-changed',
    'column-removed',
    'words-changed',
  ]) {
    counts[kind] = found.filter(([, own]) => own === kind).length;
  }
  return counts;
};

/** Contracts of the sizes that public ones have: a quarter small, half around 1 kB, a quarter of a few. One in ten is flawed. */
function writeContracts({ count, seed }) {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, index) => {
    const size = random();
    let columns = 4;
    if (size < 0.25) {
      columns = 1;
    } else if (size > 0.75) {
      columns = 8 + Math.floor(random() * 16);
    }
    return writeContract({
      columns,
      seed: seed * 100_000 + index,
      flaw: random() < 0.1,
    });
  });
}

module.exports = { writeContract, writeContracts };
