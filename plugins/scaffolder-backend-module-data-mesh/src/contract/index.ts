export { createContractRenderAction } from './createContractRenderAction';
export type {
  ContractColumn,
  ContractFrequency,
  ContractLogicalType,
  ContractRenderInput,
  ContractRenderOutput,
  ContractServerType,
  ContractValues,
} from './types';
