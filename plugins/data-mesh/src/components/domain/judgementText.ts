import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';

/** What can be said of a domain, in words. @internal */
export function judgementText(domain: DomainSummary): string {
  switch (domain.judgement) {
    case 'empty':
      return 'no product yet';
    case 'withheld':
      return 'withheld, since some products are not visible to you';
    case 'cannot-be-judged':
      return 'cannot be judged yet';
    default:
      return domain.central ? 'judged; curated centrally' : 'judged';
  }
}
