import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { EVIDENCE_KINDS } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  DatasetMappings,
  evidenceFormats,
  foldIncidents,
  MOST_RECORD_BYTES,
} from '@meshproof/core';
import { expectDescribed } from '../__testUtils__/expectDescribed';
import { until } from '../__testUtils__/startDataMesh';
import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import express from 'express';
import { Knex } from 'knex';
import { Server } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { DataMeshMetrics } from '../metrics';
import { ReaderService } from '../permissions';
import { CatalogDirectory } from '../scorecard/CatalogDirectory';
import { DatabaseSubjectsLookup } from '../sources/DatabaseSubjectsLookup';
import { Retention } from '../settings';
import { createEvidenceRouter } from './createEvidenceRouter';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';
import { EvidenceStore } from './EvidenceStore';
import { Publisher } from './Publisher';
import { SendingRates } from './SendingLimits';

jest.setTimeout(120_000);

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  }
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const NOW = Date.parse('2026-11-23T10:00:00Z');
const SERVER = 'snowflake://acme.eu';
const KINDS = EVIDENCE_KINDS;

const MOST_BYTES = 20_000_000;
const PATIENCE = 1_000;

const publishers: Publisher[] = [
  {
    id: 'dbt-prod',
    title: 'dbt prod',
    subject: 'external:dbt',
    witness: 'platform',
    kinds: [...KINDS],
    mayBackfill: true,
    namespace: SERVER,
  },
  {
    id: 'finance-ci',
    title: 'Finance CI',
    subject: 'external:finance',
    witness: 'self',
    kinds: ['run', 'quality'],
    mayBackfill: false,
    namespace: SERVER,
    products: ['dataproduct:default/fin-*'],
  },
  {
    id: 'ana-laptop',
    title: 'Ana',
    subject: 'user:default/ana',
    witness: 'self',
    kinds: [...KINDS],
    mayBackfill: false,
    namespace: SERVER,
  },
  {
    id: 'reader',
    title: 'A reader',
    subject: 'external:reader',
    witness: 'consumer',
    kinds: [...KINDS],
    mayBackfill: false,
    namespace: SERVER,
    products: ['dataproduct:default/*'],
  },
  {
    id: 'ana-reads',
    title: 'Ana as a reader',
    subject: 'user:default/amy',
    witness: 'consumer',
    kinds: [...KINDS],
    mayBackfill: false,
    namespace: SERVER,
    products: ['dataproduct:default/*'],
  },
  ...['two-a', 'two-b'].map(
    (id): Publisher => ({
      id,
      title: id,
      subject: 'external:two',
      witness: 'platform',
      kinds: [...KINDS],
      mayBackfill: true,
    }),
  ),
];

const run = {
  kind: 'run',
  time: '2026-11-23T09:00:00Z',
  dataset: { name: 'wh.stock' },
  job: { namespace: 'airflow', name: 'stock' },
  status: 'success',
};
const change = {
  kind: 'change',
  time: '2026-11-22T09:00:00Z',
  repository: 'https://git.example/wh/stock',
  reference: 'a1b2c3',
  author: { email: 'ana@acme.eu' },
  touches: ['code'],
  bot: false,
};
/** A run of another hour, so that it is another record. */
const runAt = (minute: number) => ({
  ...run,
  time: new Date(NOW - minute * 60_000).toISOString(),
});

function entity(
  kind: string,
  name: string,
  more: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    ...more,
  };
}

const entities = [
  entity('DataProduct', 'stock'),
  entity('DataProduct', 'fin-ledger'),
  entity('Group', 'supply', {
    relations: [{ type: 'childOf', targetRef: 'group:default/supply-chain' }],
  }),
  entity('Group', 'supply-chain'),
  entity('User', 'ana', {
    spec: { profile: { email: 'ana@acme.eu' } },
    relations: [{ type: 'memberOf', targetRef: 'group:default/supply' }],
  }),
  entity('User', 'amy', {
    relations: [{ type: 'memberOf', targetRef: 'group:default/supply' }],
  }),
  entity('Component', 'forecast', {
    relations: [{ type: 'ownedBy', targetRef: 'group:default/sales' }],
  }),
  entity('Component', 'others', {
    relations: [{ type: 'ownedBy', targetRef: 'group:default/other' }],
  }),
  entity('User', 'ben', {
    relations: [{ type: 'memberOf', targetRef: 'group:default/sales' }],
  }),
  entity('User', 'sue', {
    relations: [{ type: 'memberOf', targetRef: 'group:default/supply' }],
  }),
];

async function seed(knex: Knex) {
  for (const [name, owner, key] of [
    ['stock', 'group:default/supply-chain', `${SERVER}|wh.stock`],
    ['fin-ledger', 'group:default/finance', `${SERVER}|fin.ledger`],
    ['secret', 'group:default/finance', `${SERVER}|fin.secret`],
  ]) {
    const ref = `dataproduct:default/${name}`;
    await knex('subjects').insert({
      ref,
      state: 'live',
      first_seen: NOW,
      claim_digest: 'x',
      owner,
      entity: '{}',
    });
    await knex('subject_addresses').insert({
      subject_ref: ref,
      kind: 'dataset',
      key,
    });
  }
}

