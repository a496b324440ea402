export * from './ContractKeeper';
export * from './ContractSource';
export * from './ContractStore';
export * from './UndeclaredChanges';
export * from './DatabaseContractStore';
