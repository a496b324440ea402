import type { Backend } from '../../benchmarks/evidence/Backend.ts';
import { check } from '../replicas/checks.ts';
import type { MeshDatabase } from '../replicas/MeshDatabase.ts';
import { pause, until } from '../replicas/pause.ts';
import { push } from './backends.ts';
import type { CuttableConnection } from './CuttableConnection.ts';
import { nothingLostOrDoubled, recordsOf } from './records.ts';

const OUTAGE_SECONDS = 30;

/** Does something once a part of what is being pushed is stored. */
async function inTheMiddle(
  database: MeshDatabase,
  pushed: number,
  disturb: () => Promise<unknown>,
): Promise<void> {
  const before = await database.records();
  await until('a part of the push is stored', async () => {
    return (await database.records()) > before;
  });
  await disturb();
  const stored = (await database.records()) - before;
  check(
    'it came in the middle of the push',
    stored > 0 && stored < pushed,
    `${stored} of ${pushed} records were stored`,
  );
}

/** The database goes while the command line pushes, and comes back. */
export async function databaseGone(
  backend: Backend,
  connection: CuttableConnection,
  database: MeshDatabase,
): Promise<void> {
  console.log(`The database is gone for ${OUTAGE_SECONDS} s during a push`);
  const lines = recordsOf('gone', 60_000);
  const pushing = push('gone', lines, backend.url);
  await inTheMiddle(database, lines.length, async () => connection.cut());
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
  const again = await push('gone', lines, backend.url);
  check(
    'pushed once more it changes nothing',
    again.code === 0 && JSON.parse(again.out).accepted === 0,
  );
  await backend.send(body);
  await nothingLostOrDoubled(database);
}

/** The backend is killed while the command line pushes, and started again. */
export async function killed(
  backend: Backend,
  restart: () => Promise<Backend>,
  database: MeshDatabase,
): Promise<Backend> {
  console.log('The process is killed in the middle of a batch');
  const lines = recordsOf('killed', 60_000);
  const pushing = push('killed', lines, backend.url);
  await inTheMiddle(database, lines.length, () => backend.stop('SIGKILL'));
  const next = await restart();
  const { code, err } = await pushing;
  check('the push goes on by itself', code === 0, code === 0 ? '' : err);
  await nothingLostOrDoubled(database);
  return next;
}

/** The same records come to two processes at a time. */
export async function sameBatchTwice(
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
