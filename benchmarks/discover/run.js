#!/usr/bin/env node
// How long the candidates of a large dbt manifest take, beside JSON.parse of the same file in the same run.
// node benchmarks/discover/run.js [--data-sets 50000] [--seed 1]
// Each part runs in a process of its own, so that the memory of one is not counted for the other. Ends with 1 where a limit is missed.
require('@backstage/cli/config/nodeTransform.cjs');
const {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { parseArgs } = require('node:util');
const { inOwnProcess, report } = require('../ownProcess');

const MOST_SECONDS = 10;
const MOST_MEGABYTES = 512;

const { values } = parseArgs({
  options: {
    'data-sets': { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string' },
    file: { type: 'string' },
  },
});

const since = begin => (performance.now() - begin) / 1000;

async function discover(file) {
  const { CandidateFiles, foldCandidates } = require('../../packages/core/src');
  const begin = performance.now();
  const files = CandidateFiles.create();
  const reader = files.open(file);
  for await (const piece of createReadStream(file)) {
    reader.push(piece);
  }
  reader.end();
  const graph = files.graph();
  const { counts } = foldCandidates(graph);
  report({
    seconds: since(begin),
    counts: {
      dataSets: counts.dataSets,
      uses: graph.uses.length,
      tests: graph.dataSets.reduce((sum, { tests = 0 }) => sum + tests, 0),
      problems: files.problems.total,
      candidates: counts.candidates,
    },
  });
}

/** The floor: reading the file whole and parsing it, without looking at it. */
function parse(file) {
  // The same modules are loaded, so that their memory is in both figures.
  require('../../packages/core/src');
  const begin = performance.now();
  const { nodes, sources, exposures } = JSON.parse(readFileSync(file, 'utf8'));
  const all = Object.values(nodes);
  const isTest = node => node.resource_type === 'test';
  report({
    seconds: since(begin),
    counts: {
      dataSets:
        all.filter(node => !isTest(node)).length + Object.keys(sources).length,
      uses: Object.keys(exposures).length,
      tests: all.filter(isTest).length,
    },
  });
}

const run = (part, file) =>
  inOwnProcess(__filename, ['--part', part, '--file', file]);

async function write(dataSets, seed, file) {
  const {
    generateManifest,
  } = require('../../packages/core/src/candidates/__testUtils__/generateManifest');
  const generator = generateManifest({ seed, dataSets, sqlLength: 1_500 });
  let counts;
  function* pieces() {
    counts = yield* generator;
  }
  await pipeline(Readable.from(pieces()), createWriteStream(file));
  return counts;
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-discover-'));
  let missed = false;
  try {
    const rows = [];
    const largest = Number(values['data-sets']);
    for (const dataSets of [Math.round(largest / 5), largest]) {
      const file = join(folder, `manifest-${dataSets}.json`);
      const written = await write(dataSets, Number(values.seed), file);
      const floor = run('parse', file);
      const found = run('discover', file);
      for (const [name, expected] of [
        ['dataSets', written.dataSets],
        ['tests', written.tests],
        ['uses', written.exposures],
      ]) {
        if (
          found.counts[name] !== expected ||
          floor.counts[name] !== expected
        ) {
          throw new Error(
            `${name}: ${expected} written, ${floor.counts[name]} parsed, ${found.counts[name]} discovered`,
          );
        }
      }
      missed ||=
        found.seconds > MOST_SECONDS || found.megabytes > MOST_MEGABYTES;
      rows.push({
        'data sets': dataSets,
        'file, MB': Math.round(statSync(file).size / 1e6),
        'discover, s': Number(found.seconds.toFixed(2)),
        'discover, peak MB': Math.round(found.megabytes),
        'JSON.parse, s': Number(floor.seconds.toFixed(2)),
        'JSON.parse, peak MB': Math.round(floor.megabytes),
        candidates: found.counts.candidates,
      });
    }
    console.table(rows);
    console.log(
      missed
        ? `More than ${MOST_SECONDS} s or ${MOST_MEGABYTES} MB`
        : `Within ${MOST_SECONDS} s and ${MOST_MEGABYTES} MB; counts equal those of JSON.parse and of what was written`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = missed ? 1 : 0;
}

if (values.part === 'discover') {
  discover(values.file);
} else if (values.part === 'parse') {
  parse(values.file);
} else {
  main();
}
