import { Knex } from 'knex';
import { stockProduct } from '../__testUtils__/company';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { DatabaseClaimStore, toSighting } from '../claims';
import { migrationsDirectory } from '../database';
import { ProductOwnerSeats } from './ProductOwnerSeats';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const INVENTORY = 'dataproduct:default/inventory';
const ANA = 'user:default/ana';
const ROUNDS = 25;

describe.each(databases.eachSupportedId())('product owner seats, %s', id => {
  let knex: Knex;
  let claims: DatabaseClaimStore;
  let seats: ProductOwnerSeats;

  const see = (now: number) =>
    claims.observe(
      [
        toSighting({
          ...stockProduct({}),
          metadata: { ...stockProduct({}).metadata, etag: String(now) },
        }),
      ],
      now,
    );

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    claims = DatabaseClaimStore.create({ database: knex });
    seats = ProductOwnerSeats.create({ database: knex });
    await see(1);
  });

  const update = (
    now: number,
    options: { in?: string[]; of?: string[] } = {},
  ) =>
    seats.update({
      ref: INVENTORY,
      productOwners: options.of ?? [ANA],
      members: new Set(options.in ?? [ANA]),
      now,
    });

  const kept = () => knex('product_owner_seats').orderBy('member');

  it('remembers when a product owner was first missed in the group', async () => {
    expect(await update(1, { in: [] })).toEqual({});
    expect(await update(2)).toEqual({});
    expect(await update(3, { in: [] })).toEqual({ [ANA]: 3 });
    expect(await update(4, { in: [] })).toEqual({ [ANA]: 3 });
    expect(await update(5)).toEqual({});
    expect(await kept()).toMatchObject([{ member: ANA, left_at: null }]);
  });

  it('forgets who is declared no longer', async () => {
    await update(1);
    await update(2, { of: [] });
    expect(await kept()).toEqual([]);
  });

  it('notes nobody of a product that went while it was looked at', async () => {
    await update(1);
    await claims.markGone([INVENTORY], 2);
    expect(await kept()).toEqual([]);
    await update(2);
    expect(await kept()).toEqual([]);
  });

  it('leaves no name behind, whichever of a look and the end comes first', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const now = 10 * round + 10;
      await see(now);
      await Promise.all(
        round % 2
          ? [update(now), claims.markGone([INVENTORY], now + 1), update(now)]
          : [claims.markGone([INVENTORY], now + 1), update(now), update(now)],
      );
      expect(await kept()).toEqual([]);
    }
  });
});
