export * from './ContractKeeper';
export * from './ContractSource';
export * from './ContractStore';
export * from './DatabaseContractStore';
