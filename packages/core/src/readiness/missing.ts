import { EvidenceKind } from '@meshproof/backstage-plugin-data-mesh-common';
import { ProductStanding } from './types';

/** A server with what no source tells of it, and what that keeps from being known. @internal */
export interface RankedMissing {
  /** For changes the host of the repositories. */
  server: string;
  kinds: EvidenceKind[];
  products: number;
  domains: Set<string>;
}

const WORDS: Record<EvidenceKind, string> = {
  run: 'pipeline runs',
  quality: 'quality results',
  freshness: 'freshness',
  schema: 'real schemas',
  usage: 'reads',
  change: 'merged changes',
  incident: 'incidents',
  support: 'questions and answers',
  agreement: 'agreements',
  confirmation: 'confirmations',
  'policy-run': 'policy runs',
};
const ORDER = Object.keys(WORDS);

function listed(words: string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** `A source of reads for SERVER`, for everything that is missing there. @internal */
export function missingInWords(missing: RankedMissing): string {
  const what = listed(missing.kinds.map(kind => WORDS[kind]));
  return `A source of ${what} for ${missing.server}`;
}

/** What the platform could connect, server by server, by the number of products it would tell more of. @internal */
export function rankMissing(products: ProductStanding[]): RankedMissing[] {
  const ranked = new Map<
    string,
    Omit<RankedMissing, 'products'> & { products: Set<ProductStanding> }
  >();
  for (const product of products) {
    for (const { kind, server } of product.judged?.missingSources ?? []) {
      const entry = ranked.get(server) ?? {
        server,
        kinds: [],
        products: new Set(),
        domains: new Set<string>(),
      };
      if (!entry.kinds.includes(kind)) {
        entry.kinds.push(kind);
      }
      entry.products.add(product);
      if (product.domain) {
        entry.domains.add(product.domain);
      }
      ranked.set(server, entry);
    }
  }
  return [...ranked.values()]
    .map(entry => ({
      ...entry,
      kinds: entry.kinds.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
      products: entry.products.size,
    }))
    .sort(
      (a, b) =>
        b.products - a.products ||
        b.kinds.length - a.kinds.length ||
        missingInWords(a).localeCompare(missingInWords(b)),
    );
}
