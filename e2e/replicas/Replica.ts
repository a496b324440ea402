import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { until } from './pause.ts';

const ROOT = join(import.meta.dirname, '../..');

/** One backend process, with everything a portal has. */
export class Replica {
  readonly name: string;
  readonly port: number;
  readonly #prefix: string;
  readonly #now: string;
  #process: ChildProcess | undefined;
  #ended: Promise<{ code: number | null; signal: string | null }> | undefined;

  constructor(options: {
    name: string;
    port: number;
    /** Of the names of its databases: those of the same run share one. */
    prefix: string;
    now: string;
  }) {
    this.name = options.name;
    this.port = options.port;
    this.#prefix = options.prefix;
    this.#now = options.now;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** @returns the seconds until it was ready */
  async start(): Promise<number> {
    const begin = Date.now();
    const configs = ['app-config', 'app-config.demo', 'app-config.replicas'];
    const child = spawn(
      process.execPath,
      [
        '--no-node-snapshot',
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        '../../e2e/replicaPortal.ts',
        ...configs.flatMap(name => ['--config', `../../${name}.yaml`]),
      ],
      {
        cwd: join(ROOT, 'packages/backend'),
        env: {
          ...process.env,
          NODE_ENV: 'development',
          LOG_LEVEL: 'debug',
          MESHPROOF_REPLICAS_PORT: String(this.port),
          MESHPROOF_REPLICAS_PREFIX: this.#prefix,
          MESHPROOF_REPLICAS_NOW: this.#now,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const log = createWriteStream(
      join(ROOT, `.data/replicas/${this.#prefix}${this.name}.log`),
      { flags: 'a' },
    );
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.#process = child;
    this.#ended = new Promise(done =>
      child.once('exit', (code, signal) => done({ code, signal })),
    );
    await until(`${this.name} is ready`, async () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(
          `${this.name} stopped while starting; see .data/replicas`,
        );
      }
      const answer = await fetch(
        `${this.url}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      return answer?.ok;
    });
    return (Date.now() - begin) / 1_000;
  }

  /** SIGKILL: no time for a last word. */
  async kill(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#ended;
  }

  /** SIGTERM, as a rolling restart sends it. */
  async terminate(): Promise<{ code: number | null; signal: string | null }> {
    this.#process?.kill('SIGTERM');
    return (await this.#ended) ?? { code: null, signal: null };
  }
}
