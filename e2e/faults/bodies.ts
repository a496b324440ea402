import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Backend } from '../../benchmarks/evidence/Backend.ts';
import { TOKEN } from '../../benchmarks/evidence/Backend.ts';
import { check } from '../replicas/checks.ts';
import type { MeshDatabase } from '../replicas/MeshDatabase.ts';
import { pause } from '../replicas/pause.ts';
import { nothingLostOrDoubled, recordsOf } from './records.ts';

const MB = 1_000_000;

/** Bodies that end too early, and records from the future. */
export async function brokenBodies(
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

/** Records that are larger than the door takes, between others. */
export async function hugeRecords(backend: Backend): Promise<void> {
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

/** A list of a million items none of which is a record. */
export async function manyItems(backend: Backend): Promise<void> {
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

/** Senders that begin and never end. */
export async function slowSenders(
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
