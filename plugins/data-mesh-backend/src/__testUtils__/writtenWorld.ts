import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { Readable } from 'node:stream';
import { EvidenceDeletion } from '../evidence';
import request from 'supertest';
import { DatabaseEvidenceStore } from '../evidence';
import { DatabaseEvaluationQueue } from '../scorecard/DatabaseEvaluationQueue';
import { DatabaseScorecardStore } from '../scorecard/DatabaseScorecardStore';
import { SilenceNotices } from '../sources/SilenceNotices';
import { company, CONTRACT, STOCK, stockProduct } from './company';
import { healthyDays, mergedChanges } from './evidence';
import { startDataMesh, TestClock, until } from './startDataMesh';
import { TestCatalog } from './TestCatalog';

const DAY = 24 * 3_600_000;
const BASE = 'url:https://github.com/acme/wh/blob/main/stock/catalog-info.yaml';

/** Stands until a test moves it, so that the same is written whenever it is written. */
export class StandingClock extends TestClock {
  constructor(private readonly start: number) {
    super();
  }

  now(): number {
    return this.start + this.offset;
  }
}

/** The documents beside the products, at an address that is the same on every machine. */
function repository() {
  return mockServices.urlReader.mock({
    async readUrl(url: string) {
      const text = {
        'stock-levels': CONTRACT,
        orders: CONTRACT.replace(/stock_levels/g, 'orders'),
        broken: 'schema: [',
      }[/contracts\/(.*)\.odcs\.yaml$/.exec(url)?.[1] ?? ''];
      if (text === undefined) {
        throw new NotFoundError(`${url} is not there`);
      }
      return {
        buffer: async () => Buffer.from(text),
        stream: () => Readable.from([Buffer.from(text)]),
        etag: 'one',
      };
    },
  }).factory;
}

function withContract(name: string) {
  return stockProduct({
    name,
    base: BASE,
    spec: {
      outputPorts: [
        {
          name,
          type: 'table',
          version: '2.1.0',
          contract: `./contracts/${name}.odcs.yaml`,
        },
      ],
    },
  });
}

/** The catalog that {@link writeWorld} leaves behind. */
export function worldCatalog(): TestCatalog {
  return new TestCatalog([
    ...company(),
    stockProduct({ name: 'stock', id: 'urn:acme:stock', base: BASE }),
    withContract('orders'),
    withContract('broken'),
  ]);
}

/** The plugin over a database, with the documents of this world. */
export function startWorld(options: {
  knex: Knex;
  clock: TestClock;
  catalog: TestCatalog;
}) {
  return startDataMesh({ ...options, features: [repository()] });
}

/** The owners of all sources are told that nothing came for long. */
async function tellOfSilence(knex: Knex, now: number): Promise<void> {
  const publishers: string[] = await knex('evidence_reach')
    .distinct('publisher')
    .pluck('publisher');
  const notices = new SilenceNotices({
    database: knex,
    publishers: publishers.map(id => ({
      id,
      title: id,
      owner: 'group:default/supply-chain',
      witness: 'platform',
      kinds: [],
      mayBackfill: true,
    })),
    evidence: DatabaseEvidenceStore.create({ database: knex, publishers: [] }),
    scorecards: DatabaseScorecardStore.create({ database: knex }),
    notifications: { send: async () => {} },
    clock: { now: () => now },
    logger: mockServices.logger.mock(),
  });
  expect((await notices.tell()).told).toBe(publishers.length);
}

/**
 * Fills every table by living through what happens to products: claims, contracts good and broken, evidence claimed and not, a
 * finding, a product owner who leaves, a new name, turns that failed and turns under way.
 */
