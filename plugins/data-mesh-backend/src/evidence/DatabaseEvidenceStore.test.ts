import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { EvidenceRecord } from '@meshproof/core';
import { Knex } from 'knex';
import { resolve } from 'node:path';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';
import { usualInterval } from './evidenceRollups';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const migrations = { directory: resolve(__dirname, '../../migrations') };
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-23T10:00:00Z');
const stock = { namespace: 'snowflake://acme.eu', name: 'wh.inventory.stock' };
const stockKey = 'snowflake://acme.eu|wh.inventory.stock';

function run(id: string, change: Partial<EvidenceRecord> = {}): EvidenceRecord {
  return {
    id,
    kind: 'run',
    time: NOW - DAY,
    receivedAt: NOW,
    publisher: 'dbt-prod',
    witness: 'platform',
    mayBackfill: true,
    dataset: stock,
    job: { namespace: 'airflow', name: 'stock_hourly' },
    status: 'success',
    ...change,
  } as EvidenceRecord;
}

function usage(id: string, reader: string, reads: number, ago = 1) {
  return {
    id,
    kind: 'usage',
    time: NOW - ago * DAY,
    receivedAt: NOW,
    publisher: 'dbt-prod',
    witness: 'platform',
    mayBackfill: true,
    dataset: stock,
    consumer: reader,
    reads,
    writer: false,
  } as EvidenceRecord;
}

async function seedProduct(knex: Knex, name: string, keys: string[]) {
  const ref = `dataproduct:default/${name}`;
  await knex('subjects').insert({
    ref,
    state: 'live',
    first_seen: NOW,
    claim_digest: 'x',
    owner: `group:default/${name}-team`,
    domain: 'domain:default/logistics',
    entity: '{}',
  });
  for (const key of keys) {
    await knex('subject_addresses').insert({
      subject_ref: ref,
      kind: key.startsWith('http') ? 'repository' : 'dataset',
      key,
    });
  }
  return ref;
}

it('runs on PostgreSQL where one is given', () => {
  const given =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  expect(databases.eachSupportedId().map(([id]) => id)).toEqual(
    given ? ['SQLITE_3', 'POSTGRES_18'] : ['SQLITE_3'],
  );
});

