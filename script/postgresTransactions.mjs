// Prints how many transactions the server in MESHPROOF_TEST_POSTGRES has committed: the proof that tests used it.
import pg from 'pg';

const client = new pg.Client(process.env.MESHPROOF_TEST_POSTGRES);
await client.connect();
const { rows } = await client.query(
  'select coalesce(sum(xact_commit), 0)::bigint as total from pg_stat_database',
);
console.log(rows[0].total);
await client.end();
