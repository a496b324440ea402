// What goes wrong between a sender and the database, tried with real processes: the database goes away during a push, the process is
// killed, two take in the same records at once, bodies are broken, huge or slow. Started by script/faults, which brings the database.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Backend, configOf, TOKEN } from '../../benchmarks/evidence/Backend.ts';
import { freePort } from '../../benchmarks/evidence/freePort.ts';
import { writeProducts } from '../../benchmarks/evidence/products.ts';
import { MeshDatabase } from '../replicas/MeshDatabase.ts';
import { pause, until } from '../replicas/pause.ts';
import { CuttableConnection } from './CuttableConnection.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.data/faults');
const SERVER = process.env.MESHPROOF_TEST_POSTGRES ?? '';
const PREFIX = 'faults_';
const MB = 1_000_000;
const OUTAGE_SECONDS = 30;
const NOW = Date.now();

let passed = 0;
const failures: string[] = [];

function check(what: string, isTrue: boolean, more = ''): void {
  if (isTrue) {
    passed++;
  } else {
    failures.push(what);
  }
  console.log(
    `  ${isTrue ? 'ok    ' : 'FAILED'}  ${what}${more && `: ${more}`}`,
  );
}

/** Every id that has to be in the database in the end. */
const sent = new Set<string>();

/** Runs of one job, named so that each fault has records of its own. */
function recordsOf(fault: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const key = `${fault}-${index}`;
    sent.add(
      createHash('sha256')
        .update(JSON.stringify(['key', 'warehouse', key]))
        .digest('hex'),
    );
    return JSON.stringify({
      kind: 'run',
      key,
      time: new Date(NOW - (index + 1) * 1_000).toISOString(),
      dataset: { name: `wh.s${index % 20}.table_${index % 200}` },
      job: { namespace: 'airflow-prod', name: `build_table_${index % 200}` },
      status: 'success',
    });
  });
}

const running = new Set<Backend>();

async function startBackend(
  name: string,
  port: number,
  database: string,
): Promise<Backend> {
  const config = join(FOLDER, `${name}.json`);
  writeFileSync(
    config,
    JSON.stringify(
      configOf({
        port,
        database: { client: 'pg', prefix: PREFIX, connection: database },
        products: writeProducts(join(FOLDER, 'products'), 20),
      }),
    ),
  );
  const backend = await Backend.start({
    port,
    configs: [config],
    logFile: join(FOLDER, `${name}-${Date.now()}.log`),
  });
  running.add(backend);
  return backend;
}

/** `meshproof push`, as a pipeline runs it. */
function push(file: string, url: string) {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(ROOT, 'packages/cli/bin/meshproof'), 'push', file, '--json'],
    {
      env: { ...process.env, MESHPROOF_URL: url, MESHPROOF_TOKEN: TOKEN },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let err = '';
  child.stdout?.on('data', piece => (out += piece));
  child.stderr?.on('data', piece => (err += piece));
  return new Promise<{ code: number | null; out: string; err: string }>(done =>
    child.once('close', code => done({ code, out, err })),
  );
}

async function nothingLostOrDoubled(database: MeshDatabase): Promise<void> {
  const ids = await database.ids();
  const missing = [...sent].filter(id => !ids.has(id)).length;
  check(
    'no record is lost, and none is there that was not sent',
    missing === 0 && ids.size === sent.size,
    `${ids.size} records, ${missing} missing`,
  );
  const twice = await database.twice();
  check('every sum adds up', twice.length === 0, twice.join('; '));
}

async function databaseGone(
  backend: Backend,
  connection: CuttableConnection,
  database: MeshDatabase,
): Promise<void> {
  console.log(`The database is gone for ${OUTAGE_SECONDS} s during a push`);
  const lines = recordsOf('gone', 60_000);
  const file = join(FOLDER, 'gone.ndjson');
  writeFileSync(file, lines.join('\n'));
  const before = await database.records();
  const pushing = push(file, backend.url);
  await until('a part of the push is stored', async () => {
    return (await database.records()) > before;
  });
  connection.cut();
  const stored = (await database.records()) - before;
  check(
    'the database went in the middle of it',
    stored > 0 && stored < lines.length,
    `${stored} of ${lines.length} records were stored`,
  );
  const begin = Date.now();
  const body = recordsOf('meanwhile', 2_000).join('\n');
  const answer = await backend.post(body);
  check(
    'who sends meanwhile is told at once to send again later',
    answer.status === 503 &&
      answer.body.includes('Send everything again later') &&
      Date.now() - begin < 10_000,
    `${answer.status} after ${((Date.now() - begin) / 1_000).toFixed(1)} s`,
  );
  await pause(Math.max(0, OUTAGE_SECONDS * 1_000 - (Date.now() - begin)));
  check('the process lives', backend.isUp);
  connection.restore();
  const { code, out, err } = await pushing;
  const receipt = code === 0 ? JSON.parse(out) : undefined;
  check(
    'the push goes on by itself when the database is back',
    receipt?.accepted + receipt?.duplicates === lines.length,
    code === 0
      ? `${receipt.accepted} accepted and ${receipt.duplicates} known in the last attempt`
      : err,
  );
  const again = await push(file, backend.url);
  check(
    'pushed once more it changes nothing',
    again.code === 0 && JSON.parse(again.out).accepted === 0,
  );
  await backend.send(body);
  await nothingLostOrDoubled(database);
}