export async function writeWorld(options: {
  knex: Knex;
  clock: TestClock;
}): Promise<void> {
  const { knex, clock } = options;
  const catalog = worldCatalog();
  catalog.remove('dataproduct:default/stock');
  catalog.put(
    stockProduct({ name: 'inventory', id: 'urn:acme:stock', base: BASE }),
  );
  const first = await startWorld({ knex, clock, catalog });
  const quiet = (cards: number) =>
    until(`${cards} products are judged`, async () => {
      const judged = await knex('scorecards').pluck('subject_ref');
      const waiting = await knex('evaluation_queue').pluck('subject_ref');
      return judged.length === cards && waiting.length === 0;
    });
  await quiet(3);
  const { body } = await first.send([
    ...healthyDays(clock.now(), 35),
    ...mergedChanges(10, clock.now() - DAY, 'group:default/central-data'),
    ...healthyDays(clock.now(), 3).map(record => ({
      ...record,
      dataset: { ...STOCK, name: 'wh.nobody.knows' },
    })),
    ...healthyDays(clock.now(), 3).map(record => ({
      ...record,
      dataset: { ...STOCK, name: 'wh.inventory.orders' },
    })),
  ]);
  expect(body).toMatchObject({ rejectedTotal: 0 });
  await quiet(3);
  await until('a finding holds', async () => {
    const found = await knex('findings').pluck('id');
    return found.length > 0;
  });

  const replied = await request(first.server)
    .post(
      '/api/data-mesh/products/default/inventory/contradictions/owner/replies',
    )
    .set('Authorization', mockCredentials.user.header('user:default/ana'))
    .send({ type: 'answer', text: 'The centre merges for us' });
  expect(replied.status).toBe(201);
  const attested = await request(first.server)
    .post('/api/data-mesh/attestations')
    .set('Authorization', mockCredentials.user.header('user:default/dora'))
    .send({
      subject: 'dataproduct:default/inventory',
      about: 'on-call',
      text: 'Somebody answered at night',
    });
  expect(attested.status).toBe(201);

  const told = await first.sendCandidates('warehouse', {
    dataSets: [{ name: 'wh.raw.movements' }],
    uses: [],
  });
  expect(told.status).toBe(200);

  await first.stop();

  clock.pass(2 * DAY);
  for (const entity of company()) {
    if (entity.metadata.name === 'supply-chain' && entity.kind === 'Group') {
      catalog.put({
        ...entity,
        relations: entity.relations?.filter(
          ({ targetRef }) => targetRef !== 'user:default/ana',
        ),
      });
    }
  }
  // Started anew, because who is in a group is remembered for a while.
  const { get, stop } = await startWorld({ knex, clock, catalog });
  await until('ana is missed', async () => {
    const left = await knex('product_owner_seats').whereNotNull('left_at');
    return left.length === 3;
  });
  catalog.remove('dataproduct:default/inventory');
  catalog.put(
    stockProduct({ name: 'stock', id: 'urn:acme:stock', base: BASE }),
  );
  await until('the new name is judged', async () => {
    const { status } = await get('/products/default/stock/scorecard');
    const gone = await knex('subjects').where({ state: 'gone' });
    return status === 200 && gone.length === 1;
  });
  await quiet(4);
  await stop();
  await tellOfSilence(knex, clock.now() + 30 * DAY);

  // Somebody asked for the evidence of the old name, of which nothing is left that is not the new one's.
  await EvidenceDeletion.create({
    database: knex,
    onFinished: async () => {},
  }).request('dataproduct:default/inventory', {
    now: clock.now(),
    erase: false,
  });

  // A database is never at rest: rows that wait, that failed and that somebody holds.
  const queue = DatabaseEvaluationQueue.create({
    database: knex,
    // Long ago by every machine's clock, so that whoever upgrades may take the rows.
    machineNow: () => Date.parse('2020-01-01T00:00:00Z'),
  });
  const refs = ['stock', 'orders', 'broken'].map(
    name => `dataproduct:default/${name}`,
  );
  await queue.add(refs, 'claim');
  const [failed] = await queue.claim({ worker: 'one', limit: 1, ref: refs[1] });
  await queue.release(failed, 60_000);
  await queue.claim({ worker: 'one', limit: 1, ref: refs[2] });
}
