import { EvidenceRecord } from '@meshproof/core';
import { fullRef } from '../claims';

/** The entities that a record names, as full references. */
export function entitiesIn(record: EvidenceRecord): string[] {
  const named = record.product === undefined ? [] : [record.product];
  if (record.kind === 'change') {
    named.push(...record.groups);
  } else if (record.kind === 'usage' && record.consumer !== undefined) {
    named.push(readerOf(record.consumer));
  }
  return named;
}

/**
 * The record as it would be without the entities that a reader does not find. A read by one of them would not be there at all.
 *
 * @param found - of {@link entitiesIn}, those that the reader's catalog has
 */
export function recordAsSeen(
  record: EvidenceRecord,
  found: ReadonlySet<string>,
): EvidenceRecord | undefined {
  const { product, port, ...rest } = record;
  const seen =
    product === undefined || found.has(product)
      ? record
      : (rest as EvidenceRecord);
  if (seen.kind === 'change') {
    return { ...seen, groups: seen.groups.filter(group => found.has(group)) };
  }
  return seen.kind === 'usage' &&
    seen.consumer !== undefined &&
    !found.has(readerOf(seen.consumer))
    ? undefined
    : seen;
}

function readerOf(consumer: string): string {
  return fullRef(consumer, { kind: 'component' }) ?? consumer;
}
