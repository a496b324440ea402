// Drops the databases of the server in MESHPROOF_TEST_POSTGRES whose names begin with one of these: node script/dropDatabases.mjs PREFIX...
import pg from 'pg';

const client = new pg.Client(process.env.MESHPROOF_TEST_POSTGRES);
await client.connect();
const { rows } = await client.query('select datname from pg_database');
for (const { datname } of rows) {
  if (process.argv.slice(2).some(prefix => datname.startsWith(prefix))) {
    await client.query(
      `drop database ${client.escapeIdentifier(datname)} with (force)`,
    );
  }
}
await client.end();
