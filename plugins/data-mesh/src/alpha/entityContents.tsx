import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { IS_DATA_PRODUCT } from './filters';

const scorecardContent = EntityContentBlueprint.make({
  name: 'scorecard',
  params: {
    path: '/scorecard',
    title: 'Scorecard',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/scorecard/ScorecardContent').then(m => (
        <m.ScorecardContent />
      )),
  },
});

const sloContent = EntityContentBlueprint.make({
  name: 'slo',
  params: {
    path: '/slo',
    title: 'Quality & SLO',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/slo/SloContent').then(m => <m.SloContent />),
  },
});

const evidenceContent = EntityContentBlueprint.make({
  name: 'evidence',
  params: {
    path: '/evidence',
    title: 'Evidence',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/evidence/EvidenceContent').then(m => (
        <m.EvidenceContent />
      )),
  },
});

/** The tabs of entity pages. @internal */
export const entityContents = [scorecardContent, sloContent, evidenceContent];
