import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import request from 'supertest';
import { company, CONTRACT, stockProduct } from './__testUtils__/company';
import { healthyDays } from './__testUtils__/evidence';
import { startDataMesh, TestClock, until } from './__testUtils__/startDataMesh';
import { TestCatalog } from './__testUtils__/TestCatalog';
import { createTestDatabases } from './__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const OWNER_GROUP = 'group:default/supply-chain';
const DAY = 24 * 3_600_000;

/** Nobody else is called like these, so that a trace of one can be found in any text. */
const nameOf = (part: string) => `quill-${part}`;
const refOf = (part: string) => `user:default/${nameOf(part)}`;

function person(part: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: nameOf(part), namespace: 'default' },
    spec: { profile: { email: `${nameOf(part)}@acme.example` } },
    relations: [{ type: 'memberOf', targetRef: OWNER_GROUP }],
  };
}

function people(): Entity[] {
  const parts = ['owner', 'former', 'author', 'member', 'reader', 'sender'];
  return [
    ...parts.map(person),
    ...company().map(entity =>
      entity.metadata.name === 'supply-chain' && entity.kind === 'Group'
        ? {
            ...entity,
            relations: parts.map(part => ({
              type: 'hasMember',
              targetRef: refOf(part),
            })),
          }
        : entity,
    ),
  ];
}

/** Columns that hold a name, and whose, over all tables of the database. */
async function traces(knex: Knex): Promise<Record<string, string[]>> {
  const tables: string[] =
    knex.client.config.client === 'pg'
      ? await knex('information_schema.tables')
          .where({ table_schema: 'public' })
          .pluck('table_name')
      : await knex('sqlite_master').where({ type: 'table' }).pluck('name');
  const found = new Map<string, Set<string>>();
  for (const table of tables) {
    for (const row of await knex(table).select('*')) {
      for (const [column, value] of Object.entries(row)) {
        for (const [, part] of String(value).matchAll(/quill-([a-z]+)/g)) {
          const place = `${table}.${column}`;
          found.set(place, (found.get(place) ?? new Set()).add(part));
        }
      }
    }
  }
  return Object.fromEntries(
    [...found].map(([place, parts]) => [place, [...parts].sort()]),
  );
}

