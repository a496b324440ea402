// How fast evidence comes in over HTTP, and in how much memory, beside the least that storing the same rows can cost. Started by
// script/benchmark, which brings the database; docs/benchmarks.md says what it measures and how to read it.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check, runChecks } from '../../e2e/replicas/checks.ts';
import { Backend, configOf } from './Backend.ts';
import { dbtProject } from './dbtFiles.ts';
import { freePort } from './freePort.ts';
import { Floor } from './Floor.ts';
import { writeProducts } from './products.ts';
import { recordOf } from './records.ts';
import { measureSloTab } from './sloTab.ts';
import type { Times } from './sloTab.ts';

const ROOT = join(import.meta.dirname, '../..');
const SERVER = process.env.MESHPROOF_TEST_POSTGRES ?? '';
const PREFIX = 'evidence_benchmark_';
const MB = 1_000_000;

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    /** Records that are sent. */
    records: { type: 'string', default: '1000000' },
    /** Records of one request, and rows of one `insert` of the floor. */
    batch: { type: 'string', default: '1000' },
    /** After so many records the other side has its turn. */
    slice: { type: 'string', default: '20000' },
    /** Requests under way at a time. */
    senders: { type: 'string', default: '1' },
    /** Products in the catalog that records are about and that are judged meanwhile. */
    products: { type: 'string', default: '100' },
    /** Size of the file of dbt, MB; 0 leaves it out. */
    dbt: { type: 'string', default: '50' },
    /** Records that are sent to a backend with SQLite, for their size; 0 leaves it out. */
    sqlite: { type: 'string', default: '50000' },
    /** Whether the tab of service levels is measured too. */
    tab: { type: 'boolean', default: true },
    /** Writes a profile of the backend to .data/benchmark. */
    profile: { type: 'boolean', default: false },
    /** Fails where the goals in time and memory are missed, and not only where answers are wrong. */
    goals: { type: 'boolean', default: false },
  },
});

function numberOf(
  name:
    | 'records'
    | 'batch'
    | 'slice'
    | 'senders'
    | 'products'
    | 'dbt'
    | 'sqlite',
): number {
  const value = Number(options[name]);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new Error(`--${name} must be a whole number`);
  }
  return value;
}

/** A goal counts as a test only where it was asked for: a busy machine is no defect. */
function goal(what: string, isTrue: boolean, more: string): void {
  if (options.goals) {
    check(what, isTrue, more);
  } else {
    console.log(`  ${isTrue ? 'reached' : 'MISSED '} ${what}: ${more}`);
  }
}

const perSecond = (records: number, milliseconds: number) =>
  Math.round((records / milliseconds) * 1_000);
const inWords = (value: number) => value.toLocaleString('en-US');
const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Growth of memory over the second half of the run, MB for a million records, by least squares. */
function slopeOf(points: { sent: number; now: number }[]): number {
  const late = points.slice(Math.floor(points.length / 2));
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(late.map(({ sent }) => sent));
  const y = mean(late.map(({ now }) => now));
  const above = late.reduce((sum, p) => sum + (p.sent - x) * (p.now - y), 0);
  const below = late.reduce((sum, p) => sum + (p.sent - x) ** 2, 0);
  return below === 0 ? 0 : (above / below) * (1_000_000 / MB);
}

async function sendSlice(
  backend: Backend,
  bodies: string[],
  senders: number,
): Promise<{ milliseconds: number; accepted: number }> {
  let accepted = 0;
  let next = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (next < bodies.length) {
        const receipt = await backend.send(bodies[next++]);
        if (receipt.rejectedTotal > 0) {
          throw new Error(`refused: ${JSON.stringify(receipt.rejected[0])}`);
        }
        accepted += receipt.accepted;
      }
    }),
  );
  return { milliseconds: performance.now() - begin, accepted };
}