describe.each(databases.eachSupportedId())(
  'DatabaseEvidenceStore on %p',
  databaseId => {
    async function setup(id: TestDatabaseId = databaseId) {
      const knex = await databases.init(id);
      await knex.migrate.latest(migrations);
      const store = DatabaseEvidenceStore.create({
        database: knex,
        publishers: [
          {
            id: 'dbt-prod',
            title: 'dbt prod',
            witness: 'platform',
            kinds: ['run'],
            mayBackfill: true,
          },
        ],
      });
      return { knex, store };
    }

    it('gives back what it was given', async () => {
      const { store } = await setup();
      const record = run('a', { basis: 'attested', port: 'stock@2' });
      await store.add([record]);
      expect(await store.get('a')).toEqual({
        ...record,
        publisherTitle: 'dbt prod',
      });
      expect(await store.get('b')).toBeUndefined();
    });

    it('stores a record once, within a batch and across batches', async () => {
      const { store } = await setup();
      const first = await store.add([run('a'), run('b'), run('a')]);
      expect(first.inserted.map(({ id }) => id)).toEqual(['a', 'b']);
      expect(first.duplicates).toBe(1);
      const second = await store.add([run('b', { time: 5 }), run('c')]);
      expect(second.inserted.map(({ id }) => id)).toEqual(['c']);
      expect(second.duplicates).toBe(1);
      expect((await store.get('b'))?.time).toBe(NOW - DAY);
      expect(await store.totals()).toEqual({ records: 3, publishers: 1 });
    });

    it('stores and sums the same in any order and grouping', async () => {
      const records = Array.from({ length: 40 }, (_, index) =>
        index % 4 === 0
          ? usage(`u${index}`, `component:default/c${index % 3}`, index)
          : run(`r${index}`, { time: NOW - index * DAY }),
      );
      const { store: one } = await setup();
      await one.add(records);
      const { store: other } = await setup();
      const shuffled = [...records].sort((a, b) =>
        a.id.split('').reverse().join('') < b.id.split('').reverse().join('')
          ? -1
          : 1,
      );
      for (let start = 0; start < shuffled.length; start += 7) {
        await other.add(shuffled.slice(start, start + 9));
      }
      expect(await other.reach()).toEqual(await one.reach());
      expect(await other.usageByDataset({ since: 0 })).toEqual(
        await one.usageByDataset({ since: 0 }),
      );
      const subject = {
        datasetKeys: [stockKey],
        repositories: [],
        product: 'dataproduct:default/x',
        since: 0,
      };
      expect(await other.listForSubject(subject)).toEqual(
        await one.listForSubject(subject),
      );
    });

    it('takes batches of thousands', async () => {
      const { store } = await setup();
      const records = Array.from({ length: 3000 }, (_, index) =>
        run(`r${index}`, {
          dataset: { ...stock, name: `wh.t${index}` },
        }),
      );
      expect((await store.add(records)).inserted).toHaveLength(3000);
      expect((await store.add(records)).duplicates).toBe(3000);
      expect(await store.totals()).toEqual({ records: 3000, publishers: 1 });
    });

    it('doubles nothing when two replicas send the same batches', async () => {
      const { store } = await setup();
      const records = Array.from({ length: 400 }, (_, index) =>
        run(`r${index}`, { time: NOW - index * DAY }),
      );
      const reversed = [...records].reverse();
      const results = await Promise.all(
        [records, reversed, records, reversed].map(batch => store.add(batch)),
      );
      const inserted = results.flatMap(result => result.inserted);
      expect(inserted).toHaveLength(400);
      expect(new Set(inserted.map(({ id }) => id)).size).toBe(400);
      expect(await store.totals()).toEqual({ records: 400, publishers: 1 });
    });

    it('stores nothing of a batch whose listener fails', async () => {
      const { knex } = await setup();
      const told: string[][] = [];
      let broken = true;
      const store = DatabaseEvidenceStore.create({
        database: knex,
        publishers: [],
        listener: {
          async recordsArrived({ transaction, records }) {
            expect(transaction.isTransaction).toBe(true);
            if (broken) {
              throw new Error('no room in the queue');
            }
            told.push(records.map(({ id }) => id));
          },
        },
      });
      await expect(store.add([run('a')])).rejects.toThrow('no room');
      expect(await store.totals()).toEqual({ records: 0, publishers: 0 });
      broken = false;
      await store.add([run('a')]);
      await store.add([run('a')]);
      await store.add([run('a'), run('b')]);
      expect(told).toEqual([['a'], ['b']]);
    });

    it('tells when a source reaches further, and not for each record', async () => {
      const { knex } = await setup();
      let told = 0;
      const store = DatabaseEvidenceStore.create({
        database: knex,
        publishers: [],
        listener: {
          async recordsArrived() {},
          sourcesReachFurther: () => {
            told++;
          },
        },
      });
      const other = { ...stock, name: 'wh.other' };
      const steps: [string, EvidenceRecord, number][] = [
        ['the first of a source', run('a'), 1],
        ['the same again', run('a'), 1],
        ['a later one', run('b', { time: NOW }), 1],
        ['another data set', run('c', { dataset: other, time: NOW }), 2],
        ['an earlier one', run('d', { time: NOW - 9 * DAY }), 3],
        ['another kind', usage('e', 'component:default/x', 1), 4],
        ['one in between', run('f', { time: NOW - 2 * DAY }), 4],
      ];
      for (const [what, record, times] of steps) {
        await store.add([record]);
        expect([what, told]).toEqual([what, times]);
      }
    });

    it('lists what is about a subject, by data set, repository or name', async () => {
      const { store } = await setup();
      const change = (id: string, repository: string) =>
        ({
          id,
          kind: 'change',
          time: NOW - 2 * DAY,
          receivedAt: NOW,
          publisher: 'git',
          witness: 'platform',
          mayBackfill: true,
          repository,
          reference: id,
          groups: ['group:default/supply-chain'],
          touches: ['code'],
          bot: false,
        } as EvidenceRecord);
      await store.add([
        run('by-dataset', {
          dataset: {
            namespace: 'Snowflake://ACME.eu/',
            name: '"WH".INVENTORY.stock',
          },
        }),
        run('other', { dataset: { ...stock, name: 'wh.other' } }),
        run('by-name', {
          dataset: undefined,
          product: 'dataproduct:default/stock',
          time: NOW,
        }),
        run('both', { product: 'dataproduct:default/stock' }),
        run('too-old', { time: NOW - 400 * DAY }),
        change('by-repository', 'https://git.example/WH/stock.git'),
      ]);
      const records = await store.listForSubject({
        datasetKeys: [stockKey],
        repositories: ['https://git.example/wh/stock/'],
        product: 'dataproduct:default/stock',
        since: NOW - 365 * DAY,
      });
      expect(records.map(({ id }) => id)).toEqual([
        'by-repository',
        'both',
        'by-dataset',
        'by-name',
      ]);
    });

    it('tells what each publisher has sent, and how often', async () => {
      const { knex, store } = await setup();
      await seedProduct(knex, 'stock', [stockKey]);
      await seedProduct(knex, 'parcels', ['snowflake://acme.eu|wh.parcels']);
      await store.add([
        run('a', { time: NOW - 21 * DAY }),
        run('b', { time: NOW - 14 * DAY }),
        run('c', {
          time: NOW - 7 * DAY,
          dataset: { ...stock, name: 'wh.parcels' },
        }),
        run('d', {
          time: NOW - 7 * DAY,
          dataset: { ...stock, name: 'wh.nobody' },
        }),
      ]);
      expect(await store.reach()).toEqual([
        {
          publisher: 'dbt-prod',
          title: 'dbt prod',
          witness: 'platform',
          kind: 'run',
          namespace: 'snowflake://acme.eu',
          firstAt: NOW - 21 * DAY,
          lastAt: NOW - 7 * DAY,
          usualInterval: 7 * DAY,
          records: 4,
          ownerGroups: 2,
        },
      ]);
      expect(await store.publisherReach()).toEqual([
        {
          publisher: 'dbt-prod',
          datasets: 3,
          unmatched: 1,
          lastReceivedAt: NOW,
        },
      ]);
      expect(
        (await store.productReach()).map(row => [
          row.publisher,
          row.kind,
          row.namespace,
          row.product,
        ]),
      ).toEqual(
        ['parcels', 'stock'].map(name => [
          'dbt-prod',
          'run',
          'snowflake://acme.eu',
          `dataproduct:default/${name}`,
        ]),
      );
    });

    it('lists data sets that no product claims, until one does', async () => {
      const { knex, store } = await setup();
      const orphan = { ...stock, name: 'wh.staging.STOCK' };
      await seedProduct(knex, 'stock', [stockKey]);
      await store.add([
        run('a'),
        run('b', { dataset: orphan }),
        run('c', { dataset: orphan, time: NOW }),
        usage('d', 'component:default/x', 1),
        run('e', { dataset: { ...stock, name: 'wh.other' } }),
      ]);
      const all = await store.listUnmatched({ limit: 10 });
      expect(all.map(({ key }) => key)).toEqual([
        'snowflake://acme.eu|wh.staging.stock',
        'snowflake://acme.eu|wh.other',
      ]);
      expect(all[0]).toMatchObject({
        dataset: orphan,
        kinds: ['run'],
        publishers: ['dbt-prod'],
        records: 2,
        firstAt: NOW - DAY,
        lastAt: NOW,
      });
      expect(await store.listUnmatched({ limit: 1 })).toHaveLength(1);
      const near = await store.listUnmatched({ limit: 10, near: [stock] });
      expect(near.map(({ dataset }) => dataset)).toEqual([orphan]);
      await seedProduct(knex, 'other', ['snowflake://acme.eu|wh.other']);
      expect(await store.listUnmatched({ limit: 10 })).toHaveLength(1);
    });

    it('sums readers by data set', async () => {
      const { store } = await setup();
      await store.add([
        usage('a', 'component:default/x', 3, 2),
        usage('b', 'component:default/x', 4, 1),
        usage('c', 'component:default/old', 4, 100),
      ]);
      expect(await store.usageByDataset({ since: NOW - 90 * DAY })).toEqual([
        {
          dataset: stock,
          consumer: 'component:default/x',
          lastAt: NOW - DAY,
          reads: 7,
          writer: false,
        },
      ]);
    });

    it('can be migrated up and down', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.up({
        ...migrations,
        name: '20261101_01_evidence.js',
      } as Knex.MigratorConfig);
      const tables = [
        'evidence',
        'evidence_reach',
        'evidence_reach_days',
        'evidence_addresses',
        'evidence_readers',
      ];
      for (const table of tables) {
        expect(await knex(table).select('*')).toEqual([]);
      }
      await knex.migrate.down({
        ...migrations,
        name: '20261101_01_evidence.js',
      } as Knex.MigratorConfig);
      for (const table of tables) {
        expect(await knex.schema.hasTable(table)).toBe(false);
      }
    });
  },
);

describe('usualInterval', () => {
  it.each([
    ['nothing yet', [], 1],
    ['one day', [100], 1],
    ['every day', [103, 102, 101, 100], 1],
    ['working days', [107, 104, 103, 102, 101, 100], 1],
    ['weeks with one long silence', [170, 163, 100, 93, 86], 7],
    ['even count', [10, 9, 6], 1],
  ])('%s', (_, days, expected) => {
    expect(usualInterval(days)).toBe(expected * DAY);
  });
});
