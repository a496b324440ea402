import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

const ROOT = join(import.meta.dirname, '../..');
/** Of the one publisher there is. */
export const TOKEN = 'a-token-of-the-benchmark';
/** Of somebody who may read all. */
const READER_TOKEN = 'a-token-of-a-reader';
const MOST_START_SECONDS = 180;
/** What Node takes by itself where the process may have 512 MB. On a large machine it would collect garbage later, and not for need. */
const HEAP = '--max-old-space-size=256';

/** Resident memory of the process, bytes. */
export interface Memory {
  now: number;
  peak: number;
}

/** What a request with evidence was answered. */
export interface Receipt {
  accepted: number;
  duplicates: number;
  rejected: { index: number; path?: string; reason: string }[];
  rejectedTotal: number;
}

/** The backend under test, a process of its own. */
export class Backend {
  readonly #process: ChildProcess;
  readonly #port: number;
  /** A connection for each request: one that is kept is closed by the backend while the other side has its turn. */
  readonly #agent = new Agent({ keepAlive: false });

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.#port = port;
  }

  static async start(options: {
    port: number;
    /** Files of configuration, absolute. */
    configs: string[];
    /** Of what it prints. */
    logFile: string;
    /** What `node` is started with, such as `--cpu-prof`. */
    nodeOptions?: string[];
  }): Promise<Backend> {
    const child = spawn(
      process.execPath,
      [
        ...(options.nodeOptions ?? []),
        HEAP,
        '--no-node-snapshot',
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        '../../benchmarks/evidenceBackend.ts',
        ...options.configs.flatMap(file => ['--config', file]),
      ],
      {
        cwd: join(ROOT, 'packages/backend'),
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const log = createWriteStream(options.logFile);
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    const backend = new Backend(child, options.port);
    try {
      await backend.#isReady(options.logFile);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return backend;
  }

  async #isReady(logFile: string): Promise<void> {
    const end = Date.now() + MOST_START_SECONDS * 1_000;
    while (Date.now() < end) {
      if (this.#process.exitCode !== null) {
        throw new Error(`The backend stopped while starting; see ${logFile}`);
      }
      const answer = await fetch(
        `http://127.0.0.1:${this.#port}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await new Promise(done => setTimeout(done, 200));
    }
    throw new Error(
      `The backend was not ready after ${MOST_START_SECONDS} s; see ${logFile}`,
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Whether the process lives. */
  get isUp(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Posts a body as evidence, and tells the answer whatever it is. */
  async post(
    body: string | Buffer | Readable,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: string }> {
    const sending = request({
      agent: this.#agent,
      host: '127.0.0.1',
      port: this.#port,
      path: '/api/data-mesh/evidence',
      method: 'POST',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/x-ndjson',
        ...headers,
      },
    });
    const answered = new Promise<{ status: number; body: string }>(
      (resolve, reject) => {
        sending.once('error', reject);
        sending.once('response', response =>
          text(response).then(
            answer =>
              resolve({ status: response.statusCode ?? 0, body: answer }),
            reject,
          ),
        );
      },
    );
    if (typeof body === 'string' || Buffer.isBuffer(body)) {
      sending.end(body);
    } else {
      await pipeline(body, sending);
    }
    return answered;
  }

  /** @throws an Error where the answer is no receipt */
  async send(...args: Parameters<Backend['post']>): Promise<Receipt> {
    const answer = await this.post(...args);
    if (answer.status !== 200) {
      throw new Error(`The backend answered ${answer.status}: ${answer.body}`);
    }
    return JSON.parse(answer.body);
  }

  /** The least that an answer can be. */
  async isAlive(): Promise<void> {
    const answer = await fetch(`${this.url}/.backstage/health/v1/liveness`);
    await answer.text();
  }

  /** Reads from the plugin. @throws an Error where the answer is none */
  async get<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.url}/api/data-mesh${path}`, {
      headers: { Authorization: `Bearer ${READER_TOKEN}` },
    });
    if (!answer.ok) {
      throw new Error(`${path} was answered ${answer.status}`);
    }
    return answer.json() as Promise<T>;
  }

  async memoryNow(): Promise<Memory> {
    return new Promise(resolve => {
      // Backstage sends messages of its own.
      const listen = (message: object) => {
        if ('peak' in message) {
          this.#process.off('message', listen);
          resolve(message as Memory);
        }
      };
      this.#process.on('message', listen);
      this.#process.send('memory');
    });
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#agent.destroy();
    if (this.isUp) {
      const ended = new Promise(done => this.#process.once('exit', done));
      this.#process.kill(signal);
      await ended;
    }
  }
}

/** What the backend is configured with. */
export function configOf(options: {
  port: number;
  /** As `backend.database` of a portal. */
  database: object;
  /** File with the entities of the catalog. */
  products: string;
}): object {
  return {
    app: { baseUrl: `http://localhost:${options.port}` },
    backend: {
      baseUrl: `http://localhost:${options.port}`,
      listen: { port: options.port, host: '127.0.0.1' },
      database: options.database,
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: TOKEN, subject: 'external:warehouse' },
            accessRestrictions: [{ plugin: 'data-mesh' }],
          },
          {
            type: 'static',
            options: { token: READER_TOKEN, subject: 'external:reader' },
          },
        ],
      },
    },
    catalog: {
      rules: [{ allow: ['DataProduct', 'Location'] }],
      locations: [{ type: 'file', target: options.products }],
    },
    dataMesh: {
      contracts: { allowFileLocations: true },
      // Two years of evidence, and a little.
      evidence: { retention: { days: 800 } },
      publishers: [
        {
          id: 'warehouse',
          subject: 'external:warehouse',
          witness: 'platform',
          namespace: 'snowflake://acme.eu',
        },
      ],
    },
  };
}
