import { TestDatabases } from '@backstage/backend-test-utils';
import { parseIncomingRecord } from '@meshproof/core';
import { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { company } from '../__testUtils__/company';
import { startDataMesh } from '../__testUtils__/startDataMesh';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const guide = readFileSync(
  resolve(__dirname, '../../../../docs/usage-queries.md'),
  'utf8',
);

/** Blocks of a language in the section of a warehouse. */
function blocks(title: string, language: string): string[] {
  const section = guide.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  return [
    ...section.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g')),
  ].map(match => match[1]);
}

describe('docs/usage-queries.md', () => {
  it.each(['Snowflake', 'BigQuery', 'Databricks', 'PostgreSQL'])(
    'shows for %s one query, and what it prints can be read',
    title => {
      expect(blocks(title, 'sql')).toHaveLength(1);
      const [printed] = blocks(title, 'json').map(text => JSON.parse(text));
      expect(parseIncomingRecord(printed)).toEqual({
        record: expect.objectContaining({
          kind: 'usage',
          usage: expect.objectContaining({ reads: 12, writer: false }),
        }),
      });
      for (const name of Object.keys(printed)) {
        expect(blocks(title, 'sql')[0]).toMatch(
          new RegExp(`'${name}'|\\bas ${name}\\b`),
        );
      }
    },
  );
});

const POSTGRES = 'POSTGRES_18';
const databases: TestDatabases = createTestDatabases();

if (!databases.supports(POSTGRES)) {
  // eslint-disable-next-line no-console -- a skipped proof must be seen
  console.log('Skipped: the query for PostgreSQL needs a PostgreSQL server');
}

(databases.supports(POSTGRES) ? describe : describe.skip)(
  'the query for PostgreSQL',
  () => {
    const suffix = `${process.pid}`;
    const role = {
      service: `svc_forecast_${suffix}`,
      loader: `svc_loader_${suffix}`,
      person: `quill_${suffix}`,
      loner: `quill_alone_${suffix}`,
      team: `team_sales_${suffix}`,
    };
    let warehouse: Knex;

    async function as(name: string, ...statements: string[]) {
      await warehouse.transaction(async tx => {
        await tx.raw(`set local role ${name}`);
        for (const statement of statements) {
          await tx.raw(statement);
        }
      });
    }

    async function printed(): Promise<Record<string, any>[]> {
      const [query] = blocks('PostgreSQL', 'sql');
      // Raw, because a question mark in it is no parameter.
      const { rows } = await warehouse.raw(query.replace(/\?/g, '\\?'));
      return rows.map((row: object) => Object.values(row)[0]);
    }

    beforeAll(async () => {
      warehouse = await databases.init(POSTGRES);
      const {
        rows: [{ shared_preload_libraries: loaded }],
      } = await warehouse.raw('show shared_preload_libraries');
      if (!loaded.includes('pg_stat_statements')) {
        throw new Error(
          'The server has to load pg_stat_statements, as script/postgres.mjs does',
        );
      }
      await warehouse.raw('create extension pg_stat_statements');
      for (const name of [role.service, role.loader, role.person, role.loner]) {
        await warehouse.raw(`create role ${name} login`);
      }
      await warehouse.raw(`create role ${role.team}`);
      await warehouse.raw(`grant ${role.team} to ${role.person}`);
      await warehouse.raw(`
        create schema inventory; create schema staging;
        create table inventory.stock_levels (site text, quantity int);
        create table inventory."Odd-Name" (site text);
        create table inventory.twice (site text);
        create table staging.twice (site text);
        grant usage on schema inventory, staging to public;
        grant all on all tables in schema inventory, staging to public;
      `);
    });

    afterAll(async () => {
      await warehouse.raw('drop schema inventory, staging cascade');
      for (const name of Object.values(role)) {
        await warehouse.raw(`drop owned by ${name}; drop role ${name}`);
      }
    });

    it('prints who read what today, and nobody by name', async () => {
      await as(
        role.service,
        'select * from inventory.stock_levels where quantity > 1',
        'select * from inventory.stock_levels where quantity > 2',
        'select count(*) from inventory."Odd-Name"',
      );
      await as(
        role.loader,
        "insert into inventory.stock_levels select 'a', 1 from inventory.stock_levels",
        "select 'from inventory.twice'",
        'delete from inventory."Odd-Name"',
      );
      await as(
        role.person,
        'select s.site from staging.twice t join inventory.stock_levels s on s.site = t.site',
      );
      await as(
        role.person,
        'set local search_path = staging',
        'select * from twice',
      );
      await as(role.loner, 'select * from inventory.stock_levels');
      const records = await printed();
      expect(
        records.map(({ dataset, principal, reads, writer }) => [
          dataset.name.split('.').slice(1).join('.'),
          principal,
          reads,
          writer,
        ]),
      ).toEqual([
        ['inventory.Odd-Name', role.service, 1, false],
        ['inventory.stock_levels', role.service, 2, false],
        ['inventory.stock_levels', role.loader, 1, true],
        ['inventory.stock_levels', role.team, 1, false],
        ['staging.twice', role.team, 1, false],
      ]);
      expect(JSON.stringify(records)).not.toContain('quill');
    });

    it('prints what the door takes, once a day', async () => {
      await as(role.service, 'select site from inventory.stock_levels');
      const knex = await databases.init('SQLITE_3');
      const { send, stop } = await startDataMesh({
        knex,
        catalog: new TestCatalog(company()),
      });
      try {
        const records = await printed();
        expect(records.length).toBeGreaterThan(0);
        expect((await send(records)).body).toMatchObject({
          accepted: records.length,
          rejectedTotal: 0,
        });
        await as(role.service, 'select quantity from inventory.stock_levels');
        expect((await send(await printed())).body).toMatchObject({
          accepted: 0,
          duplicates: records.length,
        });
      } finally {
        await stop();
      }
    });
  },
);
