import { Slo, SloRow } from '@meshproof/backstage-plugin-data-mesh-common';
import { healthyDays } from '../__testUtils__/evidence';
import { PARTNER, until } from '../__testUtils__/startDataMesh';
import { stockWorld } from '../__testUtils__/stockWorld';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { DatabaseSloStore } from './DatabaseSloStore';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const SLOS = '/products/default/inventory/slos';
const DAY = 24 * 3_600_000;

describe.each(databases.eachSupportedId())('service levels, %s', id => {
  const world = stockWorld(databases, id);

  async function start(
    asSent: (records: object[]) => object[] = records => records,
  ) {
    const catalog = world.catalog();
    const running = await world.start({ catalog });
    const { get, send, clock } = running;
    await get('/products/default/inventory/scorecard');
    await send(asSent(healthyDays(clock.now(), 40)));
    const timeliness = async (query = ''): Promise<Slo> =>
      (await get(`${SLOS}${query}`)).body.items.find(
        (slo: Slo) => slo.property === 'timeliness',
      );
    await until('timeliness is measured', async () =>
      Boolean((await timeliness())?.figures),
    );
    return { ...running, catalog, timeliness };
  }

  it('answers with the figures of the scorecard, and days that add up to them', async () => {
    const { get, timeliness } = await start();
    const slo = await timeliness();
    const { body: card } = await get('/products/default/inventory/scorecard');
    const check = card.checks.find(
      (own: { id: string }) => own.id === 'timeliness-kept',
    );
    expect(slo.figures).toMatchObject({
      expected: check.values.keptExpected,
      kept: check.values.intervalsKept,
    });
    expect(slo.state).toBe(check.state === 'pass' ? 'kept' : 'missed');
    expect(
      slo.days.reduce((total, day) => total + day.kept, 0),
    ).toBeGreaterThan(20);
    const { body } = await get(SLOS);
    expect(
      body.items.filter((item: Slo) => item.property === 'rule').length,
    ).toBeGreaterThan(0);
  });

  it('keeps days that have left the window, and answers from them when the records are gone', async () => {
    const { send, clock, timeliness } = await start();
    const before = await timeliness();
    for (let passed = 0; passed < 10; passed++) {
      clock.pass(DAY);
      await send(healthyDays(clock.now(), 1));
    }
    await until('ten days more are measured', async () => {
      const { days } = await timeliness('?days=60');
      return days.length >= before.days.length + 9;
    });
    await world.knex('evidence').delete();
    const { days } = await timeliness('?days=60');
    expect(days.length).toBeGreaterThanOrEqual(before.days.length + 9);
    expect(days.map(({ day }) => day)).toContain(before.days[2].day);
    expect((await timeliness('?days=5')).days.length).toBeLessThanOrEqual(5);
  });

  it('opens a day to its records and gaps, page by page', async () => {
    const { get, timeliness } = await start();
    const { key, days } = await timeliness();
    const [{ day, expected, version }] = days.slice(-3);
    expect(version).toBe('2.1.0');
    const records = (query: string) =>
      get(`${SLOS}/records?slo=${encodeURIComponent(key)}&${query}`);
    const { body } = await records(`day=${day}`);
    const counted = body.items.filter((row: SloRow) => row.counted);
    expect(counted).toHaveLength(expected);
    expect(counted[0]).toMatchObject({
      type: 'record',
      day,
      outcome: 'met',
      witness: 'platform',
      server: 'snowflake://acme.eu',
      receivedAt: expect.any(String),
    });
    const first = await records('limit=5');
    expect(first.body.items).toHaveLength(5);
    const second = await records(`limit=5&cursor=${first.body.nextCursor}`);
    expect(second.body.items[0]).not.toEqual(first.body.items[0]);
    expect((await records('day=2020-01-01')).body.items).toEqual([]);

    expect((await records('day=soon')).status).toBe(400);
    expect((await get(`${SLOS}/records`)).status).toBe(400);
    expect((await get(`${SLOS}/records?slo=none`)).status).toBe(404);
  });

  it('forgets days after their retention, and no others', async () => {
    const { clock } = await start();
    const all = await world.knex('slo_days').orderBy(['slo_key', 'day']);
    const cut = Math.floor(clock.now() / DAY) - 5;
    const removed = await DatabaseSloStore.create({
      database: world.knex,
    }).removeBefore(new Date(cut * DAY).toISOString().slice(0, 10));
    expect(removed).toBe(
      all.filter((row: { day: number }) => row.day < cut).length,
    );
    expect(removed).toBeGreaterThan(0);
    expect(await world.knex('slo_days').orderBy(['slo_key', 'day'])).toEqual(
      all.filter((row: { day: number }) => row.day >= cut),
    );
  });

  it('writes the same rows whatever the order of the records, and however often they come', async () => {
    const rowsOf = async (asSent: (records: object[]) => object[]) => {
      const running = await start(asSent);
      await until('all is judged', async () => {
        return (await world.knex('evaluation_queue')).length === 0;
      });
      const rows = await world.knex('slo_days').orderBy(['slo_key', 'day']);
      await running.stop();
      return rows;
    };
    const once = await rowsOf(records => records);
    await world.renewDatabase();
    const shuffled = await rowsOf(records => [
      ...[...records].reverse(),
      ...records.filter((_, index) => index % 3 === 0),
    ]);
    expect(once.length).toBeGreaterThan(50);
    expect(shuffled).toEqual(once);
  });

  it('corrects days that became otherwise, and leaves those that are not known any more', async () => {
    const running = await start();
    const store = DatabaseSloStore.create({ database: world.knex });
    const now = running.clock.now();
    const dayBefore = (days: number) =>
      new Date(now - days * DAY).toISOString().slice(0, 10);
    const slo = await running.timeliness();
    await running.stop();
    const save = (changes: Partial<Slo>) =>
      world.knex.transaction(transaction =>
        store.save({
          transaction,
          ref: 'dataproduct:default/other',
          now,
          slos: [{ ...slo, ...changes }],
        }),
      );
    const days = async () =>
      (await store.listDays(['dataproduct:default/other'], dayBefore(100)))
        .get(slo.key)!
        .map(({ day, kept }) => [day, kept]);
    const sum = { expected: 1, measured: 1, kept: 1, excluded: 0 };
    const three = [3, 2, 1].map(ago => ({ day: dayBefore(ago), ...sum }));
    expect(await save({ days: three })).toBe(true);
    expect(await save({ days: three })).toBe(false);
    // A late record, and a day on which nothing was expected after all.
    await save({ days: [three[0], { ...three[2], kept: 0 }] });
    expect(await days()).toEqual([
      [dayBefore(3), 1],
      [dayBefore(1), 0],
    ]);
    await save({ days: [], figures: undefined, state: 'stale' });
    expect(await days()).toHaveLength(2);
  });

  it('writes nothing where nothing changed', async () => {
    const { get, clock } = await start();
    const kept = async () => ({
      reports: await world.knex('slo_reports'),
      days: await world.knex('slo_days').orderBy(['slo_key', 'day']),
    });
    await until('all is judged', async () => {
      return (await world.knex('evaluation_queue')).length === 0;
    });
    const before = await kept();
    clock.pass(5_000);
    await world.knex('subjects').update({ next_look_at: 0 });
    await until('it was looked at again', async () => {
      const [row] = await world
        .knex('subjects')
        .where({ ref: 'dataproduct:default/inventory' })
        .select('next_look_at');
      return Number(row.next_look_at) > 0;
    });
    await get(SLOS);
    expect(await kept()).toEqual(before);
  });

  it('is not there for those who may not see the product, and refuses what it cannot read', async () => {
    const { get, catalog } = await start();
    for (const days of ['0', '732', 'many']) {
      const { status, body } = await get(`${SLOS}?days=${days}`);
      expect([days, status]).toEqual([days, 400]);
      expect(body.error.message).toMatch(/days/);
    }
    catalog.hide('dataproduct:default/inventory', PARTNER);
    const hidden = await get(SLOS, PARTNER);
    const missing = await get(SLOS.replace('inventory', 'no-such'), PARTNER);
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.body.error.message.replace('inventory', 'no-such')).toBe(
      missing.body.error.message,
    );
  });
});
