import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { commandWorld } from './__testUtils__/commandWorld';

const model = (name: string, group: string | undefined, on: string[] = []) => [
  `model.wh.${name}`,
  {
    name,
    database: 'wh',
    schema: 'shop',
    group,
    depends_on: { nodes: on.map(id => `model.wh.${id}`) },
  },
];
const MANIFEST = {
  metadata: {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
  },
  nodes: {
    ...Object.fromEntries([
      model('orders', 'sales'),
      model('revenue', 'finance', ['orders']),
      model('plan', 'planning', ['orders']),
    ]),
    'test.wh.unique_orders': {
      attached_node: 'model.wh.orders',
      depends_on: { nodes: [] },
    },
  },
  exposures: {
    'exposure.wh.forecast': {
      name: 'forecast',
      type: 'ml',
      depends_on: { nodes: ['model.wh.orders'] },
    },
  },
};

describe('meshproof discover', () => {
  let seen: { method?: string; url?: string; body: any }[];
  let status: number;

  const world = commandWorld(async (request, response) => {
    const body = gunzipSync(await buffer(request)).toString('utf8');
    seen.push({
      method: request.method,
      url: request.url,
      body: JSON.parse(body),
    });
    response.writeHead(status);
    response.end(
      JSON.stringify(
        status === 200
          ? {
              source: 'dbt',
              dataSets: 3,
              changed: true,
              problems: [],
              problemsTotal: 0,
            }
          : { error: { message: 'No publisher' } },
      ),
    );
  });
  const { file } = world;

  beforeEach(() => {
    seen = [];
    status = 200;
  });

  const run = (args: string[], env: Record<string, string> = {}) =>
    world.run(['discover', ...args], { env });

  it('tells candidates in order of demand, and what was set aside by which rule', async () => {
    const { code, out, err } = await run([file('manifest.json', MANIFEST)]);
    expect(err).toBe('');
    expect(out).toBe(
      [
        '1 dbt manifest: 3 data sets, 1 use',
        '',
        'Candidates for data products, in order of demand: 1 of 1',
        '',
        '  1. wh.shop.orders',
        '     read by 2 other groups; stands under 1 AI use case',
        '     groups: finance, planning',
        '     suggested home: sales, because sales makes it',
        '     1 test, not described',
        '',
        'Set aside: 2',
        '  2  no-reader        nothing in these files reads it',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
    expect(seen).toEqual([]);
  });

  it('reads folders, packed files and several projects together', async () => {
    file('a/target/manifest.json.gz', gzipSync(JSON.stringify(MANIFEST)));
    file('a/target/catalog.json', { metadata: {}, nodes_: {} });
    file('a/catalog-info.yaml', 'kind: Component\n');
    file('a/node_modules/x/manifest.json', '{');
    file('a/notes.txt', 'nothing');
    file(
      'a/lineage.ndjson',
      JSON.stringify({
        eventTime: '2026-11-20T10:00:00Z',
        job: {
          namespace: 'airflow-prod',
          name: 'export',
          facets: { ownership: { owners: [{ name: 'team:service' }] } },
        },
        inputs: [{ namespace: 'pg://h', name: 'wh.shop.orders' }],
      }),
    );
    const { code, out, err } = await run([
      '--json',
      '--namespace=pg://h',
      join(world.folder, 'a'),
    ]);
    expect(err).toBe('');
    const told = JSON.parse(out);
    expect(told.counts).toEqual({
      dataSets: 3,
      candidates: 1,
      served: 0,
      setAside: { 'no-reader': 2 },
    });
    expect(told.items[0]).toMatchObject({
      otherGroups: 3,
      namespace: 'pg://h',
    });
    expect(code).toBe(0);
  });

  it('says that no group is known, and how to change that', async () => {
    const { out } = await run([
      file('manifest.json', {
        ...MANIFEST,
        exposures: {},
        nodes: Object.fromEntries([
          model('orders', undefined),
          model('plan', undefined, ['orders']),
        ]),
      }),
    ]);
    expect(out).toContain('No candidates: no data set is read by two other');
    expect(out).toContain('No group is known. In dbt, give models a group');
    expect(out).toContain('unknown-readers');
  });

  it('names what it could not read, reads the rest, and ends with 1', async () => {
    const { code, out, err } = await run([
      file('manifest.json', MANIFEST),
      file('broken.json', '{"nodes":'),
      file('other.json', { hello: 1 }),
    ]);
    expect(out).toContain('1. wh.shop.orders');
    expect(err).toContain('broken.json: ');
    expect(err).toContain('other.json: is no dbt manifest');
    expect(code).toBe(1);
  });

  it('sends the graph where asked to', async () => {
    const path = file('manifest.json', MANIFEST);
    const env = { MESHPROOF_URL: world.url, MESHPROOF_TOKEN: 'secret-token' };
    const { code, err } = await run(['--send', 'dbt', path], env);
    expect(err).toBe(`${world.url} has taken this in, as the source dbt\n`);
    expect(code).toBe(0);
    expect(seen).toEqual([
      {
        method: 'PUT',
        url: '/api/data-mesh/candidates/dbt',
        body: {
          dataSets: [
            expect.objectContaining({ id: '|wh.shop.orders', tests: 1 }),
            expect.objectContaining({ upstream: ['|wh.shop.orders'] }),
            expect.objectContaining({ group: 'finance' }),
          ],
          uses: [
            {
              id: 'exposure.wh.forecast',
              name: 'forecast',
              kind: 'ml',
              ai: true,
              reads: ['|wh.shop.orders'],
            },
          ],
        },
      },
    ]);
    status = 403;
    const refused = await run(['--send', 'dbt', path], env);
    expect(refused.err).toContain('answered 403: No publisher');
    expect(refused.code).toBe(3);
  });

  it.each<[string, string[], string]>([
    ['no file', [], 'Name what to read'],
    ['a missing file', ['/no/such'], '/no/such: there is no such file'],
    ['a wrong limit', ['--limit', 'x', '.'], "--limit 'x' must be a whole"],
    [
      'no token',
      ['--send', 'dbt', '--url', 'http://x', '.'],
      'MESHPROOF_TOKEN',
    ],
    [
      'an option of push',
      ['--format', 'soda', '.'],
      '--format is no option of discover',
    ],
  ])('explains %s', async (_, args, message) => {
    const { code, err } = await run(args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it('ends with 2 where there is nothing to read', async () => {
    file('empty/readme.md', 'x');
    const { code, err } = await run([join(world.folder, 'empty')]);
    expect(err).toContain('No data set was found in 0 files');
    expect(code).toBe(2);
  });
});
