export * from './createSloRouter';
export * from './DatabaseSloStore';
export * from './SloStore';
