export * from './compareContracts';
export * from './compatibility';
export * from './requiredVersion';
export * from './types';
