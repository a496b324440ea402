import { Coverage } from '../scorecard';
import { FixOwner, Verdict } from '../vocabulary';

/** A domain in the overview and on its own page. @public */
export interface DomainSummary {
  ref: string;
  title: string;
  parent?: string;
  /** 0 for a root domain. */
  depth: number;
  owner?: string;
  /** Visible products, those of all domains below included. */
  products: number;
  /** Visible products per shown level, index = level. */
  levels: number[];
  verdicts: Partial<Record<Verdict, number>>;
  /** Some products of this domain are hidden from this reader; coverage and range are then withheld. */
  partlyHidden: boolean;
  /** Only with the permission `data-mesh.hidden-count.read`. */
  hidden?: number;
  coverage?: Coverage;
  /** Products at level 3 or more now, and if every unknown passed. */
  range?: { now: number; possible: number };
  /** `cannot-be-judged`: coverage under 60 % or nothing applies. `empty`: no product. */
  judgement: 'judged' | 'cannot-be-judged' | 'empty' | 'withheld';
  /** One sentence: what would narrow the range most, and whose task it is. */
  wouldNarrow?: { text: string; who: FixOwner };
  /** True when every product is curated centrally. */
  central: boolean;
}

/** The page leadership opens first. @public */
export interface Overview {
  asOf: string;
  /** `no-products` and `no-sources` are designed first pages. */
  state: 'no-products' | 'no-sources' | 'running';
  totals: {
    domains: number;
    products: number;
    levels: number[];
    verdicts: Partial<Record<Verdict, number>>;
    /** Domains that can be judged, and all that have a product. */
    domainsJudged: number;
    domainsCannotBeJudged: number;
    range: { now: number; possible: number };
    /** Publishers that have sent something; for readers from whom a part may be hidden, about a product that they see. */
    sources: number;
    /** Not there for readers from whom a part of the catalog may be hidden. */
    records?: number;
    partlyHidden: boolean;
  };
  /** What was found, in sentences, for the first pages. */
  found: string[];
  /** What cannot be judged yet, why, and whose task it is. */
  cannotJudge: { text: string; who: FixOwner; domains: number }[];
  nextSteps: { text: string; url?: string }[];
  domains: DomainSummary[];
  /**
   * Data sets read by other domains without a product, the most read first. Not there for readers from whom products are hidden:
   * one of those may serve what seems to be served by nobody.
   */
  undeclared?: UndeclaredDataset[];
}

/** A data set that others read and no product serves. A label, never a verdict. @public */
export interface UndeclaredDataset {
  dataset: { namespace: string; name: string };
  readers: { ref: string; domain?: string; aiUseCase: boolean }[];
  domains: number;
  aiUseCases: number;
  lastReadAt: string;
}
