import { ContractPath, formatPath } from '../ContractPath';
import { COMPATIBILITY, ContractChangeKind } from './compatibility';
import {
  ChangeWords,
  CompatibilityRow,
  ContractChange,
  ContractComparison,
} from './types';

const ORDER = { breaking: 0, warning: 1, safe: 2 };
const NOTHING = 'not stated';

/** A value in so few words that a sentence can hold it. */
function inShort(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return NOTHING;
  }
  const text =
    typeof value === 'string' ? value.trim() : JSON.stringify(value) ?? '';
  const line = text.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}

/** Where a change was found and what it is called. @internal */
export interface Place {
  what: string;
  path: ContractPath;
  object?: string;
  column?: string;
}

/** Collects changes and says them by the compatibility table. @internal */
export class Comparing {
  readonly #changes: ContractChange[] = [];

  add(
    kind: ContractChangeKind,
    place: Place,
    values: { field?: string; before?: unknown; after?: unknown } = {},
  ): void {
    const row: CompatibilityRow = COMPATIBILITY[kind];
    const words: ChangeWords = {
      what: place.what,
      field: values.field ?? '',
      before: inShort(values.before),
      after: inShort(values.after),
    };
    this.#changes.push({
      kind,
      verdict: row.verdict,
      concern: row.concern,
      path: formatPath(place.path),
      ...(place.object === undefined ? {} : { object: place.object }),
      ...(place.column === undefined ? {} : { column: place.column }),
      ...('before' in values ? { before: words.before } : {}),
      ...('after' in values ? { after: words.after } : {}),
      sentence: row.says(words),
    });
  }

  finish(): ContractComparison {
    const changes = this.#changes
      .map((change, index) => ({ change, index }))
      .sort(
        (a, b) =>
          ORDER[a.change.verdict] - ORDER[b.change.verdict] ||
          a.index - b.index,
      )
      .map(({ change }) => change);
    return { verdict: changes[0]?.verdict ?? 'safe', changes };
  }
}

/** Whether two values of a document say the same, whatever the order of their fields. @internal */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSame(item, b[index]))
    );
  }
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) {
    return false;
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      key => Object.hasOwn(right, key) && isSame(left[key], right[key]),
    )
  );
}

/** Two things that are one, and those that only one side has. @internal */
export interface Pairs<T> {
  both: [T, T][];
  removed: T[];
  added: T[];
}

/**
 * Pairs what two lists hold, by the first key of `keys` under which both have it; an item is paired once, and of several with one key
 * the first of one side goes with the first of the other.
 *
 * @internal
 */
export function pairUp<T>(
  before: readonly T[],
  after: readonly T[],
  keys: ((item: T) => string | undefined)[],
): Pairs<T> {
  const partner = new Map<T, T>();
  const taken = new Set<T>();
  for (const keyOf of keys) {
    const open = new Map<string, T[]>();
    for (const item of after) {
      const key = taken.has(item) ? undefined : keyOf(item);
      if (key !== undefined) {
        const same = open.get(key);
        if (same) {
          same.push(item);
        } else {
          open.set(key, [item]);
        }
      }
    }
    for (const item of before) {
      const key = partner.has(item) ? undefined : keyOf(item);
      const other = key === undefined ? undefined : open.get(key)?.shift();
      if (other !== undefined) {
        partner.set(item, other);
        taken.add(other);
      }
    }
  }
  return {
    both: before.flatMap((item): [T, T][] => {
      const other = partner.get(item);
      return other === undefined ? [] : [[item, other]];
    }),
    removed: before.filter(item => !partner.has(item)),
    added: after.filter(item => !taken.has(item)),
  };
}
