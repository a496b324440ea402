import { DatasetId, nearMatch } from '@meshproof/core';
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