async function setup(
  id: TestDatabaseId,
  options: {
    wrap?: (store: EvidenceStore) => EvidenceStore;
    rates?: Partial<SendingRates>;
  } = {},
) {
  const knex = await databases.init(id);
  await knex.migrate.latest({
    directory: resolve(__dirname, '../../migrations'),
  });
  await seed(knex);
  const store = DatabaseEvidenceStore.create({ database: knex, publishers });
  const httpAuth = mockServices.httpAuth.mock({
    credentials: (async (incoming: express.Request) => {
      const sender = String(incoming.headers['x-sender'] ?? '');
      if (!sender) {
        throw new AuthenticationError('who are you');
      }
      return sender.startsWith('user:')
        ? mockCredentials.user(sender)
        : mockCredentials.service(sender);
    }) as ReturnType<typeof mockServices.httpAuth>['credentials'],
  });
  const allowed = new Set(['data-mesh.evidence.create']);
  const permissions = mockServices.permissions.mock({
    authorize: async (requests: AuthorizePermissionRequest[]) =>
      requests.map(({ permission }) => ({
        result: allowed.has(permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: permission.type,
        conditions: { rule: 'TEST', resourceType: 'catalog-entity' },
      })),
  });
  const success = jest.fn(async () => {});
  const fail = jest.fn(async () => {});
  const createEvent = jest.fn(async (_: AuditorServiceCreateEventOptions) => ({
    success,
    fail,
  }));
  const auditor = mockServices.auditor.mock({ createEvent });
  const auth = mockServices.auth();
  const catalog = catalogServiceMock({ entities });
  const app = express();
  app.use(
    createEvidenceRouter({
      store: options.wrap?.(store) ?? store,
      publishers,
      subjects: DatabaseSubjectsLookup.create({ database: knex }),
      httpAuth,
      auth,
      permissions,
      reader: new ReaderService({
        auth,
        permissions,
        catalog,
        userInfo: mockServices.userInfo(),
        directory: new CatalogDirectory({ catalog, auth, aiTypes: [] }),
      }),
      catalog,
      auditor,
      logger: mockServices.logger.mock(),
      clock: { now: () => NOW },
      metrics: DataMeshMetrics.create(),
      retention: Object.fromEntries(
        KINDS.map(kind => [kind, 400 * 24 * 3_600_000]),
      ) as Retention,
      limits: { mostBytes: MOST_BYTES, patience: PATIENCE },
      rates: {
        publisher: { requestsPerMinute: 600, recordsPerMinute: 1e6 },
        person: { requestsPerMinute: 3, recordsPerMinute: 1e4 },
        ...options.rates,
      },
      formats: evidenceFormats,
      mappings: DatasetMappings.create(undefined),
      principalsOf: async () => ({}),
    }),
  );
  app.use(mockErrorHandler());
  const post = (
    body: string | Buffer,
    {
      sender = 'external:dbt',
      type = 'application/x-ndjson',
      encoding = 'identity',
      query = '',
    } = {},
  ) =>
    request(app)
      .post(`/evidence${query}`)
      .set('x-sender', sender)
      .set('Content-Type', type)
      .set('Content-Encoding', encoding)
      .serialize(value => value)
      .send(body)
      .expect(expectDescribed);
  const send = (records: unknown[], sender?: string) =>
    post(records.map(record => JSON.stringify(record)).join('\n'), { sender });
  /** Begins a request, so that a test can send its body as it likes. */
  const openBody = async (head: string) => {
    const server = app.listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise(done => server.once('listening', done));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.on('data', piece => (answer += piece));
    socket.on('error', () => {});
    socket.write(
      `POST /evidence HTTP/1.1\r\nHost: x\r\nX-Sender: external:dbt\r\nContent-Type: application/x-ndjson\r\n${head}\r\n\r\n`,
    );
    return {
      write: (text: string) => socket.write(text),
      breakOff: () => socket.destroy(),
      closed: new Promise<{ answer: string }>(done =>
        socket.once('close', () => done({ answer })),
      ),
    };
  };
  return {
    app,
    knex,
    store,
    post,
    send,
    openBody,
    allowed,
    createEvent,
    success,
    fail,
  };
}

const all = {
  datasetKeys: [`${SERVER}|wh.stock`, `${SERVER}|fin.ledger`],
  repositories: [change.repository],
  product: 'dataproduct:default/stock',
  since: 0,
};

describe.each(databases.eachSupportedId())('POST /evidence on %p', id => {
  it('stores what a platform source sends, once', async () => {
    const { send, store } = await setup(id);
    const records = [run, change, runAt(200)];
    const first = await send(records);
    expect(first.body).toEqual({
      accepted: 3,
      duplicates: 0,
      rejected: [],
      rejectedTotal: 0,
    });
    expect(first.status).toBe(200);
    const again = await send([...records].reverse());
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(await store.listForSubject(all)).toEqual([
      expect.objectContaining({
        kind: 'change',
        groups: ['group:default/supply'],
      }),
      expect.anything(),
      expect.objectContaining({
        kind: 'run',
        time: Date.parse(run.time),
        receivedAt: NOW,
        publisher: 'dbt-prod',
        publisherTitle: 'dbt prod',
        witness: 'platform',
        basis: 'observed',
        mayBackfill: true,
        dataset: { namespace: SERVER, name: 'wh.stock' },
      }),
    ]);
  });

  describe('files and events of tools', () => {
    const time = new Date(NOW - 60_000).toISOString();
    const dbt = (name: string, rest: object) =>
      JSON.stringify({
        metadata: {
          dbt_schema_version: `https://schemas.getdbt.com/dbt/${name}.json`,
          generated_at: time,
        },
        ...rest,
      });
    const manifest = dbt('manifest/v12', {
      nodes: {
        'model.shop.stock': { schema: 'wh', name: 'stock' },
        'test.shop.unique_stock_id': {
          column_name: 'id',
          test_metadata: { name: 'unique' },
          attached_node: 'model.shop.stock',
        },
      },
    });
    const results = dbt('run-results/v6', {
      results: [
        { unique_id: 'model.shop.stock', status: 'success' },
        { unique_id: 'test.shop.unique_stock_id', status: 'fail', failures: 2 },
      ],
    });
    const event = JSON.stringify({
      eventType: 'COMPLETE',
      eventTime: time,
      run: { runId: '1' },
      job: { namespace: 'airflow', name: 'stock' },
      inputs: [],
      outputs: [
        {
          namespace: SERVER,
          name: 'wh.stock',
          facets: {
            dataSource: { uri: 'postgres://root:hunter2@db' },
            schema: { fields: [{ name: 'id', type: 'int' }] },
          },
        },
      ],
      producer: 'https://x',
    });
    const json = { type: 'application/json' };

    it('reads a dbt manifest and the results after it', async () => {
      const { post, store } = await setup(id);
      const { body } = await post(`${manifest}\n${results}`, json);
      expect(body).toEqual({
        accepted: 2,
        duplicates: 0,
        rejected: [],
        rejectedTotal: 0,
        formats: [
          expect.objectContaining({ format: 'dbt-manifest', records: 0 }),
          {
            format: 'dbt-run-results',
            title: 'dbt run_results.json',
            items: 1,
            records: 2,
          },
        ],
      });
      expect(await store.listForSubject(all)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            kind: 'quality',
            dataset: { namespace: SERVER, name: 'wh.stock' },
            rule: { column: 'id', metric: 'duplicateValues' },
            outcome: 'fail',
            value: 2,
          }),
        ]),
      );
      const again = await post(`${manifest}\n${results}`, json);
      expect(again.body).toMatchObject({ accepted: 0, duplicates: 2 });
      const alone = await post(results, json);
      expect(alone.body).toMatchObject({
        rejected: [
          { index: 0, reason: expect.stringContaining('manifest.json') },
          { index: 1, reason: expect.stringContaining('manifest.json') },
        ],
      });
      const named = await post(results, { ...json, query: '?format=sodaa' });
      expect(named.status).toBe(400);
      expect(named.body.error.message).toContain('accepted are dbt-manifest');
    });

    it('takes events where a stock OpenLineage transport posts them, and nothing of them but what is named', async () => {
      const { app, knex } = await setup(id);
      const { body, status } = await request(app)
        .post('/api/v1/lineage')
        .set('x-sender', 'external:dbt')
        .set('Content-Type', 'application/json')
        .send(event)
        .expect(expectDescribed);
      expect([status, body.accepted]).toEqual([200, 2]);
      expect(JSON.stringify(await knex('evidence'))).not.toContain('hunter2');
    });

    it('passes over what its publisher is not there for, and observes where an owner states', async () => {
      const { post, store, createEvent } = await setup(id);
      const { body } = await post(event.replace('wh.stock', 'fin.ledger'), {
        ...json,
        sender: 'external:finance',
      });
      expect(body).toMatchObject({
        accepted: 1,
        rejectedTotal: 0,
        passedOver: [{ kind: 'schema', records: 1 }],
      });
      expect(createEvent).not.toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'evidence-refuse' }),
      );
      const generic = await post(
        JSON.stringify([{ ...runAt(3), dataset: { name: 'fin.ledger' } }]),
        { ...json, sender: 'external:finance' },
      );
      expect(generic.body).toMatchObject({ accepted: 1 });
      const stored = await store.listForSubject(all);
      expect(
        stored
          .map(record => [record.kind, record.witness, record.basis])
          .sort(),
      ).toEqual([
        ['run', 'self', 'attested'],
        ['run', 'self', 'observed'],
      ]);
    });
  });

  it('keeps no trace of a person', async () => {
    const { send, knex } = await setup(id);
    await send([
      change,
      { ...change, reference: '2', author: { user: 'user:default/ana' } },
      { ...change, reference: '3', author: { email: 'who@acme.eu' } },
    ]);
    for (const table of [
      'evidence',
      'evidence_reach',
      'evidence_addresses',
      'evidence_readers',
    ]) {
      expect(JSON.stringify(await knex(table).select('*'))).not.toMatch(
        /ana|acme\.eu|who@/,
      );
    }
    const payloads = await knex('evidence').orderBy('payload').pluck('payload');
    expect(payloads.map(text => JSON.parse(text).groups)).toEqual(
      expect.arrayContaining([['group:default/supply'], []]),
    );
  });

  describe('what proceeds, and who may say it', () => {
    const at = (minute: number) =>
      new Date(NOW - minute * 60_000).toISOString();
    const about = { time: at(5), dataset: { name: 'wh.stock' } };
    const incident = {
      ...about,
      kind: 'incident',
      key: 'INC-1',
      reference: 'INC-1',
      openedAt: at(60),
      noticedBy: 'monitor',
    };
    const resolved = {
      ...incident,
      time: at(1),
      firstActedAt: at(50),
      firstActedBy: { email: 'ana@acme.eu' },
      resolvedAt: at(2),
    };
    const question = {
      ...about,
      kind: 'support',
      reference: 'Q-1',
      askedAt: at(60),
      consumer: 'component:default/forecast',
      answeredAt: at(10),
      answeredBy: { user: 'user:default/ana' },
    };
    const agreement = {
      ...about,
      kind: 'agreement',
      reference: 'A-1',
      consumer: 'component:default/forecast',
      from: '2026-11-01',
      state: 'active',
    };
    const confirmation = {
      ...about,
      kind: 'confirmation',
      consumer: 'component:default/forecast',
    };
    const policyRun = {
      ...about,
      kind: 'policy-run',
      policy: 'owner-is-a-group',
      version: '1',
      outcome: 'fail',
    };
    const everything = [incident, question, agreement, confirmation, policyRun];

    it('keeps every state of an incident, in any order and once', async () => {
      const { send, store } = await setup(id);
      expect((await send([resolved])).body.accepted).toBe(1);
      expect((await send([incident, resolved])).body).toMatchObject({
        accepted: 1,
        duplicates: 1,
      });
      const stored = await store.listForSubject(all);
      expect(
        foldIncidents(
          stored.flatMap(record => (record.kind === 'incident' ? record : [])),
        ),
      ).toEqual([
        expect.objectContaining({
          reference: 'INC-1',
          firstActedGroups: ['group:default/supply'],
          resolvedAt: Date.parse(at(2)),
        }),
      ]);
    });

    it('stores, opens and counts each kind', async () => {
      const { app, send, store } = await setup(id);
      expect((await send(everything)).body).toMatchObject({
        accepted: 5,
        rejected: [],
      });
      const stored = await store.listForSubject(all);
      expect((await store.reach()).map(({ kind }) => kind).sort()).toEqual(
        everything.map(({ kind }) => kind).sort(),
      );
      for (const { kind } of everything) {
        const record = stored.find(item => item.kind === kind)!;
        const { status, body } = await request(app)
          .get(`/evidence/${record.id}`)
          .set('x-sender', 'user:default/ben');
        expect([status, body.kind, body.outcome]).toEqual([
          200,
          kind,
          kind === 'policy-run' ? 'missed' : 'neutral',
        ]);
        expect(Object.values(body.raw)).not.toContain(NOW);
      }
    });

    it.each([
      ['platform', 'external:dbt', [], 'observed'],
      [
        'self',
        'user:default/ana',
        ['confirmation needs platform or consumer'],
        'attested',
      ],
      [
        'consumer',
        'external:reader',
        [
          'agreement needs self or platform',
          'policy-run needs self or platform',
        ],
        'observed',
      ],
    ])('takes from %s what it may say', async (_, sender, refused, basis) => {
      const { send, store, createEvent } = await setup(id);
      const { body } = await send(everything, sender);
      expect(
        body.rejected.map(({ reason }: { reason: string }) =>
          reason.replace(
            /^a record of kind '(.*)' needs the witness (.*), but .*$/,
            '$1 needs $2',
          ),
        ),
      ).toEqual(refused);
      expect(body.accepted).toBe(5 - refused.length);
      const stored = await store.listForSubject(all);
      expect(new Set(stored.map(record => record.basis))).toEqual(
        new Set([basis]),
      );
      expect(
        createEvent.mock.calls.some(
          ([{ eventId }]) => eventId === 'evidence-refuse',
        ),
      ).toBe(refused.length > 0);
    });

    it('takes nobody for a consumer who is in the owner group', async () => {
      const { send } = await setup(id);
      const { body } = await send(
        [confirmation, { ...run, dataset: { name: 'fin.ledger' } }],
        'user:default/amy',
      );
      expect(body).toMatchObject({
        accepted: 1,
        rejected: [
          {
            index: 0,
            path: 'dataset',
            reason: expect.stringContaining('outside the owner group'),
          },
        ],
      });
    });

    it('lets people confirm for what their groups own, and says nothing of other consumers', async () => {
      const { send, store } = await setup(id, {
        rates: { person: { requestsPerMinute: 60, recordsPerMinute: 1e4 } },
      });
      const full = {
        ...confirmation,
        dataset: { namespace: SERVER, name: 'wh.stock' },
      };
      const confirm = (consumer: string) =>
        send([{ ...full, consumer }], 'user:default/ben');
      expect((await confirm('component:default/forecast')).body.accepted).toBe(
        1,
      );
      expect((await confirm('group:default/sales')).body.accepted).toBe(1);
      const others = await confirm('component:default/others');
      const nothing = await confirm('component:default/no-such');
      expect(others.body.rejected[0].reason.replace('others', '')).toBe(
        nothing.body.rejected[0].reason.replace('no-such', ''),
      );
      expect((await store.listForSubject(all)).length).toBe(2);
    });
  });

  it('refuses bad records alone, by their index', async () => {
    const { send } = await setup(id);
    const { status, body } = await send([
      run,
      { ...run, kind: 'gossip' },
      runAt(10),
      { ...run, time: '2026-11-23T10:06:00Z' },
      { ...run, time: '1970-01-01T00:00:00Z' },
      { ...run, dataset: { name: 'x'.repeat(1001) } },
      runAt(20),
    ]);
    expect(status).toBe(200);
    expect(body).toEqual({
      accepted: 3,
      duplicates: 0,
      rejectedTotal: 4,
      rejected: [
        {
          index: 1,
          path: 'kind',
          reason: expect.stringContaining('accepted:'),
        },
        { index: 3, path: 'time', reason: expect.stringContaining('future') },
        { index: 4, path: 'time', reason: expect.stringContaining('2000') },
        { index: 5, path: 'dataset', reason: expect.stringContaining('1000') },
      ],
    });
  });

  it('takes an array, an object with records, gzip, a mark and Windows lines', async () => {
    const { post, store } = await setup(id);
    const type = 'application/json; charset=utf-8';
    const bodies = [
      post(JSON.stringify([runAt(1), runAt(2)]), { type }),
      post(JSON.stringify({ records: [runAt(3)] }), { type }),
      post(gzipSync(JSON.stringify([runAt(4)])), { type, encoding: 'gzip' }),
      post(
        `\ufeff${JSON.stringify(runAt(5))}\r\n\r\n${JSON.stringify(
          runAt(6),
        )}\r\n`,
      ),
      post(gzipSync(`${JSON.stringify(runAt(7))}\n`), { encoding: 'gzip' }),
    ];
    for (const response of await Promise.all(bodies)) {
      expect(response.status).toBe(200);
      expect(response.body.rejected).toEqual([]);
    }
    expect(await store.totals()).toEqual({ records: 7, publishers: 1 });
  });

  it('takes more than a batch, with a rejection in each', async () => {
    const { post, store } = await setup(id);
    const lines = Array.from({ length: 2_345 }, (_, index) =>
      index % 100 === 0 ? 'nonsense' : JSON.stringify(runAt(index)),
    );
    const { body } = await post(gzipSync(lines.join('\n')), {
      encoding: 'gzip',
    });
    expect(body).toMatchObject({ accepted: 2_321, rejectedTotal: 24 });
    expect(body.rejected[23]).toEqual({
      index: 2_300,
      reason: expect.stringContaining('not JSON'),
    });
    expect((await store.totals()).records).toBe(2_321);
  });

  it('lists at most a thousand rejections and counts all', async () => {
    const { post } = await setup(id);
    const { body } = await post('{}\n'.repeat(1_500));
    expect(body.rejected).toHaveLength(1_000);
    expect(body.rejectedTotal).toBe(1_500);
  });

  it('says what is wrong with a body that cannot be read, and keeps what could', async () => {
    const { post, store } = await setup(id);
    const whole = gzipSync(
      Array.from({ length: 3_000 }, (_, index) =>
        JSON.stringify({ ...runAt(index), key: `${Math.sin(index)}` }),
      ).join('\n'),
    );
    const cut = await post(whole.subarray(0, whole.length / 2), {
      encoding: 'gzip',
    });
    expect(cut.status).toBe(400);
    expect(cut.body.error.message).toMatch(
      /The gzip body ends too early: send it again whole; the \d+ records before it were read; so far \d+ stored, 0 known already, 0 rejected/,
    );
    const { records } = await store.totals();
    expect(records).toBeGreaterThan(100);
    const again = await post(whole, { encoding: 'gzip' });
    expect(again.body).toMatchObject({
      accepted: 3_000 - records,
      duplicates: records,
    });

    const noGzip = await post('{}', { encoding: 'gzip' });
    expect(noGzip.body.error.message).toMatch('is not gzip');
    const brotli = await post('{}', { encoding: 'br' });
    expect(brotli.body.error.message).toMatch("Content-Encoding is 'br'");
    const text = await post('{}', { type: 'text/html' });
    expect(text.body.error.message).toMatch("Content-Type is 'text/html'");
    const array = await post('[{},', { type: 'application/json' });
    expect(array.body.error.message).toMatch('cut off');
    for (const { status } of [noGzip, brotli, text, array]) {
      expect(status).toBe(400);
    }
  });

  it('refuses a huge record alone', async () => {
    const { post } = await setup(id);
    const huge = JSON.stringify({
      ...run,
      key: 'x'.repeat(MOST_RECORD_BYTES * 10),
    });
    const { body } = await post(
      [JSON.stringify(runAt(1)), huge, JSON.stringify(runAt(2))].join('\n'),
    );
    expect(body).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, reason: expect.stringContaining('1 MiB') }],
    });
  });

  it('reads a body to the limit, packed or not, and keeps what came before it', async () => {
    const { post, store } = await setup(id);
    const blank = '\n'.repeat(MOST_BYTES - 100);
    const body = (minute: number) =>
      [JSON.stringify(runAt(minute)), blank, JSON.stringify(run)].join('\n');
    for (const [minute, answer] of [
      [1, await post(body(1))],
      [2, await post(gzipSync(body(2)), { encoding: 'gzip' })],
    ] as const) {
      expect([minute, answer.status]).toEqual([minute, 413]);
      expect(answer.body.error.message).toMatch(
        /longer than 20000000 bytes.*further requests.*dataMesh\.evidence\.maxSize; so far 1 stored, 0 known already, 0 rejected/,
      );
    }
    expect((await store.totals()).records).toBe(2);
    // The next request on the same server is read as ever.
    expect((await post(JSON.stringify(run))).body.accepted).toBe(1);
  });

  it('gives up on a body that does not go on, and keeps what came of it', async () => {
    const { post, openBody, store } = await setup(id);
    const body = await openBody('Content-Length: 5000');
    body.write(`${JSON.stringify(runAt(1))}\n{"kind":"ru`);
    const begin = Date.now();
    const { answer } = await body.closed;
    expect(Date.now() - begin).toBeGreaterThan(PATIENCE / 2);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    expect(answer).toMatch(
      /Nothing of the body came for 1 s: .*; so far 1 stored/,
    );
    expect((await store.totals()).records).toBe(1);
    expect((await post(JSON.stringify(runAt(2)))).body.accepted).toBe(1);
  });

  it('loses nothing by a body that ends early', async () => {
    const { post, openBody, store, fail } = await setup(id);
    const lines = Array.from({ length: 3_000 }, (_, index) =>
      JSON.stringify({ ...runAt(index), key: `${index}` }),
    );
    for (const [round, head] of [
      'Content-Length: 1000000',
      'Transfer-Encoding: chunked',
    ].entries()) {
      const part = `${lines
        .slice(round * 1_500, (round + 1) * 1_500)
        .join('\n')}\n`;
      const body = await openBody(head);
      body.write(
        head.startsWith('Content')
          ? part
          : `${part.length.toString(16)}\r\n${part}\r\n`,
      );
      await until('a batch is stored', async () => {
        return (await store.totals()).records === (round + 1) * 1_000;
      });
      body.breakOff();
      await until('the request has failed', async () => {
        return fail.mock.calls.length === round + 1;
      });
    }
    const { body } = await post(lines.join('\n'));
    expect(body).toMatchObject({ accepted: 1_000, duplicates: 2_000 });
  });

  it('refuses records from the future, each alone', async () => {
    const { send } = await setup(id);
    const { body } = await send([runAt(-6), runAt(-4), runAt(-1e9), run]);
    expect(body).toMatchObject({
      accepted: 2,
      rejected: [
        {
          index: 0,
          path: 'time',
          reason: expect.stringContaining('6 minutes in the future'),
        },
        { index: 2, path: 'time' },
      ],
    });
  });

  describe('more than may be sent', () => {
    const rates = {
      publisher: { requestsPerMinute: 2, recordsPerMinute: 1e6 },
    };

    it('is told when to come again, before anything is read', async () => {
      const { send, post, store, fail } = await setup(id, { rates });
      await send([runAt(1)]);
      await send([runAt(2)]);
      const third = await send([runAt(3)]);
      expect(third.status).toBe(429);
      expect(third.headers['retry-after']).toBe('30');
      expect(third.body.error.message).toMatch(
        'More than 2 requests a minute: send again after 30 s',
      );
      expect((await store.totals()).records).toBe(2);
      expect(fail).toHaveBeenLastCalledWith({
        error: expect.objectContaining({ name: 'TooManyRequestsError' }),
      });
      const other = await post(JSON.stringify(runAt(4)), {
        sender: 'external:two',
        query: '?publisher=two-a',
      });
      expect(other.status).toBe(200);
    });

    it('is counted in records too, the known and the refused among them', async () => {
      const { send } = await setup(id, {
        rates: { publisher: { requestsPerMinute: 10, recordsPerMinute: 3 } },
      });
      expect((await send([run, run, {}, {}])).status).toBe(200);
      const next = await send([run]);
      expect(next.status).toBe(429);
      expect(next.body.error.message).toMatch('More than 3 records a minute');
    });

    it('is less for people than for systems', async () => {
      const { send } = await setup(id);
      const statement = { ...run, product: 'dataproduct:default/stock' };
      const { dataset: _, ...named } = statement;
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 4; attempt++) {
        statuses.push((await send([named], 'user:default/sue')).status);
      }
      expect(statuses).toEqual([200, 200, 200, 429]);
    });
  });

  describe('records made to do harm', () => {
    let world: Awaited<ReturnType<typeof setup>>;
    beforeAll(async () => {
      world = await setup(id);
    });
    const line = (fields: string) =>
      `{"time":"2026-11-23T09:00:00Z","kind":"run","status":"success","job":{"namespace":"a","name":"b"},${fields}}`;
    const dataset = '"dataset":{"name":"wh.stock"}';
    const nested = (depth: number) =>
      `${'['.repeat(depth)}${']'.repeat(depth)}`;

    it.each<[string, string, string | undefined]>([
      ['__proto__', `${dataset},"__proto__":{"bot":true}`, undefined],
      [
        'a prototype in the place of a field',
        `"dataset":{"__proto__":{"name":"wh.stock"}}`,
        'dataset.name',
      ],
      [
        'a constructor',
        `${dataset},"constructor":{"prototype":{"bot":true}}`,
        undefined,
      ],
      ['a hundred thousand levels', `${dataset},"x":${nested(1e5)}`, undefined],
      ['levels where a name belongs', `"dataset":${nested(1e5)}`, 'dataset'],
      ['NUL', '"dataset":{"name":"wh.stock\\u0000"}', 'dataset.name'],
      ['half a character', '"dataset":{"name":"wh.\\ud83d"}', 'dataset.name'],
      ['a key of half a character', `${dataset},"key":"\\udc00"`, 'key'],
      [
        'a number beyond all numbers',
        `"kind":"quality","rule":{"id":"x"},"outcome":"pass","value":1e999,${dataset}`,
        'value',
      ],
      [
        'more reads than can be summed',
        `"kind":"usage","consumer":"component:x","reads":9007199254740991,${dataset}`,
        'reads',
      ],
      [
        'a list of half a million items',
        `"kind":"change","repository":"git.example/x","reference":"1","touches":[${'1,'.repeat(
          5e5,
        )}1]`,
        'touches',
      ],
      [
        'the same field twice, the last counts',
        `${dataset},"status":"no"`,
        'status',
      ],
    ])('%s', async (_name, fields, path) => {
      const { post } = world;
      for (const type of ['application/x-ndjson', 'application/json']) {
        const lines = [line(fields), JSON.stringify(runAt(1))];
        const { body, status } = await post(
          type.endsWith('ndjson') ? lines.join('\n') : `[${lines.join(',')}]`,
          { type },
        );
        expect(status).toBe(200);
        expect(body.rejected).toMatchObject(
          path === undefined ? [] : [{ index: 0, path }],
        );
        expect(body.accepted + body.duplicates).toBe(
          path === undefined ? 2 : 1,
        );
      }
      expect(({} as { bot?: boolean }).bot).toBeUndefined();
    });

    it.each<[string, string]>([
      [
        'a file of dbt',
        `{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/manifest/v12.json","__proto__":{"bot":true}},
          "__proto__":{"bot":true},"nodes":{"__proto__":{"name":"x"},"constructor":{"name":"x"},
          "model.shop.stock":{"schema":"wh","name":"stock","__proto__":{"bot":true}}}}
        {"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/run-results/v6.json","generated_at":"2026-11-23T09:00:00Z"},
          "constructor":{"prototype":{"bot":true}},
          "results":[{"unique_id":"__proto__","status":"constructor"},{"unique_id":"model.shop.stock","status":"success","timing":${nested(
            1e4,
          )}}]}`,
      ],
      [
        'an event of OpenLineage',
        `{"eventType":"COMPLETE","eventTime":"2026-11-23T09:00:00Z","__proto__":{"bot":true},"job":{"namespace":"a","name":"b"},
          "outputs":[{"namespace":"${SERVER}","name":"wh.stock","facets":{"__proto__":{"bot":true},"constructor":{},"schema":{"fields":[]}}}]}`,
      ],
    ])('%s', async (_name, text) => {
      const { post, store } = world;
      const { body } = await post(text.replace(/\n\s*/g, '\n'), {
        type: 'application/json',
      });
      expect(body.accepted + body.duplicates).toBeGreaterThan(0);
      expect(({} as { bot?: boolean }).bot).toBeUndefined();
      expect(await store.listForSubject(all)).not.toEqual([]);
    });

    it('a hundred thousand items that are no records', async () => {
      const { post } = world;
      const { body } = await post(`[${'0,'.repeat(1e5 - 1)}0]`, {
        type: 'application/json',
      });
      expect(body).toMatchObject({ accepted: 0, rejectedTotal: 1e5 });
      expect(body.rejected).toHaveLength(1_000);
    });

    it('names that are slow to read', async () => {
      const { send } = world;
      const slashes = '/'.repeat(900);
      const begin = Date.now();
      const { body } = await send(
        Array.from({ length: 1_000 }, (_, index) => ({
          ...change,
          reference: `${index}`,
          repository: `${slashes}${index}`,
          author: { groups: [] },
        })),
      );
      expect(body.accepted).toBe(1_000);
      expect(Date.now() - begin).toBeLessThan(5_000);
    });
  });

  it('keeps HTML as the text it is', async () => {
    const { send, store } = await setup(id);
    const html = '<img src=x onerror=alert(1)>';
    await send([{ ...run, job: { namespace: html, name: html } }]);
    expect(await store.listForSubject(all)).toEqual([
      expect.objectContaining({ job: { namespace: html, name: html } }),
    ]);
  });

  it('answers with something to try again when the database is away', async () => {
    let away = true;
    const { send, store } = await setup(id, {
      wrap: real =>
        ({
          ...real,
          get: real.get.bind(real),
          add: async records => {
            if (away) {
              throw new Error('connection refused to db.internal');
            }
            return real.add(records);
          },
        } as EvidenceStore),
    });
    const first = await send([run, runAt(3)]);
    expect(first.status).toBe(503);
    expect(first.body.error.message).toMatch('Send everything again later');
    expect(first.body.error.message).not.toMatch('db.internal');
    away = false;
    expect((await send([run, runAt(3)])).body.accepted).toBe(2);
    expect((await store.totals()).records).toBe(2);
  });

  describe('who may send', () => {
    const ledger = { ...run, dataset: { name: 'fin.ledger' } };

    it('knows nobody without credentials, and no service without a publisher', async () => {
      const { send, success, fail } = await setup(id);
      expect((await send([run], '')).status).toBe(401);
      const stranger = await send([run], 'external:stranger');
      expect(stranger.status).toBe(403);
      expect(stranger.body.error.message).toBe(
        "No publisher has the subject 'external:stranger': add one under dataMesh.publishers",
      );
      expect(success).not.toHaveBeenCalled();
      expect(fail).toHaveBeenLastCalledWith({
        error: expect.objectContaining({ name: 'NotAllowedError' }),
      });
    });

    it('asks which publisher is meant where there are several', async () => {
      const { post, createEvent, fail } = await setup(id);
      const body = JSON.stringify({
        ...run,
        dataset: { namespace: SERVER, name: 'wh.stock' },
      });
      const sender = 'external:two';
      const none = await post(body, { sender });
      expect(none.status).toBe(400);
      expect(none.body.error.message).toMatch('two-a, two-b');
      const one = await post(body, { sender, query: '?publisher=two-b' });
      expect(one.body.accepted).toBe(1);
      const foreign = await post(body, {
        sender,
        query: '?publisher=dbt-prod',
      });
      expect(foreign.status).toBe(403);
      // Speaking in the name of another source is told to the auditor.
      expect(createEvent).toHaveBeenLastCalledWith(
        expect.objectContaining({ eventId: 'evidence-send' }),
      );
      expect(fail).toHaveBeenLastCalledWith({
        error: expect.objectContaining({
          message: expect.stringContaining('may not send as this publisher'),
        }),
      });
    });

    it('refuses records about products of others, alone, and tells the auditor', async () => {
      const { send, createEvent, success, fail, store } = await setup(id);
      const { body } = await send(
        [
          ledger,
          run,
          { ...ledger, dataset: { name: 'nobody.knows' } },
          {
            ...ledger,
            dataset: undefined,
            product: 'dataproduct:default/stock',
          },
          {
            ...ledger,
            dataset: undefined,
            product: 'dataproduct:default/fin-new',
          },
          {
            kind: 'usage',
            time: '2026-11-22',
            dataset: { name: 'fin.ledger' },
            consumer: 'component:default/x',
            reads: 1,
          },
        ],
        'external:finance',
      );
      expect(body.accepted).toBe(2);
      expect(body.rejected).toEqual([
        // The same for what is another team's and for what nobody has registered.
        ...[
          { index: 1, path: 'dataset' },
          { index: 2, path: 'dataset' },
          { index: 3, path: 'product' },
        ].map(item => ({
          ...item,
          reason:
            "no product that publisher 'finance-ci' may send for is known by this name; it may send for dataproduct:default/fin-*; register the product first, or let a platform source send the record",
        })),
        {
          index: 5,
          path: 'kind',
          reason:
            "publisher 'finance-ci' may not send 'usage', only run, quality",
        },
      ]);
      expect(success).toHaveBeenCalledWith({
        meta: {
          publisher: 'finance-ci',
          accepted: 2,
          duplicates: 0,
          rejected: 4,
        },
      });
      expect(createEvent).toHaveBeenLastCalledWith({
        eventId: 'evidence-refuse',
        severityLevel: 'high',
        request: expect.anything(),
        meta: {
          publisher: 'finance-ci',
          records: 4,
          about: [
            `${SERVER}|wh.stock`,
            `${SERVER}|nobody.knows`,
            'dataproduct:default/stock',
            'kind usage',
          ],
        },
      });
      expect(fail).toHaveBeenCalledTimes(1);
      expect(
        (await store.listForSubject(all)).map(({ witness, basis }) => [
          witness,
          basis,
        ]),
      ).toEqual([['self', 'attested']]);
    });

    it('lets a user that is a publisher send for products of its groups', async () => {
      const { send } = await setup(id);
      const { body } = await send([run, ledger], 'user:default/ana');
      expect(body).toMatchObject({
        accepted: 1,
        rejected: [
          {
            index: 1,
            reason: expect.stringContaining('those of its own groups'),
          },
        ],
      });
    });

    it('takes the word of people who may send by hand, as owner or as reader', async () => {
      const { send, store, allowed } = await setup(id);
      const full = { ...run, dataset: { namespace: SERVER, name: 'wh.stock' } };
      expect((await send([full], 'user:default/sue')).body.accepted).toBe(1);
      expect((await send([full], 'user:default/ben')).body.accepted).toBe(1);
      expect(
        (await store.listForSubject(all))
          .map(({ publisher, witness, basis }) => [publisher, witness, basis])
          .sort(),
      ).toEqual([
        ['owner-by-hand', 'self', 'attested'],
        ['reader-by-hand', 'consumer', 'attested'],
      ]);
      allowed.clear();
      const denied = await send([full], 'user:default/ben');
      expect(denied.status).toBe(403);
      expect(denied.body.error.message).toMatch('data-mesh.evidence.create');
    });

    it('tells people nothing about products they cannot see', async () => {
      const { send } = await setup(id);
      const about = (name: string) => ({
        ...run,
        dataset: { namespace: SERVER, name },
      });
      const { body } = await send(
        [about('fin.secret'), about('fin.none')],
        'user:default/ben',
      );
      expect(body.rejectedTotal).toBe(2);
      expect(body.rejected[0].reason).toBe(body.rejected[1].reason);
    });
  });

  describe('GET /evidence/:id', () => {
    it('opens a record for those who see a product it belongs to', async () => {
      const { app, knex, send, store, allowed } = await setup(id);
      await send([
        { ...run, status: 'failed' },
        { ...run, dataset: { name: 'fin.secret' } },
        { ...run, dataset: { name: 'no.product' } },
      ]);
      const [ofNone] = await store.listForSubject({
        ...all,
        datasetKeys: [`${SERVER}|no.product`],
      });
      const [visible] = await store.listForSubject(all);
      const [hidden] = await store.listForSubject({
        ...all,
        datasetKeys: [`${SERVER}|fin.secret`],
      });
      const get = (recordId: string) =>
        request(app)
          .get(`/evidence/${recordId}`)
          .set('x-sender', 'user:default/ben');
      const { body } = await get(visible.id);
      expect(body).toMatchObject({
        type: 'record',
        recordId: visible.id,
        kind: 'run',
        time: '2026-11-23T09:00:00.000Z',
        publisherTitle: 'dbt prod',
        server: SERVER,
        outcome: 'missed',
        counted: true,
        raw: { job: run.job, status: 'failed' },
      });
      const none = await get('nothing');
      const notVisible = await get(hidden.id);
      for (const response of [none, notVisible, await get(ofNone.id)]) {
        expect(response.status).toBe(404);
        expect(response.body.error.message).toMatch('not found or not visible');
      }
      // Who runs the sources, and sees every product, may open what is about none.
      allowed.add('data-mesh.sources.read');
      expect((await get(ofNone.id)).status).toBe(404);
      expect((await get(hidden.id)).status).toBe(404);
      await knex('subjects')
        .where({ ref: 'dataproduct:default/secret' })
        .delete();
      expect((await get(ofNone.id)).status).toBe(200);
    });
  });
});

