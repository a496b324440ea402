import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { explainMissingRights } from './explainMissingRights';
import { requireTableRights } from './requireTableRights';

/** Where the migrations are, in the source tree and in the published package. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@meshproof/backstage-plugin-data-mesh-backend',
    'migrations',
  );
}

/**
 * Connects, and brings the tables up to date unless the operator forbids it.
 *
 * @throws an error that says which right the user of the database lacks and how it is granted, where that is the reason
 */
export async function applyDatabaseMigrations(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await connect(database);
  if (!database.migrations?.skip) {
    try {
      await knex.migrate.latest({ directory: migrationsDirectory() });
    } catch (error) {
      throw await explainMissingRights(error, 'migrate', knex);
    }
  }
  await requireTableRights(knex);
  return knex;
}

async function connect(database: DatabaseService): Promise<Knex> {
  try {
    return await database.getClient();
  } catch (error) {
    throw await explainMissingRights(error, 'connect');
  }
}
