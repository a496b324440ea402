import { Knex } from 'knex';
import { resolve } from 'node:path';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { SubjectIndex } from './SubjectIndex';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const serving = (...datasets: string[]) => ({
  datasets,
  served: datasets,
  otherNames: [] as string[],
  repositories: [],
});

describe.each(databases.eachSupportedId())('subject index, %s', id => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({
      directory: resolve(__dirname, '../../migrations'),
    });
    await knex('subjects').insert({
      ref: 'a',
      state: 'live',
      first_seen: 1,
      claim_digest: 'x',
      entity: '{}',
    });
  });

  const keys = async (table: string) =>
    (await knex(table).orderBy('key').select('key')).map(({ key }) => key);

  it('keeps each address once, however many processes find it at once', async () => {
    const addresses = {
      datasets: ['s|one', 's|two'],
      served: ['s|one', 's|two'],
      otherNames: [],
      repositories: ['g/r'],
    };
    await Promise.all(
      Array.from({ length: 8 }, () =>
        SubjectIndex.create({ database: knex }).replace('a', addresses, 10),
      ),
    );
    expect(await keys('subject_addresses')).toEqual(['g/r', 's|one', 's|two']);
    expect(await keys('subject_address_history')).toEqual(['s|one', 's|two']);
  });

  it('remembers what was served, and until when', async () => {
    const index = SubjectIndex.create({ database: knex });
    await index.replace('a', serving('s|one'), 10);
    await index.replace('a', serving('s|two'), 20);
    expect(await keys('subject_addresses')).toEqual(['s|two']);
    expect(
      await knex('subject_address_history').where({ key: 's|one' }).first(),
    ).toMatchObject({ since: expect.anything(), until: expect.anything() });
  });

  it('knows other names as no history, and tells what contracts in force serve', async () => {
    const index = SubjectIndex.create({ database: knex });
    await index.replace(
      'a',
      {
        ...serving('s|one', 's|old'),
        served: ['s|one'],
        otherNames: ['t|one'],
      },
      10,
    );
    expect(await keys('subject_addresses')).toEqual([
      's|old',
      's|one',
      't|one',
    ]);
    expect(await keys('subject_address_history')).toEqual(['s|old', 's|one']);
    expect(await index.served(['t|one', 's|one', 's|old', 's|two'])).toEqual([
      's|one',
    ]);
    await index.replace('a', serving('s|one', 't|one', 's|old'), 20);
    expect(await index.served(['t|one', 's|one', 's|old'])).toEqual([
      's|old',
      's|one',
      't|one',
    ]);
    expect(await keys('subject_address_history')).toEqual([
      's|old',
      's|one',
      't|one',
    ]);
    await index.replace('a', serving('s|one'), 30);
    expect(await keys('subject_addresses')).toEqual(['s|one']);
  });
});