describe('30 malformed records', () => {
  const cases: [string, unknown, string | undefined, RegExp][] = [
    ['null', null, undefined, /must be a JSON object/],
    ['a number', 5, undefined, /must be a JSON object/],
    ['a text', 'run', undefined, /must be a JSON object/],
    ['a list', [run], undefined, /must be a JSON object/],
    ['nothing in it', {}, 'kind', /missing/],
    ['an unknown kind', { ...run, kind: 'lineage' }, 'kind', /accepted:/],
    ['a kind that is a list', { ...run, kind: ['run'] }, 'kind', /accepted:/],
    ['no time', { ...run, time: undefined }, 'time', /missing/],
    [
      'a time without zone',
      { ...run, time: '2026-11-23T09:00:00' },
      'time',
      /zone/,
    ],
    [
      '30 February',
      { ...run, time: '2026-02-30T09:00:00Z' },
      'time',
      /ISO 8601/,
    ],
    ['a time that is a number', { ...run, time: NOW }, 'time', /ISO 8601/],
    [
      'a time of tomorrow',
      { ...run, time: '2026-11-24T09:00:00Z' },
      'time',
      /future/,
    ],
    [
      'a time of 1970',
      { ...run, time: '1970-01-01T00:00:00Z' },
      'time',
      /2000/,
    ],
    ['no subject', { ...run, dataset: undefined }, 'dataset', /missing/],
    [
      'a data set that is a text',
      { ...run, dataset: 'wh.stock' },
      'dataset',
      /object/,
    ],
    [
      'a data set without name',
      { ...run, dataset: { namespace: SERVER } },
      'dataset.name',
      /missing/,
    ],
    [
      'an empty name',
      { ...run, dataset: { name: ' ' } },
      'dataset.name',
      /empty/,
    ],
    [
      'a name with NUL',
      { ...run, dataset: { name: 'a\u0000b' } },
      'dataset.name',
      /no text/,
    ],
    [
      'half a surrogate pair',
      { ...run, dataset: { name: 'a\ud800' } },
      'dataset.name',
      /no text/,
    ],
    [
      'data set and product',
      { ...run, product: 'dataproduct:default/stock' },
      'product',
      /one of the two/,
    ],
    [
      'a product of another kind',
      { ...run, dataset: undefined, product: 'component:default/x' },
      'product',
      /dataproduct/,
    ],
    ['a port alone', { ...run, port: 'stock@1' }, 'port', /product/],
    ['a run without job', { ...run, job: undefined }, 'job', /missing/],
    [
      'a run with an unknown status',
      { ...run, status: 'ok' },
      'status',
      /success, failed/,
    ],
    [
      'a result without rule',
      { ...run, kind: 'quality', outcome: 'pass' },
      'rule',
      /missing/,
    ],
    [
      'a value that is a text',
      {
        ...run,
        kind: 'quality',
        rule: { id: 'x' },
        outcome: 'pass',
        value: '0',
      },
      'value',
      /number/,
    ],
    [
      'freshness without loadedAt',
      { ...run, kind: 'freshness' },
      'loadedAt',
      /missing/,
    ],
    [
      'a schema without columns',
      { ...run, kind: 'schema', columns: [] },
      'columns',
      /empty/,
    ],
    [
      'usage by a person',
      { ...run, kind: 'usage', consumer: 'user:default/ana', reads: 1 },
      'consumer',
      /person/,
    ],
    [
      'usage by an address',
      { ...run, kind: 'usage', principal: 'ana@acme.eu', reads: 1 },
      'principal',
      /person/,
    ],
    [
      'negative reads',
      { ...run, kind: 'usage', consumer: 'component:default/x', reads: -1 },
      'reads',
      /whole number/,
    ],
    [
      'a change without repository',
      { ...change, repository: undefined },
      'repository',
      /missing/,
    ],
    [
      'a change of an unknown part',
      { ...change, touches: ['docs'] },
      'touches[0]',
      /accepted:/,
    ],
  ];

  it('each have a clear message, and the good one among them is stored', async () => {
    const { send } = await setup('SQLITE_3');
    const { body } = await send([...cases.map(([, record]) => record), run]);
    expect(cases.length).toBeGreaterThanOrEqual(30);
    expect(body.accepted).toBe(1);
    expect(body.rejectedTotal).toBe(cases.length);
    cases.forEach(([name, , path, reason], index) => {
      expect([name, body.rejected[index]]).toEqual([
        name,
        {
          index,
          ...(path === undefined ? {} : { path }),
          reason: expect.stringMatching(reason),
        },
      ]);
    });
  });
});
