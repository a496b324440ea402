#!/usr/bin/env node
// How fast contracts are read, beside parsing the same YAML and checking it by the published schema of ODCS in the same run; and how
// long two versions of a large one take to compare.
// node benchmarks/contracts/run.js [--contracts 1000] [--columns 5000] [--rounds 3] [--seed 1] [--schema FILE]
// Each side runs in processes of its own, in turn. Ends with 1 where a limit is missed, and with an error where the sides disagree.
require('@backstage/cli/config/nodeTransform.cjs');
const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { resolve } = require('node:path');
const { parseArgs } = require('node:util');
const { inOwnProcess, report } = require('../ownProcess');
const { writeContract, writeContracts } = require('./writeContracts');

const MOST_RATIO = 2;
const MOST_MILLISECONDS = 250;
const PUBLISHED = resolve(
  __dirname,
  '../../../shared/standards/odcs/schema/odcs-json-schema-v3.1.0.json',
);

const { values } = parseArgs({
  options: {
    contracts: { type: 'string', default: '1000' },
    columns: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    schema: { type: 'string', default: PUBLISHED },
    part: { type: 'string' },
  },
});
const columns = Number(values.columns);

function texts() {
  return [
    ...writeContracts({
      count: Number(values.contracts),
      seed: Number(values.seed),
    }),
    writeContract({ columns, seed: 0 }),
  ];
}

/** Runs `judge` over all contracts, the first ones once before, so that nothing is compiled while it is measured. */
function measure(judge) {
  const all = texts();
  all.slice(0, 50).forEach(judge);
  const begin = performance.now();
  const verdicts = all.map(text => (judge(text) ? 1 : 0)).join('');
  report({ seconds: (performance.now() - begin) / 1000, verdicts });
}

const PARTS = {
  read() {
    const { readContract } = require('../../packages/core/src');
    measure(text => readContract(text).conformant);
  },
  /** The floor: the same YAML parser, and the schema that anybody would take. */
  floor() {
    // The same modules are loaded, so that their memory is in both figures.
    require('../../packages/core/src');
    // The very libraries of the core.
    const load = createRequire(
      require.resolve('../../packages/core/package.json'),
    );
    const { parse } = load('yaml');
    const Ajv = load('ajv/dist/2019').default;
    const ajv = new Ajv({ strict: false });
    load('ajv-formats').default(ajv);
    const isValid = ajv.compile(JSON.parse(readFileSync(values.schema)));
    measure(text => isValid(parse(text)));
  },
  compare() {
    const {
      compareContracts,
      readComparable,
    } = require('../../packages/core/src');
    const [before, after] = [0, 1].map(edition =>
      readComparable(writeContract({ columns, seed: 0, edition })),
    );
    const times = [];
    let changes;
    for (let round = 0; round < 5; round++) {
      const begin = performance.now();
      ({ changes } = compareContracts(before, after));
      times.push(performance.now() - begin);
    }
    const kinds = {};
    for (const { kind } of changes) {
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
    report({ first: times[0], median: median(times), kinds });
  },
};

function median(items) {
  return [...items].sort((a, b) => a - b)[items.length >> 1];
}

const run = part =>
  inOwnProcess(__filename, [...process.argv.slice(2), '--part', part]);

function main() {
  if (!existsSync(values.schema)) {
    throw new Error(
      'Name the published schema of ODCS v3.1.0 by --schema FILE; it is in the repository bitol-io/open-data-contract-standard',
    );
  }
  const all = texts();
  const sizes = all.map(text => Buffer.byteLength(text));
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    rounds.push({ read: run('read'), floor: run('floor') });
  }
  for (const { read, floor } of rounds) {
    const differs = [...read.verdicts].findIndex(
      (verdict, index) => verdict !== floor.verdicts[index],
    );
    if (differs >= 0) {
      throw new Error(
        `the sides disagree on contract ${differs}:\n${all[differs]}`,
      );
    }
  }
  const conformant = [...rounds[0].read.verdicts].filter(v => v === '1').length;
  console.log(
    `${all.length} contracts of ${megabytes.toFixed(
      1,
    )} MB, half of them up to ${median(
      sizes,
    )} bytes, one of ${columns} columns; ${conformant} are conformant, for both sides`,
  );
  console.table(
    Object.fromEntries(
      ['read', 'floor'].map(part => {
        const seconds = median(rounds.map(round => round[part].seconds));
        return [
          part === 'read' ? 'readContract' : 'yaml and ajv',
          {
            seconds: Number(seconds.toFixed(2)),
            'contracts/s': Math.round(all.length / seconds),
            'MB/s': Number((megabytes / seconds).toFixed(2)),
            'peak MB': Math.round(
              Math.max(...rounds.map(round => round[part].megabytes)),
            ),
          },
        ];
      }),
    ),
  );
  const ratio = median(
    rounds.map(({ read, floor }) => read.seconds / floor.seconds),
  );
  console.log(
    `readContract takes ${ratio.toFixed(
      2,
    )} times as long as the floor; at most ${MOST_RATIO} is the goal`,
  );
  const compared = run('compare');
  const expected = writeContract.changes(columns);
  if (JSON.stringify(compared.kinds) !== JSON.stringify(expected)) {
    throw new Error(
      `made: ${JSON.stringify(expected)}; found: ${JSON.stringify(
        compared.kinds,
      )}`,
    );
  }
  console.log(
    `Two versions of ${columns} columns are compared in ${compared.first.toFixed(
      0,
    )} ms at first and ${compared.median.toFixed(
      0,
    )} ms after that; at most ${MOST_MILLISECONDS} ms is the goal. Found are the changes that were made: ${JSON.stringify(
      compared.kinds,
    )}`,
  );
  const missed = ratio > MOST_RATIO || compared.first > MOST_MILLISECONDS;
  console.log(missed ? 'MISSED' : 'Within the goals');
  process.exitCode = missed ? 1 : 0;
}

if (values.part) {
  PARTS[values.part]();
} else {
  main();
}
