// What goes wrong between a sender and the database, tried with real processes: the database goes away during a push, the process is
// killed, two take in the same records at once, bodies are broken, huge or slow. Started by script/faults, which brings the database.
import { freePort } from '../../benchmarks/evidence/freePort.ts';
import { runChecks } from '../replicas/checks.ts';
import { MeshDatabase } from '../replicas/MeshDatabase.ts';
import { PREFIX, startBackend, stopAll } from './backends.ts';
import { brokenBodies, hugeRecords, manyItems, slowSenders } from './bodies.ts';
import { CuttableConnection } from './CuttableConnection.ts';
import { databaseGone, killed, sameBatchTwice } from './outages.ts';

const SERVER = process.env.MESHPROOF_TEST_POSTGRES ?? '';

process.once('SIGTERM', () => process.exit(1));

async function run(): Promise<void> {
  const [portA, portB] = [await freePort(), await freePort()];
  const connection = await CuttableConnection.open(SERVER);
  const startA = () => startBackend('a', portA, connection.address);
  let a = await startA();
  const database = await MeshDatabase.open(SERVER, PREFIX);
  await databaseGone(a, connection, database);
  a = await killed(a, startA, database);
  await brokenBodies(a, database);
  await hugeRecords(a);
  await manyItems(a);
  await slowSenders(a, database);
  const b = await startBackend('b', portB, SERVER);
  await sameBatchTwice(a, b, database);
  await database.close();
  connection.close();
}

runChecks(run, stopAll);
