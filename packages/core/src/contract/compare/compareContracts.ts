import { readColumns } from '../readColumns';
import { readContractFields, ReadContractOptions } from '../readContract';
import { listRules } from '../readRules';
import { ContractProblem, ContractReading } from '../types';
import { Fields } from '../values';
import { compareAccess } from './compareAccess';
import { comparePromises, isPromise } from './comparePromises';
import { compareRules, WrittenRule } from './compareRules';
import { compareSchema } from './compareSchema';
import { Comparing } from './Comparing';
import { ContractComparison } from './types';

/** A contract that was read so that it can be compared. @public */
export interface ComparableContract {
  reading: ContractReading;
  /** The document itself. Its shape is the sender's. */
  document: Readonly<Record<string, unknown>>;
}

/**
 * Reads a contract so that it can be compared. A document that is broken in parts is compared by what can be read of it.
 *
 * @returns what is wrong with the document where it is no contract at all
 * @public
 */
export function readComparable(
  text: string,
  options: ReadContractOptions = {},
): ComparableContract | { problems: ContractProblem[] } {
  const { reading, fields } = readContractFields(text, options);
  return fields
    ? { reading, document: fields }
    : {
        problems: reading.problems.filter(
          ({ severity }) => severity === 'error',
        ),
      };
}

/**
 * Tells what a later version of a contract changes for those who read the earlier one, by the compatibility table. Columns and objects
 * are the same by their id where both give one, else by their name; items of lists by what names them.
 *
 * @see docs/contracts.md
 * @public
 */
export function compareContracts(
  before: ComparableContract,
  after: ComparableContract,
): ContractComparison {
  const comparing = new Comparing();
  const [from, to] = [before.document as Fields, after.document as Fields];
  const moves = compareSchema(comparing, from, to);
  compareRules(comparing, rulesOf(before), rulesOf(after), moves);
  comparePromises(comparing, from, to);
  compareAccess(comparing, from, to, { isElsewhere: isPromise });
  return comparing.finish();
}

function rulesOf({ document, reading }: ComparableContract): WrittenRule[] {
  const written = listRules(readColumns(document.schema).elements);
  return written.map(({ fields, path }, index) => ({
    rule: reading.rules[index],
    fields,
    path,
  }));
}