async function ingest(backend: Backend, floor: Floor): Promise<void> {
  const [total, batch, slice, senders] = (
    ['records', 'batch', 'slice', 'senders'] as const
  ).map(numberOf);
  const now = Date.now();
  const turns: { own: number; floor: number; records: number }[] = [];
  const memory: { sent: number; now: number; peak: number }[] = [];
  let accepted = 0;
  for (let start = 0; start < total; start += slice) {
    const count = Math.min(slice, total - start);
    const bodies: string[] = [];
    for (let first = start; first < start + count; first += batch) {
      const lines: string[] = [];
      for (let i = first; i < Math.min(first + batch, start + count); i++) {
        lines.push(JSON.stringify(recordOf(i, total, now)));
      }
      bodies.push(lines.join('\n'));
    }
    const since = Date.now();
    const sent = await sendSlice(backend, bodies, senders);
    accepted += sent.accepted;
    const rows = await floor.newRows(since);
    turns.push({
      own: sent.milliseconds,
      floor: await floor.insert(rows, batch),
      records: count,
    });
    memory.push({ sent: start + count, ...(await backend.memoryNow()) });
    if (turns.length === 1 || turns.length % 10 === 0) {
      const turn = turns[turns.length - 1];
      console.log(
        `  ${inWords(start + count).padStart(9)} records  ${inWords(
          perSecond(count, turn.own),
        )}/s, floor ${inWords(perSecond(count, turn.floor))}/s, ${Math.round(
          memory[memory.length - 1].now / MB,
        )} MB`,
      );
    }
  }

  // The first turn warms both sides up.
  const counted = turns.length > 2 ? turns.slice(1) : turns;
  const sum = (of: (turn: (typeof turns)[number]) => number) =>
    counted.reduce((all, turn) => all + of(turn), 0);
  const records = sum(turn => turn.records);
  const own = sum(turn => turn.own);
  const least = sum(turn => turn.floor);
  const share = median(counted.map(turn => turn.floor / turn.own));
  const peak = Math.max(...memory.map(item => item.peak));
  const slope = slopeOf(memory);
  console.log(`
  over HTTP           ${inWords(perSecond(records, own)).padStart(8)} records/s
  floor               ${inWords(perSecond(records, least)).padStart(
    8,
  )} records/s
  share of the floor  ${share.toFixed(2).padStart(8)}   median of ${
    counted.length
  } turns; ${(least / own).toFixed(2)} over all
  memory at its peak  ${Math.round(peak / MB)
    .toString()
    .padStart(8)} MB
  memory grows by     ${slope
    .toFixed(0)
    .padStart(8)} MB for a million records, over the second half
`);
  const found = await floor.compare();
  check(
    'every record was accepted once',
    accepted === total,
    inWords(accepted),
  );
  check(
    'both tables hold the same ids',
    found.evidence === total && found.floor === total && found.different === 0,
    `${inWords(found.evidence)} and ${inWords(found.floor)}, ${
      found.different
    } in one only`,
  );
  check('the sums add up', (await floor.wrongSums()) === 0);
  const again = await backend.send(
    [0, 1, 2].map(i => JSON.stringify(recordOf(i, total, now))).join('\n'),
  );
  check(
    'what is sent again is known',
    again.accepted === 0 && again.duplicates === 3,
  );
  goal('at least a third of the floor', share >= 1 / 3, share.toFixed(2));
  goal('under 512 MB', peak < 512 * MB, `${Math.round(peak / MB)} MB`);
  goal(
    'flat',
    Math.abs(slope) < 50,
    `${slope.toFixed(0)} MB for a million records`,
  );
  const { evidence, sums } = await floor.size();
  console.log(
    `  on disk             ${Math.round(
      evidence / total,
    )} bytes for a record with its indexes, ${Math.round(
      sums / total,
    )} for the sums`,
  );
}

/** A project of dbt with a file of results of the wanted size, sent as dbt wrote it. */
async function sendDbt(backend: Backend, size: number): Promise<void> {
  const project = dbtProject(size * MB, Date.now());
  const before = await backend.memoryNow();
  const begin = performance.now();
  const receipt = await backend.send(project.read(), {
    'Content-Type': 'application/json',
  });
  const seconds = (performance.now() - begin) / 1_000;
  const { peak } = await backend.memoryNow();
  console.log(
    `\nA run_results.json of ${size} MB with its manifest of ${Math.round(
      project.manifestBytes / MB,
    )} MB: ${inWords(receipt.accepted)} records in ${seconds.toFixed(
      1,
    )} s, ${inWords(perSecond(receipt.accepted, seconds * 1_000))}/s`,
  );
  check(
    'every result is a record',
    receipt.accepted === project.results && receipt.rejectedTotal === 0,
    `${inWords(receipt.accepted)} of ${inWords(project.results)}, ${
      receipt.rejectedTotal
    } refused`,
  );
  goal(
    'streams in under 512 MB',
    peak < 512 * MB,
    `${Math.round(peak / MB)} MB at the peak, ${Math.round(
      before.now / MB,
    )} MB before`,
  );
}

