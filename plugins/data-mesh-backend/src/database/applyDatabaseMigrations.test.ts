import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { startDataMesh } from '../__testUtils__/startDataMesh';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import {
  applyDatabaseMigrations,
  migrationsDirectory,
} from './applyDatabaseMigrations';

jest.setTimeout(60_000);

const databases = createTestDatabases();
describe.each(databases.eachSupportedId())('several at once, %s', id => {
  if (id === 'SQLITE_3') {
    // It is for one process.
    return;
  }

  it('lets one process migrate and the others wait for it', async () => {
    const first = await databases.init(id);
    await first.migrate.up({ directory: migrationsDirectory() });
    const others = [1, 2, 3].map(() =>
      knexFactory({
        client: 'pg',
        connection: addressOf(first),
      }),
    );
    try {
      await Promise.all(
        [first, ...others].map(knex =>
          applyDatabaseMigrations({ getClient: async () => knex }),
        ),
      );
      const names: string[] = await first('knex_migrations')
        .orderBy('id')
        .pluck('name');
      expect(names).toEqual([...new Set(names)].sort());
      expect(await first('replicas').select('name')).toEqual([]);
    } finally {
      await Promise.all(others.map(knex => knex.destroy()));
    }
  });
});

/** Real roles of a real server: what they may not do is refused by PostgreSQL itself. */
describe.each(databases.eachSupportedId())(
  'a database user that lacks rights, %s',
  id => {
    if (id === 'SQLITE_3') {
      // It has no users.
      return;
    }
    let owner: Knex;
    let knex: Knex;
    let user: string;
    let password: string;
    const opened: Knex[] = [];

    beforeEach(async () => {
      owner = await databases.init(id);
      user = `weak_${randomBytes(4).toString('hex')}`;
      password = randomBytes(8).toString('hex');
      await owner.raw(`create role ?? login password '${password}'`, [user]);
      knex = connectAs(owner);
    });
    afterEach(async () => {
      for (const connection of opened.splice(0)) {
        await connection.destroy();
      }
      await owner.raw('drop owned by ?? cascade', [user]);
      await owner.raw('drop role ??', [user]);
    });

    function connectAs(other: Knex): Knex {
      const connection = knexFactory({
        client: 'pg',
        connection: { ...settings(other), user, password },
      });
      opened.push(connection);
      return connection;
    }

    /** Of the connection that the test database has, without its user. */
    function settings(other: Knex) {
      const { host, port, database } = other.client.connectionSettings;
      return { host, port: Number(port), database };
    }

    const migrate = () =>
      applyDatabaseMigrations({ getClient: async () => knex });

    async function refusalOf(migrating: Promise<unknown>): Promise<string> {
      return migrating.then(() => 'nothing refused', String);
    }

    it('is told that it lacks CREATE, and works once that is granted as told', async () => {
      const refusal = await refusalOf(migrate());
      expect(refusal).toContain(
        `The database user '${user}' may not make the tables of the plugin data-mesh: it lacks the right CREATE on schema 'public' of ` +
          `database '${settings(owner).database}'`,
      );
      await owner.raw(advice(refusal));
      const client = await migrate();
      await expect(client('evidence').select('id')).resolves.toEqual([]);
    });

    it('is told that it lacks the schema altogether', async () => {
      await owner.raw('revoke all on schema public from public');
      await expect(migrate()).rejects.toThrow(
        `it lacks the right USAGE and CREATE on schema 'public'`,
      );
    });

    it('stops the start of the backend with that message', async () => {
      await expect(
        startDataMesh({ knex, catalog: new TestCatalog() }),
      ).rejects.toThrow(
        /Plugin 'data-mesh' startup failed.*lacks the right CREATE on schema 'public'/,
      );
    });

    it('is told what it may not do with tables of another user, and works once that is granted as told', async () => {
      await owner.migrate.latest({ directory: migrationsDirectory() });
      await owner.raw('grant select on all tables in schema public to ??', [
        user,
      ]);
      const skipping = {
        getClient: async () => knex,
        migrations: { skip: true },
      };
      const refusal = await refusalOf(applyDatabaseMigrations(skipping));
      expect(refusal).toContain(
        `lacks rights in database '${
          settings(owner).database
        }': DELETE on attestations, INSERT on attestations`,
      );
      await owner.raw(advice(refusal));
      await expect(applyDatabaseMigrations(skipping)).resolves.toBe(knex);
      await knex('level_changes').insert({ subject_ref: 'a', at: 1, level: 1 });
    });

    it('is told that the tables belong to somebody else when they have to change, and works once they are its own', async () => {
      await owner.migrate.up({ directory: migrationsDirectory() });
      await owner.raw('grant usage, create on schema public to ??', [user]);
      const refusal = await refusalOf(migrate());
      expect(refusal).toContain(
        'they belong to another user, and only its owner may change a table',
      );
      await owner.raw(advice(refusal));
      await expect(migrate()).resolves.toBe(knex);
    });

    it('is told that it may not create the database of the plugin', async () => {
      const manager = DatabaseManager.fromConfig(
        mockServices.rootConfig({
          data: {
            backend: {
              database: {
                client: 'pg',
                prefix: `${user}_`,
                connection: { ...settings(owner), user, password },
              },
            },
          },
        }),
      );
      const database = manager.forPlugin('data-mesh', {
        logger: mockServices.logger.mock(),
        lifecycle: mockServices.lifecycle.mock(),
      });
      await expect(applyDatabaseMigrations(database)).rejects.toThrow(
        /may not create the database or schema of the plugin data-mesh.*CREATEDB.*permission denied to create database/,
      );
    });
  },
);

/** The statements that a message tells the operator to run. */
function advice(message: string): string {
  return /run: (.*?)(; caused by|$)/.exec(message)![1];
}

/** With the password, which a connection does not tell. */
function addressOf(knex: Knex): string {
  const address = new URL(
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!,
  );
  address.pathname = `/${knex.client.connectionSettings.database}`;
  return address.href;
}

describe('a database file that cannot be written', () => {
  const directory = createMockDirectory();

  it('is told with its setting', async () => {
    const filename = directory.resolve('data-mesh.sqlite');
    const open = (options?: object) =>
      knexFactory({
        client: 'better-sqlite3',
        useNullAsDefault: true,
        connection: { filename, options } as Knex.StaticConnectionConfig,
      });
    const writer = open();
    await writer.migrate.up({ directory: migrationsDirectory() });
    await writer.destroy();
    const reader = open({ readonly: true });
    await expect(
      applyDatabaseMigrations({ getClient: async () => reader }),
    ).rejects.toThrow(
      /cannot be written.*backend\.database\.connection\.directory/,
    );
    await reader.destroy();
  });
});