async function killed(
  backend: Backend,
  restart: () => Promise<Backend>,
  database: MeshDatabase,
): Promise<Backend> {
  console.log('The process is killed in the middle of a batch');
  const lines = recordsOf('killed', 60_000);
  const file = join(FOLDER, 'killed.ndjson');
  writeFileSync(file, lines.join('\n'));
  const before = await database.records();
  const pushing = push(file, backend.url);
  await until('a part of the push is stored', async () => {
    return (await database.records()) > before;
  });
  await backend.stop('SIGKILL');
  const stored = (await database.records()) - before;
  check(
    'the kill came in the middle of it',
    stored > 0 && stored < lines.length,
    `${stored} of ${lines.length} records were stored`,
  );
  const next = await restart();
  const { code, err } = await pushing;
  check('the push goes on by itself', code === 0, code === 0 ? '' : err);
  await nothingLostOrDoubled(database);
  return next;
}

async function sameBatchTwice(
  a: Backend,
  b: Backend,
  database: MeshDatabase,
): Promise<void> {
  console.log('Two processes take in the same batches at the same time');
  const lines = recordsOf('same', 20_000);
  let accepted = 0;
  let duplicates = 0;
  for (let start = 0; start < lines.length; start += 1_000) {
    const batch = lines.slice(start, start + 1_000);
    const receipts = await Promise.all([
      a.send(batch.join('\n')),
      // The same records, in another order.
      b.send([...batch].reverse().join('\n')),
    ]);
    accepted += receipts[0].accepted + receipts[1].accepted;
    duplicates += receipts[0].duplicates + receipts[1].duplicates;
  }
  check(
    'each record is accepted by one and known to the other',
    accepted === lines.length && duplicates === lines.length,
    `${accepted} accepted, ${duplicates} known already`,
  );
  await nothingLostOrDoubled(database);
}

async function brokenBodies(
  backend: Backend,
  database: MeshDatabase,
): Promise<void> {
  console.log('Bodies that are broken');
  const lines = recordsOf('broken', 30_000);
  const packed = gzipSync(lines.join('\n'));
  const cut = await backend.post(packed.subarray(0, packed.length / 2), {
    'Content-Encoding': 'gzip',
  });
  check(
    'a gzip that was cut off is told so',
    cut.status === 400 && cut.body.includes('ends too early'),
    JSON.parse(cut.body).error.message,
  );
  for (const head of [
    `Content-Length: ${lines.join('\n').length}`,
    'Transfer-Encoding: chunked',
  ]) {
    const socket = await openRequest(backend, head);
    const part = `${lines.slice(0, 5_000).join('\n')}\n`;
    socket.write(
      head.startsWith('T')
        ? `${part.length.toString(16)}\r\n${part}\r\n`
        : part,
    );
    await pause(1_500);
    socket.destroy();
  }
  await pause(1_000);
  check('a body that ends early does no harm', backend.isUp);
  const receipt = await backend.send(packed, { 'Content-Encoding': 'gzip' });
  check(
    'sent whole, nothing of it is there twice',
    receipt.accepted + receipt.duplicates === lines.length,
    `${receipt.accepted} accepted, ${receipt.duplicates} known already`,
  );
  await nothingLostOrDoubled(database);

  const ahead = (minutes: number) =>
    JSON.stringify({
      ...JSON.parse(lines[0]),
      key: `ahead-${minutes}`,
      time: new Date(Date.now() + minutes * 60_000).toISOString(),
    });
  const future = await backend.send(
    [ahead(6), lines[0], ahead(9e6)].join('\n'),
  );
  check(
    'records from the future are refused alone',
    future.rejectedTotal === 2 &&
      future.duplicates === 1 &&
      future.rejected.every(({ path }) => path === 'time'),
    future.rejected.map(({ reason }) => reason).join(' '),
  );
}

/** Opens a request with evidence and sends none of its body. */
async function openRequest(backend: Backend, head: string): Promise<Socket> {
  const socket = connect(Number(new URL(backend.url).port), '127.0.0.1');
  socket.on('error', () => {});
  await new Promise(done => socket.once('connect', done));
  socket.write(
    `POST /api/data-mesh/evidence HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/x-ndjson\r\n${head}\r\n\r\n`,
  );
  return socket;
}

