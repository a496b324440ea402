import { majorOf } from '@meshproof/backstage-plugin-data-mesh-common';
import { ComparableContract, compareContracts } from './compareContracts';
import { isNotAfter, requiredVersion, VersionVerdict } from './requiredVersion';
import { ContractComparison } from './types';

/** A change that the version of a contract does not say. @public */
export interface UndeclaredChange {
  /** Version under which readers know the contract otherwise. */
  since: string | undefined;
  comparison: ContractComparison;
  version: VersionVerdict;
}

/**
 * Which of the earlier documents of a contract the newest has to be held against: of each version of the same major, the one that was
 * first published under it. A higher major says enough against all others, and a later version that was taken back promises nothing.
 *
 * @param versions - what the documents say their versions are, ascending by time
 * @returns positions in `versions`
 * @public
 */
export function versionsToHold(versions: (string | undefined)[]): number[] {
  const newest = versions.length - 1;
  const seen = new Set<string | undefined>();
  return versions.flatMap((version, index) => {
    const isFirst = !seen.has(version);
    seen.add(version);
    return index < newest &&
      isFirst &&
      majorOf(version) === majorOf(versions[newest]) &&
      isNotAfter(version, versions[newest]) !== false
      ? [index]
      : [];
  });
}

/**
 * The change that weighs most among those that the newest document makes without saying so by its version: one that breaks readers
 * under the same major version, else something new or noticeable under the same minor. Changes of words need no version.
 *
 * @param earlier - the documents of {@link versionsToHold}
 * @public
 */
export function undeclaredChange(
  earlier: readonly ComparableContract[],
  newest: ComparableContract,
): UndeclaredChange | undefined {
  const found = earlier.flatMap((before): UndeclaredChange[] => {
    const comparison = compareContracts(before, newest);
    const version = requiredVersion(comparison, {
      before: before.reading.version,
      after: newest.reading.version,
    });
    const isSaid =
      version.isEnough ??
      // Where no number tells, only a break is told.
      comparison.verdict !== 'breaking';
    return isSaid || version.step === 'patch'
      ? []
      : [{ since: before.reading.version, comparison, version }];
  });
  return found.find(({ version }) => version.step === 'major') ?? found[0];
}
