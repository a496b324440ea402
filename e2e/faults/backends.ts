import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Backend, configOf, TOKEN } from '../../benchmarks/evidence/Backend.ts';
import { writeProducts } from '../../benchmarks/evidence/products.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.data/faults');

/** Where the names of the tables begin. */
export const PREFIX = 'faults_';

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

const running = new Set<Backend>();

/** Starts a backend on this database, with twenty products. */
export async function startBackend(
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

/** Ends every backend that was started. */
export function stopAll(): Promise<unknown> {
  return Promise.all([...running].map(backend => backend.stop('SIGKILL')));
}

/** `meshproof push` of a file with these lines, as a pipeline runs it. */
export function push(name: string, lines: string[], url: string) {
  const file = join(FOLDER, `${name}.ndjson`);
  writeFileSync(file, lines.join('\n'));
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
