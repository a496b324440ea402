import { repositoryKey } from '@meshproof/core';
import { Knex } from 'knex';
import { migrationsDirectory } from '../database';
import { SubjectIndex } from '../scorecard/SubjectIndex';
import { stockProduct } from '../__testUtils__/company';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { DatabaseClaimStore } from './DatabaseClaimStore';
import { toSighting } from './toSighting';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const INVENTORY = 'dataproduct:default/inventory';
const STOCK = 'dataproduct:default/stock';

const serving = (dataset: string) => ({
  datasets: [dataset],
  served: [dataset],
  otherNames: [] as string[],
  repositories: [] as string[],
});

describe.each(databases.eachSupportedId())('claim store, %s', id => {
  let knex: Knex;
  let store: DatabaseClaimStore;
  let index: SubjectIndex;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    store = DatabaseClaimStore.create({ database: knex });
    index = SubjectIndex.create({ database: knex });
  });

  const see = (
    options: Parameters<typeof stockProduct>[0],
    now: number,
    etag?: string,
  ) => {
    const entity = stockProduct(options);
    return store.observe(
      [toSighting({ ...entity, metadata: { ...entity.metadata, etag } })],
      now,
    );
  };

  it('keeps a version only when the claim changed', async () => {
    expect(await see({}, 1, 'a')).toEqual([INVENTORY]);
    expect(await see({}, 2, 'b')).toEqual([]);
    expect(await see({ spec: { purpose: 'Another one.' } }, 3, 'c')).toEqual([
      INVENTORY,
    ]);
    expect(await store.listClaims([INVENTORY])).toMatchObject([
      { from: 1, name: 'inventory', namespace: 'default' },
      { from: 3, spec: { purpose: 'Another one.' } },
    ]);
    expect(await store.getSubject(INVENTORY)).toMatchObject({
      etag: 'c',
      firstSeen: 1,
      owner: 'group:default/supply-chain',
      domain: 'domain:default/supply-chain',
    });
  });

  it('writes one version when two processes see a product at once', async () => {
    const seen = await Promise.all([see({}, 1), see({}, 1), see({}, 1)]);
    expect(seen.flat().length).toBeGreaterThan(0);
    expect(await store.listClaims([INVENTORY])).toHaveLength(1);
    expect(await knex('claim_versions')).toHaveLength(1);
  });

  it('keeps what is gone, and knows it when it is back', async () => {
    await see({}, 1);
    await store.markGone([INVENTORY], 2);
    expect(await store.listLive()).toEqual([]);
    expect(await store.getSubject(INVENTORY)).toMatchObject({
      state: 'gone',
      goneAt: 2,
    });
    expect(await see({}, 3)).toEqual([INVENTORY]);
    expect(await store.getSubject(INVENTORY)).toMatchObject({
      state: 'live',
      firstSeen: 1,
      goneAt: undefined,
    });
  });

  it('continues a product under a new name by its identity', async () => {
    await see({ id: 'urn:acme:inventory' }, 1);
    await store.markGone([INVENTORY], 5);
    await see({ id: 'urn:acme:inventory', name: 'stock' }, 6);
    const subject = (await store.getSubject(STOCK))!;
    const predecessors = await store.listPredecessors(subject, { since: 0 });
    expect(predecessors.map(({ ref }) => ref)).toEqual([INVENTORY]);
    // The claim did not change with the name, so it holds since it was first made.
    expect(await store.listClaims([STOCK, INVENTORY])).toMatchObject([
      { from: 1, name: 'stock' },
    ]);
  });

  it('continues a product by the data set it served, for a time', async () => {
    await see({}, 1);
    await index.replace(INVENTORY, serving('db|table'), 2);
    await store.markGone([INVENTORY], 5);
    await see({ name: 'stock' }, 6);
    const subject = (await store.getSubject(STOCK))!;
    expect(await store.listPredecessors(subject, { since: 0 })).toEqual([]);
    await index.replace(STOCK, serving('db|table'), 7);
    expect(await store.listPredecessors(subject, { since: 0 })).toMatchObject([
      { ref: INVENTORY },
    ]);
    expect(await store.listPredecessors(subject, { since: 6 })).toEqual([]);
  });

  it('is no continuation while the other one is still there', async () => {
    await see({ id: 'urn:acme:inventory' }, 1);
    await see({ id: 'urn:acme:inventory', name: 'stock' }, 2);
    const subject = (await store.getSubject(STOCK))!;
    expect(await store.listPredecessors(subject, { since: 0 })).toEqual([]);
  });

  it('tells whose evidence a record is, and not that of what is gone', async () => {
    await see({}, 1);
    await index.replace(
      INVENTORY,
      {
        ...serving('db|table'),
        repositories: [repositoryKey('https://git.example/wh')],
      },
      2,
    );
    const base = {
      id: '1',
      time: 1,
      receivedAt: 1,
      publisher: 'p',
      witness: 'platform' as const,
      mayBackfill: true,
    };
    const freshness = {
      ...base,
      kind: 'freshness' as const,
      loadedAt: 1,
      dataset: { namespace: 'DB', name: 'Table' },
    };
    expect(await index.match([freshness])).toEqual([INVENTORY]);
    expect(
      await index.match([
        {
          ...base,
          kind: 'change',
          repository: 'https://git.example/wh.git/',
          reference: 'x',
          groups: [],
          touches: [],
          bot: false,
        },
      ]),
    ).toEqual([INVENTORY]);
    expect(
      await index.match([
        { ...freshness, dataset: undefined, product: INVENTORY },
      ]),
    ).toEqual([INVENTORY]);
    await store.markGone([INVENTORY], 3);
    expect(await index.match([freshness])).toEqual([]);
  });
});
