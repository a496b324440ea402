import { COMPATIBILITY } from './compatibility';
import { CompatibilityRow, ContractComparison } from './types';

/** Which part of a version number has to grow. @public */
export type VersionStep = 'major' | 'minor' | 'patch' | 'none';

/** What the version of a contract has to be after a change, beside what it is. @public */
export interface VersionVerdict {
  step: VersionStep;
  /** The lowest version that says enough; absent where the earlier one is no number of the form `1.2.3`. */
  required?: string;
  /** Whether the later version says enough; absent where one of the two cannot be read. */
  isEnough?: boolean;
  sentence: string;
}

interface Version {
  major: number;
  minor: number;
  patch: number;
}

/** Reads `1`, `1.2`, `v1.2.3` and `1.2.3-rc.1`; what stands behind the numbers does not count. */
function readVersion(text: string | undefined): Version | undefined {
  const match =
    /^\s*v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[-+].*)?\s*$/i.exec(
      text ?? '',
    );
  return (match?.[1] && {
    major: Number(match[1]),
    minor: Number(match[2] ?? 0),
    patch: Number(match[3] ?? 0),
  }) as Version | undefined;
}

const write = ({ major, minor, patch }: Version) =>
  `${major}.${minor}.${patch}`;

function next({ major, minor, patch }: Version, step: VersionStep): Version {
  switch (step) {
    case 'major':
      return { major: major + 1, minor: 0, patch: 0 };
    case 'minor':
      return { major, minor: minor + 1, patch: 0 };
    case 'patch':
      return { major, minor, patch: patch + 1 };
    default:
      return { major, minor, patch };
  }
}

function isAtLeast(version: Version, than: Version): boolean {
  return (
    (version.major - than.major ||
      version.minor - than.minor ||
      version.patch - than.patch) >= 0
  );
}

/** Which part has to grow: major where a reader breaks, minor where it may notice or can use more, patch for words. @public */
export function versionStep(comparison: ContractComparison): VersionStep {
  const { verdict, changes } = comparison;
  if (verdict === 'breaking') {
    return 'major';
  }
  const isMore = changes.some(
    ({ kind }) => (COMPATIBILITY[kind] as CompatibilityRow).adds,
  );
  if (verdict === 'warning' || isMore) {
    return 'minor';
  }
  return changes.length > 0 ? 'patch' : 'none';
}

/** Whether a version comes before another or is the same; undefined where one of the two cannot be read. @internal */
export function isNotAfter(
  version: string | undefined,
  other: string | undefined,
): boolean | undefined {
  const [a, b] = [readVersion(version), readVersion(other)];
  return a && b && isAtLeast(b, a);
}

const BECAUSE: Record<VersionStep, string> = {
  major: 'something breaks existing readers',
  minor: 'readers may notice it, or can use more than before',
  patch: 'only words have changed',
  none: 'nothing has changed',
};

/** Holds the version that a changed contract declares against the one it has to have. @public */
export function requiredVersion(
  comparison: ContractComparison,
  declared: { before: string | undefined; after: string | undefined },
): VersionVerdict {
  const step = versionStep(comparison);
  const [from, to] = [
    readVersion(declared.before),
    readVersion(declared.after),
  ];
  if (!from) {
    return {
      step,
      sentence: `The earlier version ${
        declared.before === undefined
          ? 'has no number'
          : `"${declared.before.slice(0, 40)}" is no number such as 1.2.3`
      }, so the next one cannot be computed.`,
    };
  }
  const required = next(from, step);
  if (!to) {
    return {
      step,
      required: write(required),
      sentence: `The version has to be ${write(required)} or more, because ${
        BECAUSE[step]
      }; ${
        declared.after === undefined
          ? 'it has no number'
          : `"${declared.after.slice(0, 40)}" is no number such as 1.2.3`
      }.`,
    };
  }
  const isEnough = isAtLeast(to, required);
  return {
    step,
    required: write(required),
    isEnough,
    sentence: isEnough
      ? `Version ${declared.after!.trim()} says enough after ${declared.before!.trim()}: ${
          BECAUSE[step]
        }.`
      : `The version has to be ${write(
          required,
        )} or more, not ${declared.after!.trim()}, because ${BECAUSE[step]}.`,
  };
}
