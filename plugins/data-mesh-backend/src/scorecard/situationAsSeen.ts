import {
  GroupFacts,
  KnownPrincipals,
  ProductSituation,
  Surroundings,
} from '@meshproof/core';
import { entitiesIn, recordAsSeen } from '../evidence';

/** Everything that the situation of a product tells of other entities. */
export function entitiesAround(situation: ProductSituation): string[] {
  const { evidence, surroundings } = situation;
  return [
    ...new Set([
      ...evidence.flatMap(record => entitiesIn(record, knownIn(situation))),
      ...Object.keys(surroundings.entities),
      ...Object.values(surroundings.groups).flatMap(group => [
        group.ref,
        ...group.family,
        ...group.members,
      ]),
      ...(surroundings.domain ? [surroundings.domain.ref] : []),
    ]),
  ];
}

/**
 * The situation as it would be if there were only the entities that a reader finds: what is judged from it tells that reader
 * nothing of the others.
 *
 * @param found - of {@link entitiesAround}, those that the reader's catalog has
 */
export function situationAsSeen(
  situation: ProductSituation,
  found: ReadonlySet<string>,
): ProductSituation {
  const { evidence, surroundings } = situation;
  const known = new Set([...found, situation.ref]);
  return {
    ...situation,
    evidence: evidence.flatMap(
      record => recordAsSeen(record, known, knownIn(situation)) ?? [],
    ),
    surroundings: {
      ...surroundings,
      groups: mapValues(surroundings.groups, group =>
        groupAsSeen(group, known),
      ),
      domain: domainAsSeen(surroundings.domain, known),
      entities: mapValues(surroundings.entities, (entity, ref) =>
        known.has(ref) ? entity : { exists: false, aiUseCase: false },
      ),
    },
  };
}

function knownIn({
  settings,
  surroundings,
}: ProductSituation): KnownPrincipals {
  return { principals: settings.principals, jobs: surroundings.jobs };
}

function groupAsSeen(
  group: GroupFacts,
  found: ReadonlySet<string>,
): GroupFacts {
  const { ref } = group;
  return found.has(ref)
    ? {
        ...group,
        family: group.family.filter(item => found.has(item)),
        members: group.members.filter(item => found.has(item)),
      }
    : { ref, exists: false, family: [ref], members: [] };
}

function domainAsSeen(
  domain: Surroundings['domain'],
  found: ReadonlySet<string>,
): Surroundings['domain'] {
  return domain && !found.has(domain.ref)
    ? { ref: domain.ref, exists: false, family: [domain.ref], groups: [] }
    : domain;
}

function mapValues<T>(
  values: Record<string, T>,
  change: (value: T, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, change(value, key)]),
  );
}
