export * from './isServerAddress';
export * from './readInterval';
export * from './readRetention';
export * from './readSendingRates';
export * from './readSettings';
export * from './readSloRetention';
export * from './readSize';
export * from './refuseUnknownKeys';
