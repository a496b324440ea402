import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import request from 'supertest';
import {
  company,
  CONTRACT,
  STOCK,
  stockProduct,
} from '../__testUtils__/company';
import { healthyDays, mergedChanges } from '../__testUtils__/evidence';
import { listTables } from '../__testUtils__/listTables';
import {
  PARTNER,
  startDataMesh,
  STRANGER,
  TestClock,
  tokenOf,
  until,
} from '../__testUtils__/startDataMesh';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { TestCatalog } from '../__testUtils__/TestCatalog';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const INVENTORY = 'dataproduct:default/inventory';
const COPY = 'dataproduct:default/copy';
const REASON = 'asked for by the officer: data/protection, case #7 & 50 %+';
const DAY = 24 * 3_600_000;

/** A data set that two products serve. */
const SHARED = { ...STOCK, name: 'wh.inventory.shared_levels' };
const contractOf = (name: string) => CONTRACT.replace(/stock_levels/g, name);

describe.each(databases.eachSupportedId())('deleting evidence, %s', id => {
  const directory = createMockDirectory();
  let knex: Knex;
  let catalog: TestCatalog;
  let running: Awaited<ReturnType<typeof startDataMesh>>;
  const createEvent = jest.fn(async () => ({
    success: async () => {},
    fail: async () => {},
  }));
  const clock = new TestClock();

  const quiet = (products: number) =>
    until('all is judged', async () => {
      const judged = await knex('scorecards').pluck('subject_ref');
      const waiting = await knex('evaluation_queue').pluck('subject_ref');
      return judged.length === products && waiting.length === 0;
    });

  beforeEach(async () => {
    createEvent.mockClear();
    knex = await databases.init(id);
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': CONTRACT,
      'inventory/contracts/shared.odcs.yaml': contractOf('shared_levels'),
    });
    const base = `file:${directory.resolve('inventory/catalog-info.yaml')}`;
    const port = (name: string) => ({
      name,
      type: 'table',
      version: '2.1.0',
      contract: `./contracts/${name}.odcs.yaml`,
    });
    catalog = new TestCatalog([
      ...company(),
      stockProduct({
        base,
        spec: { outputPorts: [port('stock-levels'), port('shared')] },
      }),
      stockProduct({
        name: 'copy',
        base,
        spec: { outputPorts: [port('shared')], pipelines: [] },
      }),
    ]);
    running = await startDataMesh({
      knex,
      catalog,
      clock,
      features: [mockServices.auditor.mock({ createEvent }).factory],
    });
    await quiet(2);
    const days = healthyDays(clock.now(), 20);
    await running.send([
      ...days,
      ...days.map(record => ({ ...record, dataset: SHARED })),
      ...days.map(record => ({
        ...record,
        dataset: { ...STOCK, name: 'wh.others.table' },
      })),
      ...mergedChanges(6, clock.now() - DAY),
      {
        kind: 'run',
        time: new Date(clock.now() - DAY).toISOString(),
        product: INVENTORY,
        job: { namespace: 'a', name: 'b' },
        status: 'success',
      },
    ]);
    await quiet(2);
  });
  afterEach(async () => {
    await running.stop();
  });

  const ask = (
    method: 'delete' | 'get',
    path: string,
    authorization = mockCredentials.user.header('user:default/ana'),
  ) =>
    request(running.server)
      [method](`/api/data-mesh/products/default/${path}`)
      .set('Authorization', authorization);
  const remove = (name: string, more = '') =>
    ask(
      'delete',
      `${name}/evidence?${new URLSearchParams({ reason: REASON })}${more}`,
    );
  const finished = (name: string) =>
    until('the deletion is finished', async () => {
      const { body } = await ask('get', `${name}/evidence/deletion`);
      return body.finishedAt !== undefined;
    });
  const records = async () =>
    Number(
      (await knex('evidence').count())[0].count ??
        Object.values((await knex('evidence').count())[0])[0],
    );

  /** Sums that are not those of the records that are there. */
  async function wrongSums(): Promise<unknown[]> {
    const wrong: unknown[] = [];
    const stored = await knex('evidence').select('*');
    for (const row of await knex('evidence_reach').select('*')) {
      const own = stored.filter(
        ({ publisher, kind, dataset_key: key, payload }) =>
          publisher === row.publisher &&
          kind === row.kind &&
          (kind === 'change'
            ? JSON.parse(payload).repository.includes(row.namespace)
            : (key?.split('|')[0] ?? '') === row.namespace),
      );
      if (own.length !== Number(row.records)) {
        wrong.push(row);
      }
    }
    const columns = {
      dataset: 'dataset_key',
      repository: 'repository',
      product: 'product',
    };
    for (const row of await knex('evidence_addresses').select('*')) {
      const column = columns[row.address_kind as keyof typeof columns];
      const own = stored.filter(
        record =>
          record[column] === row.key &&
          record.kind === row.kind &&
          record.publisher === row.publisher,
      );
      if (own.length !== Number(row.records) || own.length === 0) {
        wrong.push(row);
      }
    }
    for (const row of await knex('evidence_readers').select('*')) {
      const reads = stored
        .filter(
          record =>
            record.kind === 'usage' && record.dataset_key === row.dataset_key,
        )
        .map(record => JSON.parse(record.payload))
        .filter(
          payload =>
            (payload.consumer ?? '') === row.consumer &&
            (payload.principal ?? '') === row.principal &&
            Boolean(payload.writer) === Boolean(row.writer),
        )
        .reduce((sum, payload) => sum + payload.reads, 0);
      if (reads !== Number(row.reads) || reads === 0) {
        wrong.push(row);
      }
    }
    return wrong;
  }

  it('takes away what is about the product alone, corrects the sums and judges it anew', async () => {
    expect(await wrongSums()).toEqual([]);
    const before = await knex('evidence').select('*');
    const own = before.filter(
      ({ dataset_key: key, repository, product }) =>
        key?.endsWith('stock_levels') || repository || product === INVENTORY,
    );
    expect(own.length).toBeGreaterThan(50);
    const answer = await remove('inventory');
    expect([answer.status, answer.body]).toEqual([
      202,
      {
        ref: INVENTORY,
        requestedAt: expect.any(String),
        erase: false,
        records: 0,
        shared: 1,
      },
    ]);
    await finished('inventory');
    const { body } = await ask('get', 'inventory/evidence/deletion');
    expect(body).toMatchObject({ records: own.length, shared: 1 });
    const left = new Set(await knex('evidence').pluck('id'));
    expect(left.size).toBe(before.length - own.length);
    expect(own.filter(record => left.has(record.id))).toEqual([]);
    expect(await wrongSums()).toEqual([]);
    await quiet(2);
    const { body: scorecard } = await running.get(
      '/products/default/inventory/scorecard',
    );
    const changes = scorecard.checks.find(
      (check: { id: string }) => check.id === 'owner-changes-it',
    );
    expect(changes.state).toBe('unknown');
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'evidence-delete',
        meta: { product: INVENTORY, reason: REASON, erase: false },
      }),
    );
  });

  it('is asked for twice, goes on in pieces after a break, and leaves what came after it', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => ({
      kind: 'run',
      key: `many-${index}`,
      time: new Date(clock.now() - index * 60_000).toISOString(),
      dataset: STOCK,
      job: { namespace: 'a', name: 'b' },
      status: 'success',
    }));
    await running.send(many);
    const [first, second] = [
      await remove('inventory'),
      await remove('inventory'),
    ];
    expect([first.status, second.status]).toEqual([202, 202]);
    await finished('inventory');
    expect(await knex('evidence').where({ product: INVENTORY })).toEqual([]);
    clock.pass(1_000);
    const again = await running.send([many[0]]);
    expect(again.body.accepted).toBe(1);
    expect(await wrongSums()).toEqual([]);
    const deleted = await records();
    await remove('inventory');
    await finished('inventory');
    expect(await records()).toBe(deleted - 1);
    expect(await wrongSums()).toEqual([]);
  });

  it('erases all that is kept of a product that is gone, and nothing of others', async () => {
    const early = await remove('copy', '&erase=true');
    expect(early.status).toBe(409);
    expect(early.body.error.message).toMatch('Take it out of the catalog');

    catalog.remove(COPY);
    catalog.remove(INVENTORY);
    await until('they are gone', async () => {
      const gone = await knex('subjects').where({ state: 'gone' }).pluck('ref');
      return gone.length === 2;
    });
    await quiet(2);
    const { status } = await remove('inventory', '&erase=true');
    expect(status).toBe(202);
    await finished('inventory');

    const named: string[] = [];
    const left: string[] = [];
    for (const table of await listTables(knex)) {
      const rows = await knex(table).select('*');
      if (JSON.stringify(rows).includes(INVENTORY)) {
        named.push(table);
      }
      // Whatever has a row for each product has to be known to the one who erases.
      if (rows.some(row => row.subject_ref === INVENTORY)) {
        left.push(table);
      }
    }
    expect(left).toEqual(['evidence_deletions']);
    expect(named).toEqual(['evidence_deletions']);
    expect(await knex('claim_versions').pluck('subject_ref')).toEqual([COPY]);
    // The contract that both named stays with the other; the one that only this product named went.
    const documents: string[] = await knex('contract_documents').pluck(
      'location',
    );
    expect(documents).toEqual([expect.stringContaining('shared.odcs.yaml')]);
    expect(
      (await knex('contract_versions').pluck('document')).join(),
    ).not.toMatch('physicalName: stock_levels');
    // Asked for again, there is nothing left to do.
    expect((await remove('inventory', '&erase=true')).status).toBe(202);
    await finished('inventory');
  });

  it('asks for a reason, a person, a permission, and a product', async () => {
    const reasonless = await ask('delete', 'inventory/evidence');
    expect([reasonless.status, reasonless.body.error.message]).toEqual([
      400,
      expect.stringContaining('reason'),
    ]);
    const blank = await ask(
      'delete',
      `inventory/evidence?reason=${encodeURIComponent(' '.repeat(20))}`,
    );
    expect([blank.status, blank.body.error.message]).toEqual([
      400,
      expect.stringMatching(/^reason: say in 10 characters or more why/),
    ]);
    const path = `inventory/evidence?reason=${encodeURIComponent(REASON)}`;
    for (const [who, authorization] of [
      ['nobody', mockCredentials.none.header()],
      ['a service', tokenOf('external:warehouse')],
      ['a stranger', mockCredentials.user.header(STRANGER)],
      ['one from whom a part is hidden', mockCredentials.user.header(PARTNER)],
    ] as const) {
      for (const [method, asked] of [
        ['delete', path],
        ['get', 'inventory/evidence/deletion'],
      ] as const) {
        const { status } = await ask(method, asked, authorization);
        expect([who, method, status]).toEqual([
          who,
          method,
          who === 'nobody' ? 401 : 403,
        ]);
      }
    }
    expect((await remove('nothing')).status).toBe(404);
    expect((await ask('get', 'inventory/evidence/deletion')).status).toBe(404);
    expect(createEvent).not.toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'evidence-delete' }),
    );
  });
});
