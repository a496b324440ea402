import {
  mockCredentials,
  mockServices,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import request from 'supertest';
import { company, CONTRACT, stockProduct } from '../__testUtils__/company';
import { healthyDays } from '../__testUtils__/evidence';
import {
  LIMITED,
  PARTNER,
  startDataMesh,
  STRANGER,
  tokenOf,
  until,
} from '../__testUtils__/startDataMesh';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { TestCatalog } from '../__testUtils__/TestCatalog';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const DAY = 24 * 3_600_000;

describe.each(databases.eachSupportedId())('GET /operations, %s', id => {
  const directory = createMockDirectory();
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startDataMesh>>;
  const broken = stockProduct({
    name: 'broken',
    spec: { owner: 'group:default/nobody', outputPorts: [] },
  });

  beforeAll(async () => {
    knex = await databases.init(id);
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': CONTRACT,
    });
    running = await startDataMesh({
      knex,
      catalog: new TestCatalog([
        ...company(),
        stockProduct({
          base: `file:${directory.resolve('inventory/catalog-info.yaml')}`,
        }),
        broken,
      ]),
      config: {
        surroundings: { hours: 1 },
        publishers: [
          {
            id: 'warehouse',
            title: 'Warehouse',
            subject: 'external:warehouse',
            witness: 'platform',
          },
          {
            id: 'soda',
            title: 'Soda',
            subject: 'external:soda',
            witness: 'platform',
          },
        ],
      },
      // The nightly tasks run at once.
      features: [mockServices.scheduler.factory()],
    });
    await running.send(healthyDays(running.clock.now(), 2));
    await until('all is judged', async () => {
      const judged = await knex('scorecards').pluck('subject_ref');
      const waiting = await knex('evaluation_queue').pluck('subject_ref');
      return judged.length === 2 && waiting.length === 0;
    });
  });
  afterAll(async () => {
    await running.stop();
  });

  const health = async () => (await running.get('/operations')).body;

  it('refuses a reader without the permission, and tells which one is missing', async () => {
    const { status, body } = await running.get('/operations', STRANGER);
    expect(status).toBe(403);
    expect(body.error.message).toContain('data-mesh.health.read');
  });

  it('refuses a reader who has the permission and sees a part of the catalog', async () => {
    const { status, body } = await running.get('/operations', PARTNER);
    expect(status).toBe(403);
    expect(body.error.message).toContain('right to read the whole catalog');
  });

  it('refuses a token that is limited to this plugin, and a request without credentials', async () => {
    const ask = () => request(running.server).get('/api/data-mesh/operations');
    const limited = await ask().set('Authorization', tokenOf(LIMITED));
    expect(limited.status).toBe(403);
    expect((await ask()).status).toBe(401);
    const user = await ask().set(
      'Authorization',
      mockCredentials.user.header('user:default/ana'),
    );
    expect(user.status).toBe(200);
  });

  it('tells that nothing waits, and what was judged by whom', async () => {
    const { queue, evaluation, rubric, replicas } = await health();
    expect(queue).toEqual({ size: 0, leased: 0, failing: 0, failures: [] });
    expect(rubric).toMatchObject({ outdated: 0, version: expect.any(String) });
    expect(evaluation).toMatchObject({ minutes: 5, failed: 0 });
    expect(evaluation.turns).toBeGreaterThanOrEqual(2);
    expect(evaluation.changed).toBeGreaterThanOrEqual(2);
    expect(evaluation.longestSeconds).toBeGreaterThan(0);
    expect(replicas).toHaveLength(1);
    expect(replicas[0].name).toContain(`:${process.pid}:`);
    expect(replicas[0].turns).toBe(evaluation.turns);
  });

  it('tells how the regular tasks went', async () => {
    await until('both tasks have run', async () => {
      const { tasks } = await health();
      return (
        tasks.length === 2 &&
        tasks.every(({ endedAt }: { endedAt?: string }) => endedAt)
      );
    });
    const { tasks } = await health();
    expect(tasks).toEqual([
      expect.objectContaining({
        name: 'evidence-retention',
        detail: { deleted: 0, days: 0 },
      }),
      expect.objectContaining({
        name: 'nightly-look',
        detail: { products: expect.any(Number) },
      }),
    ]);
  });

  it('tells what waits, what is held, and why turns failed', async () => {
    const now = Date.now();
    const row = {
      causes: 1,
      version: 1,
      available_at: now + 600_000,
      attempts: 0,
    };
    await knex('evaluation_queue').insert([
      {
        ...row,
        subject_ref: 'dataproduct:default/a',
        queued_at: now - 90_000,
        attempts: 4,
        last_error: 'TypeError: no such port',
      },
      {
        ...row,
        subject_ref: 'dataproduct:default/b',
        queued_at: now - 30_000,
        lease_owner: 'other',
        lease_until: now + 30_000,
      },
    ]);
    const { queue } = await health();
    await knex('evaluation_queue').delete();
    expect(queue).toEqual({
      size: 2,
      leased: 1,
      oldestAt: new Date(now - 90_000).toISOString(),
      failing: 1,
      failures: [
        {
          ref: 'dataproduct:default/a',
          attempts: 4,
          error: 'TypeError: no such port',
          queuedAt: new Date(now - 90_000).toISOString(),
          nextAttemptAt: new Date(now + 600_000).toISOString(),
        },
      ],
    });
  });

  it('adds up what other processes did, and forgets those that are gone', async () => {
    const before = (await health()).evaluation.turns;
    const sign = (name: string, age: number) => ({
      name,
      started_at: Date.now() - DAY,
      seen_at: Date.now() - age,
      figures: JSON.stringify({
        minutes: 5,
        turns: 100,
        changed: 1,
        failed: 2,
        seconds: 10,
        longest: 77,
      }),
    });
    await knex('replicas').insert([
      sign('other:1:here', 20_000),
      sign('other:2:killed', 600_000),
    ]);
    const { evaluation, replicas } = await health();
    expect(replicas.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['other:1:here']),
    );
    expect(replicas).toHaveLength(2);
    expect(evaluation).toMatchObject({
      turns: before + 100,
      failed: 2,
      longestSeconds: 77,
    });
    await knex('replicas').where('name', 'like', 'other:%').delete();
  });

  it('tells which sources are known, never heard of, and silent', async () => {
    expect((await health()).sources).toEqual({
      known: 2,
      neverHeard: [{ publisher: 'soda', title: 'Soda' }],
      silent: [],
    });
    running.clock.pass(20 * DAY);
    const { sources } = await health();
    running.clock.pass(-20 * DAY);
    expect(sources.silent).toEqual([
      {
        publisher: 'warehouse',
        title: 'Warehouse',
        silentSince: expect.any(String),
      },
    ]);
  });

  it('counts problems by kind, and what is kept', async () => {
    const { problems, stored } = await health();
    expect(problems).toContainEqual({
      area: 'reference',
      severity: 'warning',
      count: expect.any(Number),
    });
    const rows = Object.fromEntries(
      stored.map(({ what, rows: count }: { what: string; rows: number }) => [
        what,
        count,
      ]),
    );
    expect(rows).toMatchObject({
      products: 2,
      contracts: 1,
      records: healthyDays(running.clock.now(), 2).length,
      scorecards: 2,
    });
    expect(
      stored.find(({ what }: { what: string }) => what === 'records').oldestAt,
    ).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('tells which database it is, and that no migration is missing', async () => {
    const { database } = await health();
    expect(database).toMatchObject({
      kind: id === 'SQLITE_3' ? 'SQLite' : 'PostgreSQL',
      version: expect.stringMatching(/^\d+\.\d+/),
      pending: [],
    });
    expect(database.applied[0]).toBe('20261101_01_evidence.js');
  });
});