describe.each(databases.eachSupportedId())('people, %s', id => {
  const directory = createMockDirectory();
  let knex: Knex;
  let stop: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    knex = await databases.init(id);
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': `${CONTRACT}team:\n  members:\n    - username: ${nameOf(
        'contract',
      )}\n`,
    });
  });

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  const product = (team: string[]) =>
    stockProduct({
      base: `file:${directory.resolve('inventory/catalog-info.yaml')}`,
      spec: {
        team: team.map(part => ({
          member: refOf(part),
          role: 'product-owner',
        })),
        support: [{ channel: `${nameOf('support')}@acme.example` }],
      },
    });

  it('are kept only as the product and its contract name them', async () => {
    const catalog = new TestCatalog([...people(), product(['former'])]);
    const clock = new TestClock();
    const {
      send,
      get,
      server,
      stop: stopNow,
    } = await startDataMesh({
      knex,
      catalog,
      clock,
    });
    stop = stopNow;
    const read = () =>
      get('/products/default/inventory/scorecard', refOf('reader'));
    expect((await read()).status).toBe(200);
    catalog.put(product(['owner']));
    await until('the claim has changed', async () => {
      await read();
      return (await knex('claim_versions')).length === 2;
    });

    const now = clock.now();
    const change = {
      kind: 'change',
      time: new Date(now - DAY).toISOString(),
      repository: `https://${nameOf('login')}:secret@git.example/wh/stock`,
      touches: ['code'],
    };
    const sent = await send([
      ...healthyDays(now, 3),
      { ...change, reference: '1', author: { user: refOf('author') } },
      {
        ...change,
        reference: '2',
        author: { email: `${nameOf('author')}@acme.example` },
      },
      {
        ...change,
        reference: '3',
        author: { email: `${nameOf('unknown')}@acme.example` },
      },
    ]);
    expect(sent.body).toMatchObject({ rejectedTotal: 0 });
    const who = [
      { user: refOf('author') },
      { email: `${nameOf('author')}@acme.example` },
      { email: `${nameOf('unknown')}@acme.example` },
    ];
    const at = new Date(now - DAY).toISOString();
    const proceedings = who.flatMap((actor, index) => [
      {
        kind: 'incident',
        time: at,
        product: 'inventory',
        reference: `https://${nameOf('login')}:secret@pager.example/${index}`,
        openedAt: at,
        noticedBy: 'owner',
        firstActedAt: at,
        firstActedBy: actor,
        title: `${nameOf('author')} broke it`,
      },
      {
        kind: 'support',
        time: at,
        product: 'inventory',
        reference: `Q-${index}`,
        askedAt: at,
        asker: actor,
        answeredAt: at,
        answeredBy: actor,
        text: `${nameOf('author')} asks`,
      },
    ]);
    const told = await send([
      ...proceedings,
      ...['usage', 'support', 'agreement', 'confirmation'].map(kind => ({
        ...proceedings[1],
        kind,
        consumer: refOf('reader'),
        from: at,
        state: 'active',
        reads: 1,
      })),
    ]);
    expect(told.body).toMatchObject({ accepted: 6, rejectedTotal: 4 });
    const stored = (
      await knex('evidence').whereIn('kind', ['incident', 'support'])
    ).map(({ payload }) => JSON.parse(payload));
    for (const field of ['firstActedGroups', 'askerGroups', 'answeredGroups']) {
      expect(
        stored
          .flatMap(payload => (payload[field] ? [payload[field]] : []))
          .sort((a, b) => b.length - a.length),
      ).toEqual([[OWNER_GROUP], [OWNER_GROUP], []]);
    }
    const byHand = await send(
      [
        {
          ...change,
          time: new Date(now - 2 * DAY).toISOString(),
          reference: '4',
          author: { groups: [OWNER_GROUP] },
        },
      ],
      mockCredentials.user.header(refOf('sender')),
    );
    expect(byHand.body).toMatchObject({ accepted: 1 });
    const groups = (await knex('evidence').where({ kind: 'change' }))
      .map(({ payload }) => JSON.parse(payload).groups)
      .sort((a, b) => b.length - a.length);
    expect(groups).toEqual([[OWNER_GROUP], [OWNER_GROUP], [OWNER_GROUP], []]);

    const attested = await request(server)
      .post('/api/data-mesh/attestations')
      .set('Authorization', mockCredentials.user.header(refOf('attester')))
      .send({
        subject: 'inventory',
        about: 'on-call',
        text: 'It was answered',
      });
    expect(attested.status).toBe(201);
    await request(server)
      .post(`/api/data-mesh/attestations/${attested.body.id}/withdraw`)
      .set('Authorization', mockCredentials.user.header(refOf('attester')))
      .send({});

    for (const path of ['', '/scorecard', '/checks/owner-changes-it/records']) {
      await get(`/products/default/inventory${path}`, refOf('reader'));
    }
    await until('everything is judged', async () => {
      await read();
      return (await knex('evaluation_queue')).length === 0;
    });

    expect(await traces(knex)).toEqual({
      'attestations.attester': ['attester'],
      'attestations.withdrawn_by': ['attester'],
      'claim_versions.claim': ['former', 'owner', 'support'],
      'contract_versions.document': ['contract'],
      'product_owner_seats.member': ['owner'],
      'subjects.entity': ['owner', 'support'],
    });

    catalog.remove('dataproduct:default/inventory');
    await until('the product is gone', async () =>
      (await knex('subjects')).every(({ state }) => state === 'gone'),
    );
    expect(await knex('product_owner_seats')).toEqual([]);
  });
});