/** The same records on SQLite, for what one of them takes there. */
async function sendToSqlite(backend: Backend, records: number): Promise<void> {
  const now = Date.now();
  const begin = performance.now();
  let accepted = 0;
  for (let start = 0; start < records; start += 1_000) {
    const lines: string[] = [];
    for (let i = start; i < Math.min(start + 1_000, records); i++) {
      lines.push(JSON.stringify(recordOf(i, records, now)));
    }
    accepted += (await backend.send(lines.join('\n'))).accepted;
  }
  console.log(
    `\nOn SQLite: ${inWords(
      perSecond(accepted, performance.now() - begin),
    )} records/s`,
  );
  check(
    'every record was accepted once',
    accepted === records,
    inWords(accepted),
  );
}

/** The tab of service levels of a product with two years of evidence. */
async function readTab(backend: Backend): Promise<void> {
  const { records, rows, tab, years, floor, nothing, isSame } =
    await measureSloTab(backend, addressOf('tab'));
  const inMs = ({ median: middle, p95 }: Times) =>
    `${p95.toFixed(1).padStart(7)} ms   median ${middle.toFixed(1)} ms`;
  console.log(
    `\nService levels of a product with ${inWords(
      records,
    )} records of two years, ${inWords(rows)} days of promises; p95 of 200
  the tab, 28 days   ${inMs(tab)}
  two years          ${inMs(years)}
  floor, two years   ${inMs(floor)}, a plain query of the same rows
  an empty answer    ${inMs(nothing)}
  two years / floor  ${(years.median / floor.median)
    .toFixed(1)
    .padStart(7)}      of the medians`,
  );
  check('the answer has the days of the table', isSame);
  goal('the tab under 50 ms', tab.p95 < 50, `${tab.p95.toFixed(1)} ms`);
}

async function withBackend(
  name: string,
  database: object,
  run: (backend: Backend) => Promise<void>,
): Promise<void> {
  const folder = folderOf(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const config = join(folder, 'app-config.json');
  writeFileSync(
    config,
    JSON.stringify(
      configOf({
        port,
        database,
        products: writeProducts(join(folder, 'products'), numberOf('products')),
      }),
    ),
  );
  const backend = await Backend.start({
    port,
    configs: [config],
    logFile: join(folder, 'backend.log'),
    nodeOptions: options.profile
      ? ['--cpu-prof', `--cpu-prof-dir=${folder}`]
      : [],
  });
  try {
    await run(backend);
  } finally {
    await backend.stop();
  }
}

function folderOf(name: string): string {
  return join(ROOT, '.data/benchmark', name);
}

/** `backend.database` for a run with databases of its own in PostgreSQL. */
function postgres(name: string): object {
  return { client: 'pg', prefix: `${PREFIX}${name}_`, connection: SERVER };
}

/** The database of the plugin in such a run. */
function addressOf(name: string): string {
  const address = new URL(SERVER);
  address.pathname = `/${PREFIX}${name}_data-mesh`;
  return address.href;
}

async function withFloor(
  name: string,
  run: (floor: Floor) => Promise<void>,
): Promise<void> {
  const floor = await Floor.open(addressOf(name));
  try {
    await run(floor);
  } finally {
    await floor.close();
  }
}

async function run(): Promise<void> {
  if (SERVER === '') {
    throw new Error(
      'MESHPROOF_TEST_POSTGRES names no server; script/benchmark evidence brings one',
    );
  }
  console.log(
    `${inWords(numberOf('records'))} records in requests of ${inWords(
      numberOf('batch'),
    )}, ${options.senders} at a time, ${options.products} products`,
  );
  await withBackend('records', postgres('records'), backend =>
    withFloor('records', floor => ingest(backend, floor)),
  );
  const size = numberOf('dbt');
  if (size > 0) {
    await withBackend('dbt', postgres('dbt'), backend =>
      sendDbt(backend, size),
    );
  }
  if (options.tab) {
    await withBackend('tab', postgres('tab'), readTab);
  }
  const onSqlite = numberOf('sqlite');
  if (onSqlite > 0) {
    const directory = join(folderOf('sqlite'), 'db');
    await withBackend(
      'sqlite',
      { client: 'better-sqlite3', connection: { directory } },
      backend => sendToSqlite(backend, onSqlite),
    );
    const { size: bytes } = statSync(join(directory, 'data-mesh.sqlite'));
    console.log(
      `  on disk             ${Math.round(
        bytes / onSqlite,
      )} bytes for a record with its indexes and the sums`,
    );
  }
}

runChecks(run);
