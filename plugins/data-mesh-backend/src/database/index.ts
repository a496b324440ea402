export * from './applyDatabaseMigrations';
export * from './contentDigest';
export * from './databaseState';
export * from './inChunks';
