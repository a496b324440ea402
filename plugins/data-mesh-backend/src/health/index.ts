export * from './createHealthRouter';
export * from './HealthService';
export * from './StoredRows';
