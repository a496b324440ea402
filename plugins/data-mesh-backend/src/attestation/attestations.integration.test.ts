import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  Attestation,
  AttestationRequest,
} from '@meshproof/backstage-plugin-data-mesh-common';
import request from 'supertest';
import { company, stockProduct } from '../__testUtils__/company';
import { healthyDays } from '../__testUtils__/evidence';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import {
  PARTNER,
  STRANGER,
  TestClock,
  tokenOf,
  until,
} from '../__testUtils__/startDataMesh';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { stockWorld } from '../__testUtils__/stockWorld';
import { createTestDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const DAY = 24 * 3_600_000;
const INVENTORY = 'dataproduct:default/inventory';
const ANA = 'user:default/ana';
const DORA = 'user:default/dora';

describe.each(databases.eachSupportedId())('attestations, %s', id => {
  const world = stockWorld(databases, id);

  async function start(catalog?: TestCatalog) {
    const clock = new TestClock();
    const createEvent = jest.fn(async (_: { eventId: string }) => ({
      success: jest.fn(async () => {}),
      fail: jest.fn(async () => {}),
    }));
    const running = await world.start({
      clock,
      catalog: catalog ?? world.catalog(),
      config: {
        centralGroups: ['group:default/central-data'],
        publishers: [
          {
            id: 'warehouse',
            subject: 'external:warehouse',
            witness: 'platform',
          },
        ],
      },
      features: [mockServices.auditor.mock({ createEvent }).factory],
    });
    const post = (path: string, body: object, authorization: string) =>
      request(running.server)
        .post(`/api/data-mesh${path}`)
        .set('Authorization', authorization)
        .send(body)
        .expect(expectDescribed);
    const attest = (more: Partial<AttestationRequest> = {}, user = DORA) =>
      post(
        '/attestations',
        {
          subject: INVENTORY,
          about: 'on-call',
          text: 'Somebody answered at night',
          ...more,
        },
        mockCredentials.user.header(user),
      );
    const withdraw = (attestation: string, user = DORA) =>
      post(
        `/attestations/${attestation}/withdraw`,
        {},
        mockCredentials.user.header(user),
      );
    const list = async (user = ANA, query = '') =>
      (await running.get(`/attestations?subject=${INVENTORY}${query}`, user))
        .body;
    const events = () =>
      createEvent.mock.calls
        .map(([{ eventId }]) => eventId)
        .filter(name => name.startsWith('attestation'));
    return { ...running, clock, post, attest, withdraw, list, events };
  }

  it('are kept by name with their relation, once, and stay visible', async () => {
    const { attest, withdraw, list, clock, events, send } = await start();
    await send(healthyDays(clock.now(), 5));
    await until('the reader is known', async () => {
      const cards = await world.knex('scorecards').pluck('consumers');
      return cards.some(text => text.includes('demand-forecast-ai'));
    });
    const asConsumer = await attest({ link: 'https://wiki.example/rota' });
    expect(asConsumer.status).toBe(201);
    expect(asConsumer.body).toMatchObject({
      subject: INVENTORY,
      attester: DORA,
      relation: 'consumer',
      onBehalfOf: 'component:default/demand-forecast-ai',
      state: 'standing',
      basis: 'attested',
      counts: true,
      mayWithdraw: true,
    });
    expect(
      Date.parse(asConsumer.body.expiresAt) - Date.parse(asConsumer.body.from),
    ).toBe(180 * DAY);
    const again = await attest({ link: 'https://wiki.example/rota' });
    expect([again.status, again.body.id]).toEqual([200, asConsumer.body.id]);

    const asOwner = await attest({ about: 'runs-seen' }, ANA);
    expect(asOwner.body).toMatchObject({
      relation: 'owner',
      basis: 'declared',
      counts: false,
      reason: expect.stringContaining('kept as a claim'),
    });
    const below = await attest({ about: 'support-promised' }, ANA);
    expect(below.body).toMatchObject({ basis: 'attested', counts: true });
    const asPlatform = await attest({}, 'user:default/fay');
    expect(asPlatform.body).toMatchObject({
      relation: 'platform',
      onBehalfOf: 'group:default/central-data',
    });
    const asGroup = await attest({}, 'user:default/gus');
    expect(asGroup.body).toMatchObject({ relation: 'group', counts: true });

    expect((await withdraw(asConsumer.body.id, ANA)).status).toBe(403);
    const withdrawn = await withdraw(asConsumer.body.id);
    expect(withdrawn.body).toMatchObject({
      state: 'withdrawn',
      withdrawnBy: DORA,
      counts: false,
      mayWithdraw: false,
    });
    clock.pass(DAY);
    expect((await withdraw(asConsumer.body.id)).body).toEqual(withdrawn.body);
    clock.pass(200 * DAY);
    const page = await list();
    expect(page).toMatchObject({ totalItems: 5, mayAttest: true });
    expect(page.items.map(({ state }: Attestation) => state).sort()).toEqual([
      'expired',
      'expired',
      'expired',
      'expired',
      'withdrawn',
    ]);
    expect(page.checks).toContainEqual({
      id: 'runs-seen',
      title: expect.any(String),
      level: 3,
    });
    expect(events()).toEqual([
      ...Array(6).fill('attestation-create'),
      ...Array(3).fill('attestation-withdraw'),
    ]);
  });

  it('are refused with the fields that are wrong', async () => {
    const { attest, post, get } = await start();
    const wrong = await attest({
      about: 'weather',
      text: '',
      link: ['javascript', 'alert(1)'].join(':'),
      expiresAt: '2020-01-01',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toMatch(
      /^about: is neither .*; text: is missing; link: must be .*; expiresAt: does not lie after "from"$/,
    );
    expect((await attest({ subject: 'component:default/x' })).status).toBe(400);
    const key = { key: 'one' };
    expect((await attest(key)).status).toBe(201);
    expect((await attest(key)).status).toBe(200);
    expect((await attest({ ...key, text: 'Something else' })).status).toBe(409);
    // The key is the sender's own.
    expect((await attest({ ...key, text: 'By ana' }, ANA)).status).toBe(201);
    const byService = await post(
      '/attestations',
      { subject: INVENTORY, about: 'on-call', text: 'x' },
      tokenOf('external:warehouse'),
    );
    expect(byService.status).toBe(403);
    expect((await get('/attestations')).status).toBe(400);
  });

  it('keep HTML as the text it is', async () => {
    const { attest, list } = await start();
    const text = '<img src=x onerror="alert(1)">';
    await attest({ text });
    expect((await list()).items[0].text).toBe(text);
  });

  it('are about domains too, by topics alone', async () => {
    const { attest, get } = await start();
    const subject = 'domain:default/supply-chain';
    expect((await attest({ subject, about: 'runs-seen' })).status).toBe(400);
    expect((await attest({ subject }, ANA)).body).toMatchObject({
      relation: 'owner',
      basis: 'declared',
    });
    const { body } = await get(`/attestations?subject=${subject}`);
    expect(body).toMatchObject({ totalItems: 1, checks: [] });
  });

  it('come in pages, newest first', async () => {
    const { attest, list, clock } = await start();
    for (const text of ['one', 'two', 'three']) {
      await attest({ text });
      clock.pass(1000);
    }
    const first = await list(ANA, '&limit=2');
    expect(first.items.map(({ text }: Attestation) => text)).toEqual([
      'three',
      'two',
    ]);
    const second = await list(ANA, `&limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map(({ text }: Attestation) => text)).toEqual(['one']);
    expect(second).not.toHaveProperty('nextCursor');
  });

  it('ask for the permission, and for the sight of subject and attester', async () => {
    const catalog = new TestCatalog([
      ...company(),
      stockProduct({
        base: world.base(),
      }),
    ]);
    const { attest, list, withdraw, get } = await start(catalog);
    expect((await attest({}, STRANGER)).status).toBe(403);
    const { body } = await attest();
    catalog.hide(DORA, PARTNER);
    expect(await list(PARTNER)).toMatchObject({ items: [], totalItems: 0 });
    catalog.hide(INVENTORY, PARTNER);
    const hidden = await get(`/attestations?subject=${INVENTORY}`, PARTNER);
    const missing = await get(
      '/attestations?subject=dataproduct:default/no-such',
      PARTNER,
    );
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect((await attest({}, PARTNER)).status).toBe(404);
    const notMine = await withdraw(body.id, PARTNER);
    const nothing = await withdraw('no-such', PARTNER);
    expect([notMine.status, nothing.status]).toEqual([404, 404]);
    expect(notMine.body.error.message.replace(body.id, 'no-such')).toBe(
      nothing.body.error.message,
    );
  });
});
