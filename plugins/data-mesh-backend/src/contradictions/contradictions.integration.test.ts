import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Contradiction } from '@meshproof/backstage-plugin-data-mesh-common';
import request from 'supertest';
import { healthyDays, mergedChanges } from '../__testUtils__/evidence';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import {
  PARTNER,
  STRANGER,
  tokenOf,
  until,
} from '../__testUtils__/startDataMesh';
import { stockWorld } from '../__testUtils__/stockWorld';
import { createTestDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const CARD = '/products/default/inventory/scorecard';
const REPLIES = '/products/default/inventory/contradictions/owner/replies';
const DAY = 24 * 3_600_000;
const ANA = 'user:default/ana';
const DORA = 'user:default/dora';

describe.each(databases.eachSupportedId())('contradictions, %s', id => {
  const world = stockWorld(databases, id);

  async function start(audited: string[] = []) {
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ eventId }) => ({
        success: async () => {
          audited.push(`${eventId} succeeded`);
        },
        fail: async () => {
          audited.push(`${eventId} failed`);
        },
      }),
    });
    const catalog = world.catalog();
    const running = await world.start({
      catalog,
      features: [auditor.factory],
    });
    const { get, send, server, clock } = running;
    await get(CARD);
    await send([
      ...healthyDays(clock.now(), 40),
      ...mergedChanges(5, clock.now() - DAY, 'group:default/planning'),
    ]);
    const contradictionsFor = async (user: string): Promise<Contradiction[]> =>
      (await get(CARD, user)).body.verdict.contradictions ?? [];
    await until('the owner sees it', async () =>
      (await contradictionsFor(ANA)).some(({ kind }) => kind === 'owner'),
    );
    const as = (user: string) => mockCredentials.user.header(user);
    const reply = (body: object, authorization = as(ANA), path = REPLIES) =>
      request(server)
        .post(`/api/data-mesh${path}`)
        .set('Authorization', authorization)
        .send(body)
        .expect(expectDescribed);
    const withdraw = (replyId: string, authorization = as(ANA)) =>
      request(server)
        .post(`/api/data-mesh${REPLIES}/${replyId}/withdraw`)
        .set('Authorization', authorization)
        .expect(expectDescribed);
    return { ...running, catalog, contradictionsFor, reply, withdraw, as };
  }

  it('come with both sides, to the owner first, then with the reply to everybody', async () => {
    const audited: string[] = [];
    const { contradictionsFor, reply, clock, get } = await start(audited);
    const [found] = await contradictionsFor(ANA);
    expect(found).toMatchObject({
      kind: 'owner',
      claimed: {
        text: 'group:default/supply-chain owns this product and changes it',
      },
      shown: {
        text: '0 of 5 merged changes in 180 days came from the owner group; changes by group: group:default/planning 5',
        days: 5,
      },
      records: 'change',
      mayReply: true,
    });
    expect(await contradictionsFor(DORA)).toEqual([]);

    const { status, body } = await reply({
      type: 'dispute',
      text: ' The centre merges for us <img src=x onerror=alert(1)> ',
      link: 'https://tracker.example/7',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      type: 'dispute',
      text: 'The centre merges for us <img src=x onerror=alert(1)>',
      by: ANA,
    });
    expect((await contradictionsFor(ANA))[0].replies).toEqual([body]);
    expect(audited).toContain('contradiction-reply succeeded');

    clock.pass(20 * DAY);
    await get(CARD);
    await until('everybody sees it', async () => {
      await world.knex('subjects').update({ next_look_at: 0 });
      return (await contradictionsFor(DORA)).length > 0;
    });
    const [open] = await contradictionsFor(DORA);
    expect(open.mayReply).toBeUndefined();
    // The name of who wrote it is for those who answer for the product.
    const { by: _, ...withoutName } = body;
    expect(open.replies).toEqual([withoutName]);
  });

  it('takes the same request twice as one reply, also at the same time', async () => {
    const { contradictionsFor, reply } = await start();
    const answer = { type: 'answer', text: 'We know', key: 'once' };
    const [one, two] = await Promise.all([reply(answer), reply(answer)]);
    const three = await reply({ ...answer, text: 'Other words' });
    expect([one.status, two.status, three.status]).toEqual([201, 201, 201]);
    expect(two.body).toEqual(one.body);
    expect(three.body).toEqual(one.body);
    expect((await contradictionsFor(ANA))[0].replies).toHaveLength(1);
  });

  it('lets a reply be withdrawn, and shows that it was', async () => {
    const audited: string[] = [];
    const { contradictionsFor, reply, withdraw } = await start(audited);
    const { body } = await reply({ type: 'answer', text: 'A wrong word' });
    expect((await withdraw(body.id)).status).toBe(204);
    expect((await withdraw(body.id)).status).toBe(204);
    const [{ replies }] = await contradictionsFor(ANA);
    expect(replies).toEqual([
      {
        id: body.id,
        at: body.at,
        by: ANA,
        type: 'answer',
        text: '',
        withdrawnAt: expect.any(String),
      },
    ]);
    expect((await withdraw('none')).status).toBe(404);
    expect(audited).toContain('contradiction-reply-withdraw succeeded');
  });

  it('is for those who answer for the product, and permitted ones among them', async () => {
    const audited: string[] = [];
    const { reply, withdraw, catalog, as } = await start(audited);
    const answer = { type: 'answer', text: 'Us' };
    const { body } = await reply(answer);
    for (const user of [DORA, STRANGER]) {
      const refused = await reply(answer, as(user));
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toContain('data-mesh.reply.create');
      expect((await withdraw(body.id, as(user))).status).toBe(403);
    }
    // A service has nothing to answer.
    expect((await reply(answer, tokenOf('external:warehouse'))).status).toBe(
      403,
    );
    catalog.hide('dataproduct:default/inventory', PARTNER);
    const hidden = await reply(answer, as(PARTNER));
    const missing = await reply(
      answer,
      as(PARTNER),
      REPLIES.replace('inventory', 'no-such'),
    );
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.body.error.message.replace('inventory', 'no-such')).toBe(
      missing.body.error.message,
    );
    expect(audited).toContain('contradiction-reply failed');
    expect(await world.knex('contradiction_replies')).toHaveLength(1);
  });

  it('refuses what cannot be a reply, and names the field', async () => {
    const { reply, as } = await start();
    const good = { type: 'answer', text: 'We know' };
    for (const [body, field] of [
      [{ ...good, type: 'shout' }, /type/],
      [{ ...good, text: '   ' }, /text/],
      [{ ...good, text: 'x'.repeat(2_001) }, /text/],
      [{ ...good, text: 'a\u0000b' }, /character 0/],
      [{ ...good, link: 'data:text/html,<script>alert(1)</script>' }, /link/],
      [{ ...good, link: 'not an address' }, /link/],
      [{ ...good, key: 'x'.repeat(257) }, /key/],
      [{ ...good, more: true }, /more|additional/],
      [{ type: 'answer' }, /text/],
    ] as const) {
      const { status, body: answer } = await reply(body);
      expect([JSON.stringify(body).slice(0, 60), status]).toEqual([
        JSON.stringify(body).slice(0, 60),
        400,
      ]);
      expect(answer.error.message).toMatch(field);
    }
    const unknown = await reply(
      good,
      as(ANA),
      REPLIES.replace('/owner/', '/weather/'),
    );
    expect(unknown.status).toBe(400);
    const nothing = await reply(
      good,
      as(ANA),
      REPLIES.replace('/owner/', '/rhythm/'),
    );
    expect(nothing.status).toBe(404);
    expect(await world.knex('contradiction_replies')).toEqual([]);
  });
});
