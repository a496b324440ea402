// Two backend processes on one PostgreSQL, of which one is killed and both are restarted, against one that runs undisturbed.
// Started by script/replicas, which brings the database.
import { join } from 'node:path';
import { generateEvidence } from '../../examples/generator/generateEvidence.ts';
import { readCompany } from '../../examples/generator/readCompany.ts';
import type { DemoRecord } from '../../examples/generator/records.ts';
import { check, runChecks } from './checks.ts';
import { MeshDatabase } from './MeshDatabase.ts';
import { until } from './pause.ts';
import { Replica } from './Replica.ts';
import { idOf } from './recordIds.ts';
import { RetryingSender } from './RetryingSender.ts';

const ROOT = join(import.meta.dirname, '../..');
const SERVER = process.env.MESHPROOF_TEST_POSTGRES ?? '';
const PORT = Number(process.env.MESHPROOF_REPLICAS_FIRST_PORT ?? 4100);
/** The machine's own day: leases and tokens live by it. */
const NOW = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
const DAY = 24 * 3_600_000;
const DAYS = 45;
/** What the other replica has for what the killed one left behind. */
const MOST_SECONDS = 60;

const missingFrom = (stored: Set<string>, wanted: Iterable<string>) =>
  [...wanted].filter(id => !stored.has(id)).length;

/** Until the queue is empty, and stays so while the surroundings are looked at once more. */
async function settled(database: MeshDatabase): Promise<void> {
  let since = Date.now();
  await until('nothing waits to be judged', async () => {
    if ((await database.waiting()) > 0) {
      since = Date.now();
    }
    return Date.now() - since > 12_000;
  });
}

async function undisturbed(records: DemoRecord[]) {
  console.log('One process, undisturbed');
  const replica = new Replica({
    name: 'alone',
    port: PORT,
    prefix: 'undisturbed_',
    now: NOW,
  });
  console.log(`  ready after ${(await replica.start()).toFixed(0)} s`);
  running.push(replica);
  const database = await MeshDatabase.open(SERVER, 'undisturbed_');
  const sender = new RetryingSender([replica.url]);
  await until('products are there', async () => (await database.live()) > 30);
  await sender.send(records, { size: 2_000 });
  await settled(database);
  const result = {
    ids: await database.ids(),
    results: await database.results(),
  };
  await replica.terminate();
  await database.close();
  return result;
}

