import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { summarizeDomain } from './summarizeDomain';
import { DomainEntry, ProductStanding } from './types';

/**
 * Every domain with the products of all domains below it, parents before their children, each level by title. A parent that is
 * not among the domains, or that would close a circle, makes a root. @public
 */
export function summarizeDomains(options: {
  domains: DomainEntry[];
  /** Visible products; each is in at most one domain and counted there and above. */
  products: ProductStanding[];
  /** Hidden products per domain, without those of the domains below. */
  hidden?: Record<string, number>;
  /** Whether the reader may know how many are hidden. */
  mayCountHidden: boolean;
}): DomainSummary[] {
  const { domains, products, hidden = {}, mayCountHidden } = options;
  const byRef = new Map(domains.map(domain => [domain.ref, domain] as const));
  const children = new Map<string | undefined, DomainEntry[]>();
  for (const domain of domains) {
    const parent = rootedParent(domain, byRef);
    children.set(parent, [...(children.get(parent) ?? []), domain]);
  }
  const own = new Map<string | undefined, ProductStanding[]>();
  for (const product of products) {
    const list = own.get(product.domain);
    if (list) {
      list.push(product);
    } else {
      own.set(product.domain, [product]);
    }
  }
  const summaries = new Map<string, DomainSummary | undefined>();
  function visit(
    parent: string | undefined,
    depth: number,
  ): { products: ProductStanding[]; hidden: number }[] {
    const list = [...(children.get(parent) ?? [])].sort(
      (a, b) => a.title.localeCompare(b.title) || (a.ref < b.ref ? -1 : 1),
    );
    return list.map(domain => {
      // Keeps the parent's place in front of its children.
      summaries.set(domain.ref, undefined);
      const below = visit(domain.ref, depth + 1);
      const all = [
        ...(own.get(domain.ref) ?? []),
        ...below.flatMap(entry => entry.products),
      ];
      const hiddenHere = below.reduce(
        (sum, entry) => sum + entry.hidden,
        hidden[domain.ref] ?? 0,
      );
      summaries.set(
        domain.ref,
        summarizeDomain({
          domain: { ...domain, parent, depth },
          products: all,
          partlyHidden: hiddenHere > 0,
          hidden: mayCountHidden ? hiddenHere : undefined,
        }),
      );
      return { products: all, hidden: hiddenHere };
    });
  }
  visit(undefined, 0);
  return [...summaries.values()].filter(summary => summary !== undefined);
}

/** The parent, unless following the parents never ends. */
function rootedParent(
  domain: DomainEntry,
  byRef: ReadonlyMap<string, DomainEntry>,
): string | undefined {
  const { parent } = domain;
  if (!parent || !byRef.has(parent)) {
    return undefined;
  }
  const seen = new Set([domain.ref]);
  for (
    let above: string | undefined = parent;
    above && byRef.has(above);
    above = byRef.get(above)?.parent
  ) {
    if (seen.has(above)) {
      return undefined;
    }
    seen.add(above);
  }
  return parent;
}
