import { TestDatabases } from '@backstage/backend-test-utils';

/** SQLite always; PostgreSQL where a server is named. Made at the top of a test file, since it registers hooks. */
export function createTestDatabases(): TestDatabases {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  if (process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING) {
    // Ids without a server are left out without a word; a server that is named has to be used.
    // eslint-disable-next-line jest/no-standalone-expect -- checks the set-up, before any test
    expect(databases.eachSupportedId().flat()).toContain('POSTGRES_18');
  }
  return databases;
}
