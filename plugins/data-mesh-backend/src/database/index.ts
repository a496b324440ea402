export * from './applyDatabaseMigrations';
export * from './contentDigest';
export * from './inChunks';
