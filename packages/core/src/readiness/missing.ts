import { EvidenceKind } from '@meshproof/backstage-plugin-data-mesh-common';
import { MissingSource } from '../scorecard/types';
import { ProductStanding } from './types';

/** A missing source, and what it keeps from being known. @internal */
export interface RankedMissing extends MissingSource {
  products: number;
  domains: Set<string>;
}

const SOURCES: Record<EvidenceKind, string> = {
  run: 'A source of pipeline runs',
  quality: 'A source of quality results',
  freshness: 'A source of freshness',
  schema: 'A source of real schemas',
  usage: 'A source of reads',
  change: 'A source of merged changes',
};

/** @internal */
export function missingInWords(missing: MissingSource): string {
  return missing.server
    ? `${SOURCES[missing.kind]} for ${missing.server}`
    : SOURCES[missing.kind];
}

/** What the platform could connect, by the number of products it would tell more of. @internal */
export function rankMissing(products: ProductStanding[]): RankedMissing[] {
  const ranked = new Map<string, RankedMissing>();
  for (const { judged, domain } of products) {
    for (const missing of judged?.missingSources ?? []) {
      const key = `${missing.kind} ${missing.server ?? ''}`;
      const entry = ranked.get(key) ?? {
        ...missing,
        products: 0,
        domains: new Set<string>(),
      };
      entry.products++;
      if (domain) {
        entry.domains.add(domain);
      }
      ranked.set(key, entry);
    }
  }
  return [...ranked.values()].sort(
    (a, b) =>
      b.products - a.products ||
      missingInWords(a).localeCompare(missingInWords(b)),
  );
}
