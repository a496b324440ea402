import {
  DomainSummary,
  Verdict,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** What the address asks for. @internal */
export interface DomainFilter {
  /** Reference of a domain: it and all below it. */
  domain?: string;
  owner?: string;
  level?: string;
  verdict?: string;
  /** How far they can be judged. */
  judgement?: string;
  q?: string;
}

/**
 * The domains that match. A match keeps the domains above it too, so that the hierarchy can still be read.
 *
 * @internal
 */
export function filterDomains(
  domains: DomainSummary[],
  filter: DomainFilter,
): DomainSummary[] {
  const byRef = new Map(domains.map(domain => [domain.ref, domain]));
  const q = filter.q?.trim().toLocaleLowerCase('en-US');
  const kept = new Set<string>();

  for (const domain of domains) {
    const path = pathOf(domain);
    const matches =
      (!filter.domain || path.some(({ ref }) => ref === filter.domain)) &&
      (!filter.owner || domain.owner === filter.owner) &&
      (!filter.level || (domain.levels[Number(filter.level)] ?? 0) > 0) &&
      (!filter.verdict ||
        (domain.verdicts[filter.verdict as Verdict] ?? 0) > 0) &&
      (!filter.judgement || domain.judgement === filter.judgement) &&
      (!q || domain.title.toLocaleLowerCase('en-US').includes(q));
    if (matches) {
      for (const { ref } of path) {
        kept.add(ref);
      }
    }
  }
  return domains.filter(domain => kept.has(domain.ref));

  function pathOf(domain: DomainSummary): DomainSummary[] {
    const path = [domain];
    const seen = new Set([domain.ref]);
    let parent = domain.parent ? byRef.get(domain.parent) : undefined;
    while (parent && !seen.has(parent.ref)) {
      path.push(parent);
      seen.add(parent.ref);
      parent = parent.parent ? byRef.get(parent.parent) : undefined;
    }
    return path;
  }
}
