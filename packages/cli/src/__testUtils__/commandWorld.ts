import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { main } from '../main';

/** What tests of a command begin with: a folder and a portal, for each test. Called inside of `describe`. */
export function commandWorld(portal: RequestListener) {
  let folder: string;
  let server: Server;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'meshproof-cli-test-'));
    server = createServer(portal);
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(done => {
      server.close(done);
    });
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get folder() {
      return folder;
    },
    /** Address of the portal. */
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    /** Writes a file and tells its path. What is neither text nor bytes is written as JSON. */
    file(name: string, content: string | object | Buffer): string {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        typeof content === 'string' || Buffer.isBuffer(content)
          ? content
          : JSON.stringify(content),
      );
      return path;
    },
    /** Runs the command line in this process. */
    async run(
      args: string[],
      options: {
        env?: Record<string, string | undefined>;
        stdin?: string;
      } = {},
    ) {
      const stdout = new PassThrough();
      const stderr = new PassThrough();
      const code = await main(args, {
        env: options.env ?? {},
        stdin: Readable.from(
          options.stdin === undefined ? [] : [options.stdin],
        ),
        stdout,
        stderr,
      });
      return {
        code,
        out: String(stdout.read() ?? ''),
        err: String(stderr.read() ?? ''),
      };
    },
  };
}
