import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { isFromOdps } from '../components/product/isFromOdps';
import { IS_DATA_PRODUCT } from './filters';

const scorecardCard = EntityCardBlueprint.make({
  name: 'scorecard',
  params: {
    type: 'content',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/scorecard/ScorecardCard').then(m => (
        <m.ScorecardCard />
      )),
  },
});

const productCard = EntityCardBlueprint.make({
  name: 'product',
  params: {
    type: 'content',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/product/ProductCard').then(m => <m.ProductCard />),
  },
});

const portsCard = EntityCardBlueprint.make({
  name: 'ports',
  params: {
    type: 'content',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/product/PortsCard').then(m => <m.PortsCard />),
  },
});

const consumersCard = EntityCardBlueprint.make({
  name: 'consumers',
  params: {
    type: 'content',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/product/ConsumersCard').then(m => (
        <m.ConsumersCard />
      )),
  },
});

const attestationsCard = EntityCardBlueprint.make({
  name: 'attestations',
  params: {
    type: 'content',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/attestation/AttestationsCard').then(m => (
        <m.AttestationsCard />
      )),
  },
});

const supportCard = EntityCardBlueprint.make({
  name: 'support',
  params: {
    type: 'info',
    filter: IS_DATA_PRODUCT,
    loader: () =>
      import('../components/product/SupportCard').then(m => <m.SupportCard />),
  },
});

const notMappedCard = EntityCardBlueprint.make({
  name: 'odps-not-mapped',
  params: {
    type: 'content',
    filter: isFromOdps,
    loader: () =>
      import('../components/product/NotMappedCard').then(m => (
        <m.NotMappedCard />
      )),
  },
});

const domainProductsCard = EntityCardBlueprint.make({
  name: 'domain-products',
  params: {
    type: 'content',
    filter: { kind: 'domain' },
    loader: () =>
      import('../components/domain/DomainProductsCard').then(m => (
        <m.DomainProductsCard />
      )),
  },
});

const domainAttestationsCard = EntityCardBlueprint.make({
  name: 'domain-attestations',
  params: {
    type: 'content',
    filter: { kind: 'domain' },
    loader: () =>
      import('../components/attestation/AttestationsCard').then(m => (
        <m.AttestationsCard />
      )),
  },
});

const groupProductsCard = EntityCardBlueprint.make({
  name: 'group-products',
  params: {
    type: 'content',
    filter: { kind: 'group' },
    loader: () =>
      import('../components/group/GroupProductsCard').then(m => (
        <m.GroupProductsCard />
      )),
  },
});

const consumedProductsCard = EntityCardBlueprint.make({
  name: 'consumed-products',
  params: {
    type: 'content',
    filter: { kind: { $in: ['component', 'system', 'airesource'] } },
    loader: () =>
      import('../components/consumer/ConsumedProductsCard').then(m => (
        <m.ConsumedProductsCard />
      )),
  },
});

/** The cards of entity pages, in the order in which they stand unless configured otherwise. @internal */
export const entityCards = [
  scorecardCard,
  productCard,
  portsCard,
  consumersCard,
  attestationsCard,
  notMappedCard,
  supportCard,
  domainProductsCard,
  domainAttestationsCard,
  groupProductsCard,
  consumedProductsCard,
];
