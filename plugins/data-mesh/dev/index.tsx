// For looking at the screens without a backend: `yarn workspace @meshproof/backstage-plugin-data-mesh start`.
import '@backstage/cli/asset-types';
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend -- this is an app of its own
import '@backstage/ui/css/styles.css';
import { Entity } from '@backstage/catalog-model';
import { UserIdentity } from '@backstage/core-components';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { useEffect } from 'react';
import ReactDOM from 'react-dom/client';
import dataMeshPlugin, {
  dataMeshCatalogColumnsModule,
  dataMeshCatalogIconModule,
} from '../src/alpha';
import { dataMeshApiRef } from '../src/api';
import { InMemoryDataMeshApi } from '../src/__testUtils__/InMemoryDataMeshApi';
import {
  WAREHOUSE_SERVICE,
  sampleEntity,
} from '../src/__testUtils__/sampleEntity';
import {
  manyProducts,
  sampleDescription,
  sampleDomains,
  sampleOverview,
  sampleProduct,
  sampleSources,
} from '../src/__testUtils__/sampleMesh';
import {
  sampleRows,
  sampleScorecard,
} from '../src/__testUtils__/sampleScorecard';

const domains = sampleDomains();
const entities: Entity[] = [
  sampleEntity(),
  WAREHOUSE_SERVICE,
  ...domains.map(domain => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: {
      name: domain.ref.split('/')[1],
      namespace: 'default',
      title: domain.title,
    },
    spec: { owner: 'supply-chain' },
  })),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name: 'supply-chain',
      namespace: 'default',
      title: 'Supply chain',
    },
    spec: { type: 'team', children: [] },
  },
];

const state = new URLSearchParams(window.location.search).get('mesh');
const dataMeshApi = new InMemoryDataMeshApi({
  scorecards: [
    sampleScorecard({
      verdict: {
        ...sampleScorecard().verdict,
        finding: {
          kind: 'contradicted',
          claims: ['owner'],
          reasons: ['9 of 10 changes since June are by central-data'],
          toldAt: '2026-11-20T00:00:00Z',
          visibleToAllFrom: '2026-12-05T00:00:00Z',
        },
      },
      problems: [
        {
          severity: 'warning',
          area: 'contract',
          ref: 'dataproduct:default/inventory',
          document: 'https://git.example/wh/stock/contracts/stock.odcs.yaml',
          line: 12,
          path: 'schema[0].properties[3].logicalType',
          message: '"text" is not a logical type.',
          fix: 'Use "string".',
        },
      ],
    }),
  ],
  descriptions: [sampleDescription()],
  products: [
    sampleProduct(),
    sampleProduct({
      ref: 'dataproduct:default/x',
      title:
        'A product whose name is far too long to stand in one line of any table on any screen',
      contradictedOn: '2026-12-05T00:00:00Z',
      level: {
        computed: 2,
        shown: 3,
        waived: true,
        atRiskSince: '2026-11-20T00:00:00Z',
      },
    }),
    ...manyProducts(1000),
  ],
  domains,
  overview:
    state === 'empty'
      ? sampleOverview({
          state: 'no-products',
          found: ['14 domains with an owner', '60 services'],
          domains: [],
        })
      : sampleOverview(),
  sources: sampleSources(),
  problems: [],
  rows: sampleRows(82),
});

const signIn = SignInPageBlueprint.make({
  params: {
    loader:
      async () =>
      ({ onSignInSuccess }) => {
        useEffect(
          () => onSignInSuccess(UserIdentity.createGuest()),
          [onSignInSuccess],
        );
        return null;
      },
  },
});

const app = createApp({
  features: [
    createFrontendModule({ pluginId: 'app', extensions: [signIn] }),
    catalogPlugin,
    dataMeshPlugin,
    dataMeshCatalogIconModule,
    dataMeshCatalogColumnsModule,
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: catalogApiRef,
              deps: {},
              factory: () => catalogApiMock({ entities }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'data-mesh',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: dataMeshApiRef,
              deps: {},
              factory: () => dataMeshApi,
            }),
        }),
      ],
    }),
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
