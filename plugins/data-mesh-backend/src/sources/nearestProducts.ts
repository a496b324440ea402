import { DatasetId, nearMatch } from '@meshproof/core';
import { UnmatchedName } from '../evidence/EvidenceStore';
import { serverOf } from './missingSources';
import { SubjectAddress } from './SubjectsLookup';

const MOST = 3;

/** Products with a data set that is nearly this one, at most three. */
export function nearestProducts(
  dataset: DatasetId,
  addresses: readonly SubjectAddress[],
): string[] {
  const near = new Set<string>();
  for (const { kind, key, ref } of addresses) {
    if (
      kind === 'dataset' &&
      nearMatch(dataset, {
        namespace: serverOf(key),
        name: key.slice(key.indexOf('|') + 1),
      })
    ) {
      near.add(ref);
    }
  }
  return [...near].sort().slice(0, MOST);
}

/** Products of nearly this name, or whose repository has the same last part; at most three. */
export function nearestNames(
  unmatched: Pick<UnmatchedName, 'type' | 'name'>,
  refs: readonly string[],
  addresses: readonly SubjectAddress[],
): string[] {
  const last = lastPart(unmatched.name);
  const near =
    unmatched.type === 'product'
      ? refs.filter(ref => isNear(lastPart(ref), last))
      : addresses
          .filter(
            ({ kind, key }) => kind === 'repository' && lastPart(key) === last,
          )
          .map(({ ref }) => ref);
  return [...new Set(near)].sort().slice(0, MOST);
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')) + 1);
}

/** Whether one name becomes the other by one or two edits, or is its beginning. */
function isNear(a: string, b: string): boolean {
  if (a.length > 3 && b.length > 3 && (a.startsWith(b) || b.startsWith(a))) {
    return true;
  }
  const most = Math.min(a.length, b.length) > 5 ? 2 : 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        row[j] + 1,
        next[j - 1] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length] <= most;
}
