export * from './readRetention';
export * from './readSettings';
export * from './readSize';
