import { EvidenceKind, Witness } from '../vocabulary';

/**
 * One connected publisher. Readers from whom products are hidden get its kinds, servers and times as far as they are about
 * products that they see. @public
 */
export interface SourceSummary {
  publisher: string;
  title: string;
  witness: Witness;
  kinds: EvidenceKind[];
  servers: string[];
  /** Not there for readers from whom a part of the catalog may be hidden. */
  records?: number;
  firstAt?: string;
  lastAt?: string;
  /** Not there for readers from whom products are hidden. */
  lastReceivedAt?: string;
  /** Set when nothing came for much longer than its usual interval. */
  silentSince?: string;
  /** The group that answers for it, as configured: it is told when the source falls silent. */
  owner?: string;
  /** Levels that are shown as they were because it is silent. Of products that the reader may see; not there for a publisher. */
  holds?: { levels: number; until: string };
  /** Not there for a publisher that asks about itself. */
  reach?: {
    /** Not there for readers from whom products are hidden. */
    datasets?: number;
    /** Those that the reader may see. */
    products: number;
    domains: number;
  };
  /** Data sets that no product serves, and products and repositories that are nobody's. Not there for readers from whom products are hidden, and for publishers. */
  unmatched?: number;
}

/** What the platform has connected, and what is missing. @public */
export interface SourcesReport {
  sources: SourceSummary[];
  /** Not there for a publisher that asks about itself. */
  missing?: {
    kind: EvidenceKind;
    server?: string;
    products: number;
    domains: number;
    text: string;
  }[];
  /** Not there for readers from whom products are hidden, as those may serve what seems to be nobody's; nor for publishers. */
  unmatched?: {
    dataset: { namespace: string; name: string };
    kinds: EvidenceKind[];
    records: number;
    lastAt: string;
    nearest: string[];
  }[];
  /** Products and repositories that records name and that are nobody's. Not there where `unmatched` is not. */
  unmatchedNames?: {
    type: 'product' | 'repository';
    /** Reference of the product, or address of the repository without its scheme. */
    name: string;
    kinds: EvidenceKind[];
    records: number;
    lastAt: string;
    /** Products whose name, or whose repository, is nearly this one. */
    nearest: string[];
  }[];
}
