import {
  EvidenceRecord,
  KnownPrincipals,
  resolveConsumer,
} from '@meshproof/core';
import { fullRef } from '../claims';

/** The entities that a record names, as full references; a reader is also named by its account or job. */
export function entitiesIn(
  record: EvidenceRecord,
  known: KnownPrincipals,
): string[] {
  const consumer = consumerOf(record, known);
  return [
    ...(record.product === undefined ? [] : [record.product]),
    ...(consumer === undefined ? [] : [consumer]),
    ...groupsOf(record),
  ];
}

/**
 * The record as it would be without the entities that a reader does not find. What one of them reads, asks or relies on would not
 * be there at all.
 *
 * @param found - of {@link entitiesIn}, those that the reader's catalog has
 */
export function recordAsSeen(
  record: EvidenceRecord,
  found: ReadonlySet<string>,
  known: KnownPrincipals,
): EvidenceRecord | undefined {
  const consumer = consumerOf(record, known);
  if (consumer !== undefined && !found.has(consumer)) {
    return undefined;
  }
  const { product, port, ...rest } = record;
  const seen =
    product === undefined || found.has(product)
      ? record
      : (rest as EvidenceRecord);
  const visible = (groups: string[]) =>
    groups.filter(group => found.has(group));
  switch (seen.kind) {
    case 'change':
      return { ...seen, groups: visible(seen.groups) };
    case 'incident':
      return { ...seen, firstActedGroups: visible(seen.firstActedGroups) };
    case 'support': {
      const askerGroups = visible(seen.askerGroups);
      // Asked by a group that is not there, and for nobody: there would be no such question.
      return consumer === undefined &&
        seen.askerGroups.length > 0 &&
        askerGroups.length === 0
        ? undefined
        : {
            ...seen,
            askerGroups,
            answeredGroups: visible(seen.answeredGroups),
          };
    }
    default:
      return seen;
  }
}

function consumerOf(
  record: EvidenceRecord,
  known: KnownPrincipals,
): string | undefined {
  switch (record.kind) {
    case 'usage':
      return fullConsumer(resolveConsumer(record, known));
    case 'support':
    case 'agreement':
    case 'confirmation':
      return fullConsumer(record.consumer);
    default:
      return undefined;
  }
}

function fullConsumer(consumer: string | undefined): string | undefined {
  return consumer && (fullRef(consumer, { kind: 'component' }) ?? consumer);
}

function groupsOf(record: EvidenceRecord): string[] {
  switch (record.kind) {
    case 'change':
      return record.groups;
    case 'incident':
      return record.firstActedGroups;
    case 'support':
      return [...record.askerGroups, ...record.answeredGroups];
    default:
      return [];
  }
}
