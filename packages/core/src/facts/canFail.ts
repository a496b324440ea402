import { ContractRule } from '../contract/types';

/** Whether a machine can run the rule, and the data could make it fail. Any other says nothing of the data. @internal */
export function canFail(rule: ContractRule): boolean {
  return rule.executable && rule.type !== 'text' && !rule.tautology;
}
