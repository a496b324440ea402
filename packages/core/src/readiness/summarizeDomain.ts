import {
  Coverage,
  DomainSummary,
  Verdict,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { missingInWords, rankMissing } from './missing';
import { DomainEntry, ProductStanding } from './types';

/** Under this share of known checks a domain cannot be judged. @internal */
const JUDGED_FROM = 0.6;

const MEASURED = 3;

/** Sum of the coverage of products. @internal */
function sumCoverage(products: ProductStanding[]): Coverage {
  const sum = { known: 0, applicable: 0 };
  for (const { judged } of products) {
    sum.known += judged?.coverage.known ?? 0;
    sum.applicable += judged?.coverage.applicable ?? 0;
  }
  return sum;
}

/** Products that are measured now, and that would be if every unknown passed. @internal */
export function rangeOf(products: ProductStanding[]): {
  now: number;
  possible: number;
} {
  return {
    now: products.filter(({ judged }) => judged && judged.computed >= MEASURED)
      .length,
    possible: products.filter(
      ({ judged }) => !judged || judged.possible >= MEASURED,
    ).length,
  };
}

/** Products per shown level; those never evaluated are in none. @internal */
export function levelsOf(products: ProductStanding[]): number[] {
  const levels = [0, 0, 0, 0, 0, 0];
  for (const { judged } of products) {
    if (judged) {
      levels[judged.shown]++;
    }
  }
  return levels;
}

/** Products per verdict. @internal */
export function verdictsOf(
  products: ProductStanding[],
): Partial<Record<Verdict, number>> {
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { judged } of products) {
    if (judged) {
      verdicts[judged.verdict] = (verdicts[judged.verdict] ?? 0) + 1;
    }
  }
  return verdicts;
}

function wouldNarrow(
  products: ProductStanding[],
): DomainSummary['wouldNarrow'] {
  const [first] = rankMissing(products);
  if (first) {
    return {
      text: `${missingInWords(first)} would make more known of ${
        first.products
      } ${first.products === 1 ? 'product' : 'products'}`,
      who: 'platform',
    };
  }
  const waiting = products.filter(({ judged }) => judged?.teamTasks);
  if (waiting.length > 0) {
    const tasks = waiting.reduce(
      (sum, { judged }) => sum + judged!.teamTasks,
      0,
    );
    return {
      text: `${tasks} ${tasks === 1 ? 'check' : 'checks'} of ${
        waiting.length
      } ${
        waiting.length === 1 ? 'product' : 'products'
      } could be shown by sources that are there already`,
      who: 'team',
    };
  }
  return undefined;
}

/**
 * A domain as one reader may see it. `products` are the visible ones of the domain and of all domains below it. While some are
 * hidden, coverage and range would tell of them, so both are withheld. @public
 */
export function summarizeDomain(options: {
  domain: DomainEntry & { depth: number };
  products: ProductStanding[];
  partlyHidden: boolean;
  /** How many are hidden; only for readers who may know. */
  hidden?: number;
}): DomainSummary {
  const { domain, products, partlyHidden, hidden } = options;
  const coverage = sumCoverage(products);
  let judgement: DomainSummary['judgement'] = 'judged';
  if (partlyHidden) {
    judgement = 'withheld';
  } else if (products.length === 0) {
    judgement = 'empty';
  } else if (
    coverage.applicable === 0 ||
    coverage.known < JUDGED_FROM * coverage.applicable
  ) {
    judgement = 'cannot-be-judged';
  }
  const narrow = partlyHidden ? undefined : wouldNarrow(products);
  return {
    ref: domain.ref,
    title: domain.title,
    ...(domain.parent ? { parent: domain.parent } : {}),
    depth: domain.depth,
    ...(domain.owner ? { owner: domain.owner } : {}),
    products: products.length,
    levels: levelsOf(products),
    verdicts: verdictsOf(products),
    partlyHidden,
    ...(partlyHidden && hidden !== undefined ? { hidden } : {}),
    ...(partlyHidden || products.length === 0
      ? {}
      : { coverage, range: rangeOf(products) }),
    judgement,
    ...(narrow ? { wouldNarrow: narrow } : {}),
    central: products.length > 0 && products.every(({ central }) => central),
  };
}
