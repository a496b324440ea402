import {
  DomainSummary,
  Overview,
  UndeclaredDataset,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { missingInWords, rankMissing } from './missing';
import { levelsOf, rangeOf, verdictsOf } from './summarizeDomain';
import { ProductStanding } from './types';

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The page leadership opens first, for one reader. @public */
export function summarizeOverview(options: {
  now: number;
  /** As {@link summarizeDomains} returns them. */
  domains: DomainSummary[];
  /** Visible products. */
  products: ProductStanding[];
  partlyHidden: boolean;
  /** Publishers that have sent something; for readers from whom something is hidden, about a product that they see. */
  sources: number;
  /** Undefined for readers from whom products are hidden: the sum would tell how much is known of those. */
  records: number | undefined;
  /** Undefined for readers from whom products are hidden: one of those may serve what seems to be served by nobody. */
  undeclared: UndeclaredDataset[] | undefined;
}): Overview {
  const { now, domains, products, partlyHidden, sources, records } = options;
  const undeclared = options.undeclared ?? [];
  const withProducts = domains.filter(domain => domain.products > 0);
  const cannot = domains.filter(
    domain => domain.judgement === 'cannot-be-judged',
  );
  let state: Overview['state'] = 'running';
  if (products.length === 0) {
    state = 'no-products';
  } else if (sources === 0) {
    state = 'no-sources';
  }
  const missing = rankMissing(products);
  const found = [
    products.length === 0
      ? `${counted(domains.length, 'domain', 'domains')} and no data product`
      : `${counted(
          products.length,
          'data product',
          'data products',
        )} in ${counted(withProducts.length, 'domain', 'domains')} of ${
          domains.length
        }`,
    sources === 0
      ? 'No source has sent evidence yet'
      : `${counted(sources, 'source has', 'sources have')} sent ${
          records === undefined
            ? 'evidence'
            : counted(records, 'record', 'records')
        }`,
    ...(undeclared.length > 0
      ? [
          `${counted(
            undeclared.length,
            'data set is',
            'data sets are',
          )} read across domains and served by no product`,
        ]
      : []),
  ];
  const cannotJudge: Overview['cannotJudge'] = missing.map(entry => ({
    text: `${missingInWords(entry)} is not connected; ${counted(
      entry.products,
      'product waits',
      'products wait',
    )} for it`,
    who: 'platform',
    domains: entry.domains.size,
  }));
  const waiting = products.filter(({ judged }) => judged?.teamTasks);
  if (waiting.length > 0) {
    cannotJudge.push({
      text: `${counted(
        waiting.length,
        'product has',
        'products have',
      )} checks that a connected source could show, but nothing about the product has come`,
      who: 'team',
      domains: new Set(waiting.map(({ domain }) => domain)).size,
    });
  }
  if (state === 'no-products') {
    cannotJudge.unshift({
      text: 'No domain can be judged: there is no data product yet',
      who: 'team',
      domains: domains.length,
    });
  }
  return {
    asOf: new Date(now).toISOString(),
    state,
    totals: {
      domains: domains.length,
      products: products.length,
      levels: levelsOf(products),
      verdicts: verdictsOf(products),
      domainsJudged: domains.filter(domain => domain.judgement === 'judged')
        .length,
      domainsCannotBeJudged: cannot.length,
      range: rangeOf(products),
      sources,
      ...(records === undefined ? {} : { records }),
      partlyHidden,
    },
    found,
    cannotJudge,
    nextSteps: nextSteps(state, missing.map(missingInWords), undeclared),
    domains,
    ...(options.undeclared ? { undeclared } : {}),
  };
}

function nextSteps(
  state: Overview['state'],
  missing: string[],
  undeclared: UndeclaredDataset[],
): Overview['nextSteps'] {
  const create = {
    text: 'Create a first data product from the template',
    url: '/create',
  };
  const sources = {
    text: 'Connect a source that the owners cannot change: runs, quality, real schemas, reads or merged changes',
    url: '/data-mesh/sources',
  };
  switch (state) {
    case 'no-products':
      return [
        create,
        { text: 'Or list Bitol ODPS documents in the configuration' },
        sources,
      ];
    case 'no-sources':
      return [
        sources,
        {
          text: 'Check on a product page that its contract names a production server',
        },
        { text: 'Send a first record to see a check change' },
      ];
    default:
      return [
        ...missing
          .slice(0, 2)
          .map(text => ({ text: `Connect: ${text}`, url: sources.url })),
        ...undeclared.slice(0, 1).map(({ dataset, domains }) => ({
          text: `Find an owner for ${dataset.name}, which ${counted(
            domains,
            'other domain reads',
            'other domains read',
          )} and no product serves`,
        })),
        {
          text: 'See the next step of each product',
          url: '/data-mesh/products',
        },
      ].slice(0, 3);
  }
}
