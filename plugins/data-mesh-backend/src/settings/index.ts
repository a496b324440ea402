export * from './readSettings';
export * from './readSize';
