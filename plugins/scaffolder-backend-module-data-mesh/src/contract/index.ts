export { createContractRenderAction } from './createContractRenderAction';
