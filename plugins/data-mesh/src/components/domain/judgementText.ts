import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { Texts } from '../../texts/useTexts';

/** What can be said of a domain, in words. @internal */
export function judgementText(t: Texts, domain: DomainSummary): string {
  switch (domain.judgement) {
    case 'withheld':
      return t('judgement.withheldBecause');
    case 'judged':
      return t(domain.central ? 'judgement.judgedCentral' : 'judgement.judged');
    default:
      return t(`judgement.${domain.judgement}`);
  }
}
