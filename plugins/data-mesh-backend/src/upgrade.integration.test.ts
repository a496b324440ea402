import { Knex } from 'knex';
import { applyDatabaseMigrations } from './database';
import {
  insertRelease,
  listReleases,
  migrationDigests,
  writeRelease,
} from './__testUtils__/release';
import { listTables } from './__testUtils__/listTables';
import { readThroughStores } from './__testUtils__/readThroughStores';
import { until } from './__testUtils__/startDataMesh';
import { createTestDatabases } from './__testUtils__/testDatabases';
import {
  StandingClock,
  startWorld,
  worldCatalog,
  writeWorld,
} from './__testUtils__/writtenWorld';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const START = Date.parse('2026-11-20T10:00:00Z');

/** The version whose database is to be kept: MESHPROOF_KEEP_RELEASE=0.2.0, once, by the code of that release. */
const TO_KEEP = process.env.MESHPROOF_KEEP_RELEASE;

/** Tables that tell what goes on at present, and nothing that could be lost. */
const OF_THE_MOMENT = ['replicas', 'task_runs'];

const RELEASES = listReleases().filter(({ version }) => version !== TO_KEEP);

it('keeps the database of at least one release', () => {
  expect(listReleases().map(({ version }) => version)).toContain('0.1.0');
});

it.each(RELEASES)(
  'leaves the migrations of release $version as they were released',
  ({ migrations }) => {
    expect(migrationDigests()).toMatchObject(migrations);
  },
);

describe.each(databases.eachSupportedId())('upgrade, %s', id => {
  let knex: Knex;
  let stop: (() => Promise<void>) | undefined;
  beforeEach(async () => {
    knex = await databases.init(id);
  });
  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  const upgrade = () =>
    applyDatabaseMigrations({ getClient: async () => knex });

  it('fills every table, so that nothing of a release goes untested', async () => {
    const clock = new StandingClock(START);
    await writeWorld({ knex, clock });
    const tables = await listTables(knex);
    for (const table of tables.filter(name => !OF_THE_MOMENT.includes(name))) {
      const [row] = await knex(table).limit(1);
      expect({ table, row }).toEqual({ table, row: expect.anything() });
    }
    if (TO_KEEP && id === 'SQLITE_3') {
      await writeRelease(knex, TO_KEEP, clock.now());
    }
  });

  it.each(RELEASES)('reads what release $version wrote', async release => {
    await insertRelease(knex, release);
    await upgrade();
    for (const [table, rows] of Object.entries(release.tables)) {
      const [{ count }] = await knex(table).count({ count: '*' });
      expect([table, Number(count)]).toEqual([table, rows.length]);
    }
    expect(await readThroughStores(knex, release.now)).toMatchObject(
      release.read,
    );
  });

  it.each(RELEASES)(
    'goes on from what release $version wrote, and forgets nothing of it',
    async release => {
      await insertRelease(knex, release);
      const levels = () =>
        knex('level_changes')
          .orderBy('id')
          .select('subject_ref', 'at', 'level');
      const claims = () => knex('claim_versions').orderBy('id').pluck('digest');
      const findings = () =>
        knex('findings').orderBy('id').select('subject_ref', 'told_at');
      const before = [await levels(), await claims(), await findings()];
      const running = await startWorld({
        knex,
        clock: new StandingClock(release.now),
        catalog: worldCatalog(),
      });
      stop = running.stop;
      await until('all is judged', async () => {
        const waiting = await knex('evaluation_queue').pluck('subject_ref');
        return waiting.length === 0;
      });
      const after = [await levels(), await claims(), await findings()];
      before.forEach((rows, index) =>
        expect(after[index].slice(0, rows.length)).toEqual(rows),
      );
      const { body } = await running.get('/products');
      expect(body.items.map(({ ref }: { ref: string }) => ref).sort()).toEqual(
        release.read.live,
      );
      const overview = await running.get('/overview');
      expect(overview.body.totals.records).toBe(release.tables.evidence.length);
      const [record] = release.tables.evidence;
      const opened = await running.get(`/evidence/${record.id}`);
      expect(opened.status).toBe(200);
    },
  );
});
