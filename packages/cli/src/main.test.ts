import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { commandWorld } from './__testUtils__/commandWorld';

const MANIFEST = JSON.stringify({
  metadata: {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
  },
});
const RESULTS = JSON.stringify({
  metadata: {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
  },
});
const RECEIPT = { accepted: 2, duplicates: 1, rejected: [], rejectedTotal: 0 };

interface Seen {
  url?: string;
  authorization?: string;
  type?: string;
  body: string;
}

describe('meshproof push', () => {
  let seen: Seen[] = [];
  /** What the portal answers, the last one for ever. */
  let answers: { status: number; body: object | string; headers?: object }[];
  /** Whether it answers before it reads. */
  let early: boolean;

  const world = commandWorld(async (req, res) => {
    const { status, body, headers } =
      answers.length > 1 ? answers.shift()! : answers[0];
    if (!early) {
      // What broke off gives nothing; a portal keeps nothing of it either.
      const packed = await buffer(req).catch(() => Buffer.alloc(0));
      if (packed.length > 0) {
        seen.push({
          url: req.url,
          authorization: req.headers.authorization,
          type: req.headers['content-type'],
          body: gunzipSync(packed).toString('utf8'),
        });
      }
    }
    res.writeHead(status, { ...headers });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const { file } = world;

  beforeEach(() => {
    seen = [];
    answers = [{ status: 200, body: RECEIPT }];
    early = false;
  });

  const run = (
    args: string[],
    options: { env?: Record<string, string | undefined>; stdin?: string } = {},
  ) =>
    world.run(args, {
      env: {
        MESHPROOF_URL: world.url,
        MESHPROOF_TOKEN: 'secret-token',
        ...options.env,
      },
      stdin: options.stdin ?? '',
    });

  it('sends files as they are, the manifest first, and says what became of them', async () => {
    answers = [
      {
        status: 200,
        body: {
          ...RECEIPT,
          formats: [
            {
              format: 'dbt-run-results',
              title: 'dbt run results',
              items: 1,
              records: 3,
            },
          ],
        },
      },
    ];
    const { code, out, err } = await run([
      'push',
      file('run_results.json', RESULTS),
      file('manifest.json', MANIFEST),
    ]);
    expect(out).toBe(
      '2 accepted, 1 known already, 0 refused\n  dbt run results: 1 item, 3 records\n',
    );
    expect(err).toBe(`Sending 2 files (1 kB) to ${world.url}\n`);
    expect(code).toBe(0);
    expect(seen).toEqual([
      {
        url: '/api/data-mesh/evidence',
        authorization: 'Bearer secret-token',
        type: 'application/json',
        body: `${MANIFEST}\n${RESULTS}\n`,
      },
    ]);
  });

  it('unpacks files, takes standard input, and passes on format and publisher', async () => {
    const { code } = await run(
      [
        'push',
        '--format',
        'soda',
        '--publisher=warehouse',
        file('scan.json.gz', gzipSync('{"checks":[]}')),
        '-',
      ],
      { stdin: '{"checks":[1]}' },
    );
    expect(code).toBe(0);
    expect(seen[0].url).toBe(
      '/api/data-mesh/evidence?format=soda&publisher=warehouse',
    );
    expect(seen[0].body).toBe('{"checks":[]}\n{"checks":[1]}\n');
  });

  it('sends lines of records as lines, apart from documents, with one receipt', async () => {
    const line = '{"kind":"run","time":"2026-11-20T10:00:00Z"}';
    const { code, out } = await run(
      ['push', '-', file('manifest.json', MANIFEST), file('a.jsonl', '{}')],
      { stdin: `${line}\n${line}\n` },
    );
    expect(code).toBe(0);
    expect(out).toBe('4 accepted, 2 known already, 0 refused\n');
    expect(seen.map(({ type, body }) => [type, body])).toEqual([
      ['application/json', `${MANIFEST}\n`],
      ['application/x-ndjson', `${line}\n${line}\n\n{}\n`],
    ]);
  });

  it.each(['', '/', '/api/data-mesh', '/api/data-mesh/evidence/'])(
    'finds the door of a portal that is named with %p at the end',
    async end => {
      await run([
        'push',
        `--url=${world.url}/base${end}`,
        file('a.json', '{}'),
      ]);
      expect(seen[0].url).toBe('/base/api/data-mesh/evidence');
    },
  );

  it('sends everything again, standard input too, while the portal is away', async () => {
    answers = [
      { status: 503, body: { error: { message: 'cannot be stored now' } } },
      { status: 502, body: '<html>Bad gateway</html>' },
      { status: 200, body: RECEIPT },
    ];
    const { code, err } = await run(['push', '-'], { stdin: '{"kind":"run"}' });
    expect(code).toBe(0);
    expect(err).toContain(
      'answered 503: cannot be stored now. Next attempt in 1 s\n',
    );
    expect(err).toContain('<html>Bad gateway</html>. Next attempt in 2 s\n');
    expect(seen.map(({ body }) => body)).toEqual(
      Array(3).fill('{"kind":"run"}\n'),
    );
  });

  it.each([
    ['seconds', () => '3', /^3$/],
    [
      'a date',
      // Whole seconds are all that a date says.
      () => new Date(Date.now() + 4_000).toUTCString(),
      /^[2-4]$/,
    ],
  ])('waits as long as it is told to, in %s', async (_, retryAfter, wait) => {
    answers = [
      {
        status: 429,
        body: { error: { message: 'more than 60 requests a minute' } },
        headers: { 'Retry-After': retryAfter() },
      },
      { status: 200, body: RECEIPT },
    ];
    const begin = Date.now();
    const { code, err } = await run(['push', '-'], { stdin: '{"kind":"run"}' });
    expect(code).toBe(0);
    const [, told] =
      /answered 429: more than 60 requests a minute. Next attempt in (\d) s/.exec(
        err,
      ) ?? [];
    expect(told).toMatch(wait);
    expect(Date.now() - begin).toBeGreaterThan(Number(told) * 1_000 - 50);
  });

  it('names what was not taken, and fails where that is all', async () => {
    const passedOver = [{ kind: 'run', records: 3 }];
    answers = [{ status: 200, body: { ...RECEIPT, passedOver } }];
    const some = await run(['push', file('a.json', RESULTS)]);
    expect(some.out).toBe(
      '2 accepted, 1 known already, 0 refused\n  not taken: 3 records of kind run, which this publisher is not configured to send\n',
    );
    expect(some.code).toBe(0);
    answers = [
      {
        status: 200,
        body: { ...RECEIPT, accepted: 0, duplicates: 0, passedOver },
      },
    ];
    expect((await run(['push', file('a.json', RESULTS)])).code).toBe(1);
  });

  it('names what was refused, and ends with 1 unless that is allowed', async () => {
    answers = [
      {
        status: 200,
        body: {
          accepted: 1,
          duplicates: 0,
          rejected: [
            { index: 3, path: 'time', reason: 'is no time' },
            { index: 4, reason: 'is no record' },
          ],
          rejectedTotal: 30,
        },
      },
    ];
    const path = file('a.json', '{}');
    const { code, out } = await run(['push', path]);
    expect(code).toBe(1);
    expect(out).toBe(
      [
        '1 accepted, 0 known already, 30 refused',
        '  refused: item 3, time: is no time',
        '  refused: item 4: is no record',
        '  and 28 more refused; --json lists up to 1,000',
        '',
      ].join('\n'),
    );
    const allowed = await run(['push', '--allow-refused', '--json', path]);
    expect(allowed.code).toBe(0);
    expect(JSON.parse(allowed.out)).toMatchObject({ rejectedTotal: 30 });
  });

  it('does not try again what the portal will not take, though it answers before it has read', async () => {
    early = true;
    answers = [{ status: 401, body: { error: { message: 'Wrong token' } } }];
    const { code, err } = await run([
      'push',
      // Does not pack well, so that it does not fit into the buffers on the way.
      file(
        'big.json',
        Array.from({ length: 400_000 }, () => Math.random()).join(),
      ),
    ]);
    expect(err).toContain(`${world.url} answered 401: Wrong token\n`);
    expect(code).toBe(3);
  });

  it.each([
    [
      'a page of something else',
      { status: 200, body: '<html>Hello</html>' },
      'What answered is no Meshproof backend: <html>Hello</html>',
    ],
    [
      'a redirect',
      { status: 302, body: '', headers: { location: 'https://sso.example/' } },
      'it sends to https://sso.example/; use that address',
    ],
  ])('says that %s is no receipt', async (_, answer, message) => {
    answers = [answer];
    const { code, err } = await run(['push', file('a.json', '{}')]);
    expect(err).toContain(message);
    expect(code).toBe(3);
  });

  it('names a packed file that ends too early, and sends nothing of it again', async () => {
    const packed = gzipSync(
      Array.from({ length: 100_000 }, () => Math.random()).join(),
    );
    const { code, err } = await run([
      'push',
      file('cut.json.gz', packed.subarray(0, packed.length / 2)),
    ]);
    expect(err).toContain(
      'cut.json.gz: ends too early; it was not packed completely',
    );
    expect(code).toBe(2);
    expect(seen).toEqual([]);
  });

  it.each<[string, string[], Record<string, string | undefined>, string]>([
    ['no command', [], {}, 'Say what to do: push, discover or compare'],
    [
      'another command',
      ['pull'],
      {},
      "There is no command 'pull'; there are push, discover and",
    ],
    ['no file', ['push'], {}, 'Name the files to send'],
    ['a missing file', ['push', '/no/such'], {}, '/no/such: there is no such'],
    ['a folder', ['push', '/'], {}, '/: is a folder'],
    ['an unknown option', ['push', '--token', 'x'], {}, "'--token'"],
    ['no token', ['push', '-'], { MESHPROOF_TOKEN: ' ' }, 'MESHPROOF_TOKEN'],
    ['no address', ['push', '-'], { MESHPROOF_URL: undefined }, '--url'],
    ['a wrong address', ['push', '--url', 'portal', '-'], {}, "'portal' is no"],
    ['an empty input', ['push', '-'], {}, '-: is empty'],
  ])('explains %s', async (_, args, env, message) => {
    const { code, err } = await run(args, { env });
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(seen).toEqual([]);
  });

  it('runs as a program', () => {
    const { status, stdout } = spawnSync(
      resolve(__dirname, '../bin/meshproof'),
      ['--help'],
      { encoding: 'utf8' },
    );
    expect(stdout).toContain('Usage: meshproof push');
    expect(status).toBe(0);
  });
});
