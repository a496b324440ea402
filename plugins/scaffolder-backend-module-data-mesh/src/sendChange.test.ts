import { createMockDirectory } from '@backstage/backend-test-utils';
import fs from 'fs-extra';
import { execFile, execFileSync } from 'node:child_process';
import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { templateFolder } from './__testUtils__/shippedTemplate';

// A busy machine takes its time to load and start all this.
jest.setTimeout(60_000);

const run = promisify(execFile);

const missing = ['sh', 'git', 'jq', 'curl'].filter(program => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`]);
    return false;
  } catch {
    return true;
  }
});
if (missing.length) {
  process.stdout.write(
    `The script of the CI workflow is not tried: ${missing.join(
      ', ',
    )} is not on this machine\n`,
  );
}
const describeWithPrograms = missing.length ? describe.skip : describe;

describeWithPrograms('the script that tells the portal of a change', () => {
  const repository = createMockDirectory();
  const received: {
    url?: string;
    headers: IncomingHttpHeaders;
    body: string;
  }[] = [];
  let status = 200;
  let server: Server;

  const git = (...args: string[]) => run('git', args, { cwd: repository.path });

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        received.push({ url: request.url, headers: request.headers, body });
        response.statusCode = status;
        response.end('{"accepted":1}');
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterAll(() => {
    server.close();
  });

  beforeEach(async () => {
    received.length = 0;
    status = 200;
    await fs.emptyDir(repository.path);
    await git('init', '--quiet', '--initial-branch=main');
  });

  async function commit(options: { files: string[]; author?: string }) {
    for (const file of options.files) {
      await fs.outputFile(repository.resolve(file), String(Math.random()));
    }
    await git('add', '.');
    await git(
      '-c',
      'user.name=Ana',
      '-c',
      'user.email=ana@example.com',
      '-c',
      'commit.gpgsign=false',
      'commit',
      '--quiet',
      '--message=change',
      `--author=${options.author ?? 'Ana <ana@example.com>'}`,
    );
  }

  async function shell(
    args: string[],
    environment: Record<string, string> = {},
  ) {
    const { port } = server.address() as AddressInfo;
    const { stdout } = await run('sh', args, {
      cwd: repository.path,
      env: {
        PATH: process.env.PATH,
        MESHPROOF_URL: `http://127.0.0.1:${port}/`,
        MESHPROOF_TOKEN: 'secret',
        REPOSITORY_URL: 'https://git.example/wh/inventory',
        ...environment,
      } as unknown as NodeJS.ProcessEnv,
    });
    return stdout;
  }

  function send(environment?: Record<string, string>) {
    return shell(
      [path.join(templateFolder, 'content/ci/send-change.sh')],
      environment,
    );
  }

  it('sends one change record of the merged commit', async () => {
    await commit({ files: ['contracts/stock.odcs.yaml', 'load.sql'] });
    const { stdout: reference } = await git('rev-parse', 'HEAD');
    await send();

    expect(received).toHaveLength(1);
    const [{ url, headers, body }] = received;
    expect(url).toBe('/api/data-mesh/evidence');
    expect(headers.authorization).toBe('Bearer secret');
    expect(headers['content-type']).toBe('application/x-ndjson');
    expect(body.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(body)).toEqual({
      kind: 'change',
      key: `https://git.example/wh/inventory@${reference.trim()}`,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      repository: 'https://git.example/wh/inventory',
      reference: reference.trim(),
      author: { email: 'ana@example.com' },
      touches: ['schema', 'code'],
      bot: false,
    });
  });

  it.each([
    ['the contract', ['contracts/a.odcs.yaml'], ['schema']],
    ['tests', ['tests/a.sql', 'models/test/b.sql'], ['tests']],
    ['code', ['models/latest/a.sql'], ['code']],
    [
      'words and settings only',
      [
        'README.md',
        'docs/a.png',
        'catalog-info.yaml',
        'mkdocs.yml',
        '.gitignore',
      ],
      [],
    ],
  ])('says that %s was touched', async (_name, files, touches) => {
    await commit({ files: ['first.sql'] });
    await commit({ files });
    await send();
    expect(JSON.parse(received[0].body).touches).toEqual(touches);
  });

  it('keeps an author that looks like JSON or a command to what it is', async () => {
    await commit({
      files: ['a.sql'],
      author: `"},"bot":true,"x":"$(touch hacked) [bot] <a"b@example.com>`,
    });
    await send();
    const record = JSON.parse(received[0].body);
    expect(Object.keys(record)).toEqual([
      'kind',
      'time',
      'key',
      'repository',
      'reference',
      'author',
      'touches',
      'bot',
    ]);
    expect(record.author.email).toContain('"');
    expect(await fs.pathExists(repository.resolve('hacked'))).toBe(false);
  });

  it('tells a bot by its name', async () => {
    await commit({
      files: ['a.sql'],
      author: 'renovate[bot] <bot@example.com>',
    });
    await send();
    expect(JSON.parse(received[0].body).bot).toBe(true);
  });

  it('ends well and says what is missing without address or token', async () => {
    await commit({ files: ['a.sql'] });
    expect(await send({ MESHPROOF_TOKEN: '' })).toContain(
      'MESHPROOF_URL or MESHPROOF_TOKEN is not set',
    );
    expect(received).toEqual([]);
  });

  it('fails when the portal refuses', async () => {
    await commit({ files: ['a.sql'] });
    status = 403;
    await expect(send()).rejects.toThrow(/403/);
  });

  it('is one line as well, for repositories that the template did not make', async () => {
    const guide = await fs.readFile(
      path.resolve(__dirname, '../../../docs/evidence-formats.md'),
      'utf8',
    );
    const line = guide.split('\n').find(text => text.startsWith('git log -1'));
    await commit({ files: ['first.sql'] });
    await commit({
      files: ['contracts/a.odcs.yaml', 'tests/b.sql', 'README.md'],
      author: `Renovate"[bot] <a"b@example.com>`,
    });
    const { stdout: reference } = await git('rev-parse', 'HEAD');
    await shell(['-c', line ?? '']);
    await commit({ files: ['load.sql'] });
    await shell(['-c', line ?? '']);
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([
      {
        kind: 'change',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        repository: 'https://git.example/wh/inventory',
        reference: reference.trim(),
        author: { email: 'a"b@example.com' },
        touches: ['schema', 'tests'],
        bot: true,
      },
      expect.objectContaining({ touches: ['code'], bot: false }),
    ]);
  });
});