async function disturbed(
  records: DemoRecord[],
  reference: Awaited<ReturnType<typeof undisturbed>>,
): Promise<void> {
  console.log('Two processes on one database');
  const prefix = 'disturbed_';
  const [a, b] = ['a', 'b'].map(
    (name, index) =>
      new Replica({ name, port: PORT + 1 + index, prefix, now: NOW }),
  );
  running.push(a, b);
  // On an empty database the first makes the tables, those of Backstage's own services too, before the second comes.
  console.log(`  a is ready after ${(await a.start()).toFixed(0)} s`);
  console.log(`  b is ready after ${(await b.start()).toFixed(0)} s`);
  const database = await MeshDatabase.open(SERVER, prefix);
  await until('products are there', async () => (await database.live()) > 30);
  const sender = new RetryingSender([a.url, b.url]);
  const third = Math.ceil(records.length / 3);
  const [forIngest, forEvaluation, forRestart] = [0, 1, 2].map(part =>
    records.slice(part * third, (part + 1) * third),
  );

  console.log('Killed while it takes records in');
  const largest = [...new Set(forIngest.map(({ publisher }) => publisher))]
    .map(id => forIngest.filter(({ publisher }) => publisher === id))
    .sort((x, y) => y.length - x.length)[0];
  await sender.send(
    forIngest.filter(item => !largest.includes(item)),
    { size: 500 },
  );
  let before = await database.records();
  const sending = sender.send(largest, { size: largest.length, first: a.url });
  await until('a part of the request is stored', async () => {
    return (await database.records()) > before;
  });
  await a.kill();
  let killedAt = Date.now();
  const stored = (await database.records()) - before;
  check(
    'the kill came in the middle of a request',
    stored > 0 && stored < largest.length,
    `${stored} of ${largest.length} records were stored and not yet answered for`,
  );
  check(
    'what had been accepted is there',
    missingFrom(await database.ids(), sender.accepted) === 0,
    `${sender.accepted.size} records`,
  );
  await sending;
  await until('b has judged it all', async () => !(await database.waiting()));
  let seconds = (Date.now() - killedAt) / 1_000;
  check(
    `the other finishes within ${MOST_SECONDS} s, with the rest of the request sent again`,
    seconds < MOST_SECONDS,
    `${seconds.toFixed(1)} s`,
  );
  check(
    'no record is lost',
    missingFrom(await database.ids(), forIngest.map(idOf)) === 0,
  );
  let twice = await database.twice();
  check('no row is there twice', twice.length === 0, twice.join('; '));

  console.log('Killed while it judges');
  await a.start();
  const judging = sender.send(forEvaluation, { size: 500 });
  const held = await until('a holds products', async () => {
    const refs = await database.heldBy(a.pid);
    if (refs.length === 0) {
      return undefined;
    }
    await a.kill();
    killedAt = Date.now();
    const left = await database.heldBy(a.pid);
    if (left.length > 0) {
      return left;
    }
    await a.start();
    return undefined;
  });
  check(
    'the kill came in the middle of a turn',
    held.length > 0,
    `${held.length} products were held by a process that is gone`,
  );
  await judging;
  await until('b has judged it all', async () => !(await database.waiting()));
  seconds = (Date.now() - killedAt) / 1_000;
  check(
    `the other finishes within ${MOST_SECONDS} s, when the lease of 30 s is over`,
    seconds < MOST_SECONDS,
    `${seconds.toFixed(1)} s`,
  );
  check(
    'what had been accepted is there',
    missingFrom(await database.ids(), sender.accepted) === 0,
    `${sender.accepted.size} records`,
  );
  twice = await database.twice();
  check('no row is there twice', twice.length === 0, twice.join('; '));

  console.log('Rolling restart under load');
  await a.start();
  const retriesBefore = sender.retries;
  const requestsBefore = sender.requests;
  let isSending = true;
  const load = sender
    .send(forRestart, { size: 50 })
    .finally(() => (isSending = false));
  before = await database.records();
  await until('the load is on', async () => {
    return (await database.records()) > before;
  });
  for (const replica of [a, b]) {
    const begin = Date.now();
    const { code, signal } = await replica.terminate();
    const stopping = (Date.now() - begin) / 1_000;
    check(
      `${replica.name} ends by itself under load`,
      signal !== 'SIGKILL' && stopping < 45 && isSending,
      `${stopping.toFixed(1)} s, ${signal ?? `code ${code}`}`,
    );
    check(
      'what had been accepted is there',
      missingFrom(await database.ids(), sender.accepted) === 0,
      `${sender.accepted.size} records`,
    );
    const held2 = await database.heldBy(replica.pid);
    check('it leaves no product held', held2.length === 0, held2.join(', '));
    await replica.start();
  }
  await load;
  console.log(
    `  ${sender.requests - requestsBefore} requests, ${
      sender.retries - retriesBefore
    } sent again`,
  );
  await settled(database);

  console.log('What both runs have come to');
  const ids = await database.ids();
  check(
    'the records are those that were sent, each once',
    ids.size === records.length &&
      missingFrom(ids, records.map(idOf)) === 0 &&
      missingFrom(reference.ids, ids) === 0,
    `${ids.size} records`,
  );
  twice = await database.twice();
  check('no row is there twice', twice.length === 0, twice.join('; '));
  const results = await database.results();
  const different = [...reference.results].filter(
    ([ref, result]) => results.get(ref) !== result,
  );
  check(
    'every scorecard is the one of the undisturbed run',
    results.size === reference.results.size && different.length === 0,
    `${results.size} scorecards`,
  );
  for (const [ref, expected] of different) {
    console.log(`          ${ref}: ${results.get(ref)} instead of ${expected}`);
  }
  await Promise.all([a.terminate(), b.terminate()]);
  await database.close();
}

const running: Replica[] = [];
process.once('SIGTERM', () => process.exit(1));
process.once('exit', () => {
  for (const { pid } of running) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
});

async function run(): Promise<void> {
  const records = generateEvidence({
    company: readCompany(join(ROOT, 'examples/company')),
    now: Date.parse(NOW),
    from: Date.parse(NOW) - DAYS * DAY,
  });
  console.log(`${records.length} records of ${DAYS} days, as of ${NOW}`);
  await disturbed(records, await undisturbed(records));
}

runChecks(run);