async function hugeRecords(backend: Backend): Promise<void> {
  console.log('Records of 10 MB');
  const [first, last] = recordsOf('huge', 2);
  const huge = JSON.stringify({
    ...JSON.parse(first),
    key: 'x'.repeat(10 * MB),
  });
  const body = [first, huge, last].join('\n');
  const list = `[${[first, huge, last].join(',')}]`;
  await backend.send(body);
  const before = await backend.memoryNow();
  const answers: boolean[] = [];
  for (let round = 0; round < 20; round++) {
    const { duplicates, rejected } =
      round % 2 === 0
        ? await backend.send(body)
        : await backend.send(list, { 'Content-Type': 'application/json' });
    answers.push(
      duplicates === 2 &&
        rejected.length === 1 &&
        rejected[0].index === 1 &&
        rejected[0].reason.includes('1 MiB'),
    );
  }
  check(
    'each is refused alone, by its index',
    answers.every(isRight => isRight),
    `${answers.length} times`,
  );
  const after = await backend.memoryNow();
  check(
    'memory stays flat',
    after.peak - before.now < 60 * MB,
    `${Math.round(before.now / MB)} MB before, ${Math.round(
      after.peak / MB,
    )} MB at the peak of the process`,
  );
}

async function manyItems(backend: Backend): Promise<void> {
  console.log('A million items that are no records');
  const before = await backend.memoryNow();
  const begin = Date.now();
  const { accepted, rejected, rejectedTotal } = await backend.send(
    `[${'0,'.repeat(1e6 - 1)}0]`,
    { 'Content-Type': 'application/json' },
  );
  const after = await backend.memoryNow();
  check(
    'all are counted, a thousand are listed',
    accepted === 0 && rejectedTotal === 1e6 && rejected.length === 1_000,
    `${((Date.now() - begin) / 1_000).toFixed(1)} s`,
  );
  check(
    'memory stays flat',
    after.now - before.now < 60 * MB,
    `${Math.round(before.now / MB)} MB before, ${Math.round(
      after.now / MB,
    )} MB after`,
  );
}

async function slowSenders(
  backend: Backend,
  database: MeshDatabase,
): Promise<void> {
  console.log('Two hundred senders that stop in the middle of a record');
  const begin = Date.now();
  const before = await backend.memoryNow();
  const half = recordsOf('slow', 1)[0];
  const slow: Promise<{ seconds: number; answer: string }>[] = [];
  for (let index = 0; index < 200; index++) {
    const socket = await openRequest(backend, 'Content-Length: 100000');
    socket.write(half.slice(0, 80));
    let answer = '';
    socket.on('data', piece => (answer += piece));
    slow.push(
      new Promise(done =>
        socket.once('close', () =>
          done({ seconds: (Date.now() - begin) / 1_000, answer }),
        ),
      ),
    );
  }
  const quick = Date.now();
  await backend.send(recordsOf('beside-slow', 1_000).join('\n'));
  check(
    'others are served meanwhile',
    Date.now() - quick < 5_000,
    `1,000 records in ${((Date.now() - quick) / 1_000).toFixed(1)} s`,
  );
  const ended = await Promise.all(slow);
  check(
    'each is told so, and its connection is closed, after a minute',
    ended.every(
      ({ seconds, answer }) =>
        seconds < 90 && answer.startsWith('HTTP/1.1 408 '),
    ),
    `${Math.max(...ended.map(({ seconds }) => seconds)).toFixed(0)} s, ${
      ended[0].answer.split('\r\n', 1)[0]
    }`,
  );
  const after = await backend.memoryNow();
  check(
    'memory stays flat',
    after.now - before.now < 60 * MB,
    `${Math.round(before.now / MB)} MB before, ${Math.round(
      after.now / MB,
    )} MB after`,
  );
  await backend.send(half);
  await nothingLostOrDoubled(database);
}

process.once('SIGTERM', () => process.exit(1));

async function run(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const [portA, portB] = [await freePort(), await freePort()];
  const connection = await CuttableConnection.open(SERVER);
  let a = await startBackend('a', portA, connection.address);
  const database = await MeshDatabase.open(SERVER, PREFIX);
  await databaseGone(a, connection, database);
  a = await killed(
    a,
    () => startBackend('a', portA, connection.address),
    database,
  );
  await brokenBodies(a, database);
  await hugeRecords(a);
  await manyItems(a);
  await slowSenders(a, database);
  const b = await startBackend('b', portB, SERVER);
  await sameBatchTwice(a, b, database);
  await database.close();
  connection.close();
}

run()
  .catch(error => {
    failures.push(String(error));
    console.error(error);
  })
  .finally(async () => {
    await Promise.all([...running].map(backend => backend.stop('SIGKILL')));
    console.log(`${passed} passed, ${failures.length} failed`);
    process.exit(failures.length === 0 ? 0 : 1);
  });
