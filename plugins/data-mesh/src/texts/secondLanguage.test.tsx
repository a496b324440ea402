import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  CONTRADICTION_KINDS,
  Problem,
  ProductSummary,
  Scorecard,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactElement } from 'react';
import {
  InMemoryDataMeshApi,
  InMemoryMesh,
} from '../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../__testUtils__/renderScreen';
import { WAREHOUSE_SERVICE, sampleEntity } from '../__testUtils__/sampleEntity';
import {
  manyProducts,
  sampleDescription,
  sampleDomains,
  sampleOverview,
  sampleProduct,
  sampleSources,
} from '../__testUtils__/sampleMesh';
import { sampleAttestation } from '../__testUtils__/sampleAttestations';
import { sampleCandidates } from '../__testUtils__/sampleCandidates';
import { sampleHealth } from '../__testUtils__/sampleHealth';
import {
  sampleJobs,
  sampleRows,
  sampleSchemas,
  sampleSlos,
  sampleScorecard,
} from '../__testUtils__/sampleScorecard';
import { secondLanguage } from '../__testUtils__/secondLanguage';
import { AttestationsCard } from '../components/attestation/AttestationsCard';
import { MaturityCell } from '../components/catalog/MaturityCell';
import { createDataProductColumns } from '../components/catalog/dataProductColumns';
import { ConsumedProductsCard } from '../components/consumer/ConsumedProductsCard';
import { DomainProductsCard } from '../components/domain/DomainProductsCard';
import { GroupProductsCard } from '../components/group/GroupProductsCard';
import { DiscoverContent } from '../components/discover/DiscoverContent';
import { EvidenceContent } from '../components/evidence/EvidenceContent';
import { HealthContent } from '../components/health/HealthContent';
import { OverviewContent } from '../components/overview/OverviewContent';
import { DataMeshPage } from '../components/page/DataMeshPage';
import { ProblemsContent } from '../components/problems/ProblemsContent';
import { ConsumersCard } from '../components/product/ConsumersCard';
import { NotMappedCard } from '../components/product/NotMappedCard';
import { PortsCard } from '../components/product/PortsCard';
import { ProductCard } from '../components/product/ProductCard';
import { ProductsContent } from '../components/product/ProductsContent';
import { SupportCard } from '../components/product/SupportCard';
import { ScorecardCard } from '../components/scorecard/ScorecardCard';
import { ScorecardContent } from '../components/scorecard/ScorecardContent';
import { SloContent } from '../components/slo/SloContent';
import { SourcesContent } from '../components/sources/SourcesContent';
import { DataProductColumns } from '../components/template/DataProductColumns';
import { DataProductName } from '../components/template/DataProductName';
import { DataProductColumn } from '../components/template/findColumnProblems';
import { messages } from './messages';

const problems: Problem[] = [
  {
    severity: 'warning',
    area: 'contract',
    ref: 'dataproduct:default/inventory',
    message: 'Die Zeile stimmt nicht',
    fix: 'Zeile bessern',
    document: 'vertrag.yaml',
    line: 12,
    path: 'schema[0]',
  },
];

const eventful: Scorecard = sampleScorecard({
  frozenSince: '2026-11-01T00:00:00Z',
  level: {
    computed: 2,
    shown: 3,
    waived: true,
    atRiskSince: '2026-11-20T00:00:00Z',
    heldUntil: '2026-11-27T00:00:00Z',
    heldBecause: 'seven-days',
  },
  verdict: {
    ...sampleScorecard().verdict,
    finding: {
      claims: ['owner', 'schema'],
      reasons: ['Anderer Grund'],
      toldAt: '2026-11-10T00:00:00Z',
      visibleToAllFrom: '2126-11-24T00:00:00Z',
    },
    corrections: [
      {
        at: '2026-11-12T00:00:00Z',
        claim: 'owner',
        text: 'Gruppe genannt',
        answersFinding: true,
      },
    ],
    contradictions: CONTRADICTION_KINDS.map(kind => ({
      kind,
      ...(kind === 'owner' ? {} : { port: 'bestand@2' }),
      claimed: { text: 'Behauptet', since: '2026-05-01T00:00:00Z' },
      shown:
        kind === 'lifecycle'
          ? { text: 'Gezeigt' }
          : {
              text: 'Gezeigt',
              days: 4,
              firstAt: '2026-11-01T00:00:00Z',
              lastAt: '2026-11-20T00:00:00Z',
            },
      records: 'run',
      toldAt: '2026-11-10T00:00:00Z',
      visibleToAllFrom: '2126-11-24T00:00:00Z',
      mayReply: true,
      replies: [
        {
          id: `wort-${kind}`,
          at: '2026-11-11T00:00:00Z',
          type: kind === 'schema' ? 'dispute' : 'answer',
          text: 'Unser Wort',
          link: 'https://tracker.example/7',
          ...(kind === 'rhythm'
            ? { text: '', withdrawnAt: '2026-11-12T00:00:00Z' }
            : {}),
        },
      ],
    })),
  } as Scorecard['verdict'],
  problems,
});

const bare: ProductSummary = {
  ref: 'dataproduct:default/bare',
  title: 'Kahl',
  type: 'aggregate',
  lifecycle: 'proposed',
};

const ailing = sampleHealth({
  queue: {
    size: 3,
    leased: 1,
    oldestAt: '2026-11-23T09:30:00.000Z',
    failing: 1,
    failures: [
      {
        ref: 'dataproduct:default/orders',
        attempts: 7,
        error: 'Fehler: kein Port',
        queuedAt: '2026-11-23T09:30:00.000Z',
        nextAttemptAt: '2026-11-23T10:02:00.000Z',
      },
    ],
  },
  sources: {
    known: 3,
    neverHeard: [{ publisher: 'soda', title: 'Seife' }],
    silent: [
      {
        publisher: 'dbt',
        title: 'Bau',
        silentSince: '2026-11-20T00:00:00.000Z',
      },
    ],
  },
  tasks: [
    {
      name: 'evidence-retention',
      replica: 'portal-7f:17:ab12cd34',
      startedAt: '2026-11-23T02:45:00.000Z',
      endedAt: '2026-11-23T02:45:02.500Z',
      error: 'Fehler: keine Verbindung',
    },
    {
      name: 'nightly-look',
      replica: 'portal-7f:17:ab12cd34',
      startedAt: '2026-11-23T02:15:00.000Z',
      endedAt: '2026-11-23T02:15:00.500Z',
      detail: { products: 43 },
    },
  ],
  problems: [{ area: 'contract', severity: 'error', count: 2 }],
  database: {
    kind: 'SQLite',
    version: '3.53.0',
    applied: [],
    pending: ['20261123_03_operations.js'],
  },
});

const mesh: InMemoryMesh = {
  scorecards: [sampleScorecard()],
  descriptions: [sampleDescription()],
  products: [
    sampleProduct({
      curator: 'group:default/central-data',
      contradictedOn: '2026-12-04T00:00:00Z',
      level: { computed: 2, shown: 2, waived: true },
    }),
    bare,
  ],
  domains: sampleDomains(),
  overview: sampleOverview(),
  sources: sampleSources(),
  problems,
  rows: sampleRows(30),
  jobs: sampleJobs(),
  schemas: sampleSchemas(),
  slos: sampleSlos(),
  health: sampleHealth(),
  candidates: { ...sampleCandidates(), partlyHidden: true },
  attestations: [
    sampleAttestation(),
    sampleAttestation({
      id: 'attestation-2',
      relation: 'owner',
      counts: false,
    }),
    sampleAttestation({
      id: 'attestation-3',
      state: 'expired',
      about: 'drill',
    }),
  ],
  mayAttest: true,
};

function keysOf(tree: object): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' ? [key, ...keysOf(value)] : [key],
  );
}

/** Values that have a text of ours, so that the value itself may not be seen. */
const OURS = new Set(
  [
    messages.state,
    messages.verdict.names,
    messages.basis,
    messages.cause,
    messages.who,
    messages.witness,
    messages.recordKind,
    messages.judgement,
    messages.keyClaims.names,
    messages.problems.severities,
    messages.problems.areas,
    messages.records.outcomes,
    messages.slo.states,
    messages.scorecard.held,
    messages.product.types,
    messages.discover.standings,
    messages.discover.rules,
    messages.attestations.topics,
    messages.attestations.relations,
    messages.attestations.states,
  ].flatMap(keysOf),
);

/** What comes from the backend or the catalog and is shown as it is. */
function dataIn(value: unknown): string[] {
  if (typeof value === 'string') {
    if (OURS.has(value)) {
      return [];
    }
    // Long names are shown in parts, so that they can break.
    const parts = [value, ...value.split(/(?<=[./_-])(?=[^./_-])/)];
    try {
      return [...parts, parseEntityRef(value).name];
    } catch {
      return parts;
    }
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, item]) => [
    ...(name === 'values' ? Object.keys(item).map(factInWords) : []),
    ...dataIn(item),
  ]);
}

/** The backend names facts in one word each; a screen takes the words apart. */
function factInWords(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const DATES =
  /\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec) \d{4}/g;

/** The words of a text that are neither in the second language nor data. */
function forgotten(text: string, data: string[]): string[] {
  let rest = text.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  for (const known of data) {
    if (!/\p{L}{2}/u.test(rest)) {
      return [];
    }
    rest = rest.split(known).join(' ');
  }
  return rest.replace(DATES, ' ').match(/\p{L}{2,}/gu) ?? [];
}

/** What the addresses below ask for, and the types of the data contract standard. */
const GIVEN = [
  'Runs are seen',
  'zzz',
  'string',
  'integer',
  'number',
  'boolean',
  'date',
  'timestamp',
  'time',
  'object',
  'array',
];

/** Words of the portal's own components. */
const OF_THE_PORTAL = ['0 notifications.', 'tabs', ', Opens in a new window'];

function everyText(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        found.push(node.getAttribute(name) ?? '');
      }
    } else if (!node.parentElement?.closest('style, script, pre, code')) {
      found.push(node.textContent ?? '');
    }
  }
  return found.filter(text => !OF_THE_PORTAL.includes(text));
}

/** Texts on the screen, once it is loaded, that are neither translated nor data. */
async function leftBehind(data: unknown[]) {
  await waitFor(() => {
    expect(document.body.textContent).toContain('⟦');
    expect(document.body.textContent).not.toContain('⟦Loading ⟧');
  });
  const known = [...new Set(dataIn([mesh, eventful, GIVEN, data]))]
    .filter(text => /\p{L}/u.test(text))
    .sort((a, b) => b.length - a.length);
  return everyText()
    .map(text => ({ text, words: forgotten(text, known) }))
    .filter(({ words }) => words.length > 0);
}

const DOMAIN: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Domain',
  metadata: { name: 'supply-chain', namespace: 'default', title: 'Kette' },
};
const GROUP: Entity = { ...DOMAIN, kind: 'Group' };
const BARE: Entity = {
  ...sampleEntity(),
  relations: [],
  spec: { type: 'aggregate', lifecycle: 'proposed' },
};
const FIELD = {
  onChange: () => {},
  required: true,
  schema: {},
  uiSchema: {},
  idSchema: { $id: 'root_columns' },
};
const COLUMNS = {
  ...FIELD,
  formData: [{ name: 'a b' }, { name: 'site', description: 'Site' }],
} as unknown as FieldExtensionComponentProps<DataProductColumn[]>;
const NAME = {
  ...FIELD,
  formData: 'a',
} as unknown as FieldExtensionComponentProps<string>;

type Screen = [
  name: string,
  screen: ReactElement,
  options?: { entity?: Entity; url?: string; mesh?: Partial<InMemoryMesh> },
];

const SCREENS: Screen[] = [
  ['overview', <OverviewContent />],
  [
    'overview, filtered to nothing and partly hidden',
    <OverviewContent />,
    {
      url: '/?q=zzz',
      mesh: {
        overview: sampleOverview({
          undeclared: [],
          totals: { ...sampleOverview().totals, partlyHidden: true },
        }),
      },
    },
  ],
  [
    'overview without products',
    <OverviewContent />,
    { mesh: { overview: sampleOverview({ state: 'no-products' }) } },
  ],
  [
    'overview without sources',
    <OverviewContent />,
    {
      mesh: {
        overview: sampleOverview({ state: 'no-sources', domains: [] }),
      },
    },
  ],
  ['candidates', <DiscoverContent />],
  [
    'readers of a candidate',
    <DiscoverContent />,
    { url: '/?open=snowflake://acme.eu%7Cwh.sales.orders' },
  ],
  [
    'candidates before any source',
    <DiscoverContent />,
    { mesh: { candidates: undefined } },
  ],
  ['products', <ProductsContent />],
  [
    'products, second page of three',
    <ProductsContent />,
    { url: '/?cursor=50', mesh: { products: manyProducts(101) } },
  ],
  [
    'products, filtered',
    <ProductsContent />,
    { url: '/?q=inventory&consumer=component:default/wms' },
  ],
  ['products, none', <ProductsContent />, { mesh: { products: [] } }],
  ['products, no match', <ProductsContent />, { url: '/?q=zzz' }],
  ['sources', <SourcesContent />],
  [
    'sources, none',
    <SourcesContent />,
    { mesh: { sources: { sources: [], missing: [], unmatched: [] } } },
  ],
  [
    'sources, partly hidden',
    <SourcesContent />,
    {
      mesh: {
        sources: {
          sources: [{ ...sampleSources().sources[0], lastAt: undefined }],
        },
      },
    },
  ],
  ['problems', <ProblemsContent />],
  [
    'problems of one entity',
    <ProblemsContent />,
    { url: '/?ref=dataproduct:default/inventory' },
  ],
  ['problems, none', <ProblemsContent />, { mesh: { problems: [] } }],
  ['problems, no match', <ProblemsContent />, { url: '/?q=zzz' }],
  ['health', <HealthContent />],
  ['health, not well', <HealthContent />, { mesh: { health: ailing } }],
  ['the page with its tabs', <DataMeshPage />, { url: '/overview' }],
  ['scorecard card', <ScorecardCard />, { entity: sampleEntity() }],
  [
    'scorecard card with a finding and problems',
    <ScorecardCard />,
    { entity: sampleEntity(), mesh: { scorecards: [eventful] } },
  ],
  [
    'scorecard card, nothing to do',
    <ScorecardCard />,
    {
      entity: sampleEntity(),
      mesh: {
        scorecards: [
          sampleScorecard({ next: [], checks: [], platformDebts: [] }),
        ],
      },
    },
  ],
  ['scorecard', <ScorecardContent />, { entity: sampleEntity() }],
  [
    'scorecard, filtered to nothing',
    <ScorecardContent />,
    { entity: sampleEntity(), url: '/?dimension=zzz' },
  ],
  [
    'scorecard with a finding',
    <ScorecardContent />,
    { entity: sampleEntity(), mesh: { scorecards: [eventful] } },
  ],
  ...['runs-seen', 'timeliness-kept', 'read-by-others', 'zzz'].map(
    (check): Screen => [
      `check ${check}`,
      <ScorecardContent />,
      { entity: sampleEntity(), url: `/?check=${check}` },
    ],
  ),
  [
    'a check without records',
    <ScorecardContent />,
    {
      entity: sampleEntity(),
      url: '/?check=owner-resolves',
      mesh: { rows: [] },
    },
  ],
  [
    'a record',
    <ScorecardContent />,
    {
      entity: sampleEntity(),
      url: `/?check=runs-seen&record=${mesh.rows[0].recordId}`,
    },
  ],
  ...['', 'kind=change', 'view=jobs', 'view=schemas', 'record=record-1'].map(
    (query): Screen => [
      `evidence ${query}`,
      <EvidenceContent />,
      { entity: sampleEntity(), url: `/?${query}` },
    ],
  ),
  ...[
    '',
    'slo=stock-levels@2 timeliness',
    'slo=stock-levels@2 rule unique',
    'slo=stock-levels@2 availability availability',
    'slo=stock-levels@2 timeliness&days=365',
    'slo=stock-levels@2 timeliness&day=2026-11-22',
    'slo=stock-levels@2 timeliness&day=all',
    'slo=stock-levels@2 timeliness&day=all&record=record-1',
    'slo=gone',
  ].map(
    (query): Screen => [
      `service levels ${query}`,
      <SloContent />,
      { entity: sampleEntity(), url: `/?${encodeURI(query)}` },
    ],
  ),
  [
    'a day without records',
    <SloContent />,
    {
      entity: sampleEntity(),
      url: '/?slo=stock-levels@2%20timeliness&day=2026-11-22',
      mesh: { rows: [] },
    },
  ],
  [
    'no service levels',
    <SloContent />,
    {
      entity: sampleEntity(),
      mesh: { slos: { ...sampleSlos(), items: [] } },
    },
  ],
  ...['', 'view=jobs', 'view=schemas'].map(
    (query): Screen => [
      `no evidence ${query}`,
      <EvidenceContent />,
      {
        entity: sampleEntity(),
        url: `/?${query}`,
        mesh: { rows: [], jobs: [], schemas: [] },
      },
    ],
  ),
  ['product', <ProductCard />, { entity: sampleEntity() }],
  ['bare product', <ProductCard />, { entity: BARE }],
  ['ports', <PortsCard />, { entity: sampleEntity() }],
  [
    'no port',
    <PortsCard />,
    {
      entity: sampleEntity(),
      mesh: { descriptions: [sampleDescription({ ports: [] })] },
    },
  ],
  [
    'a port without contract',
    <PortsCard />,
    {
      entity: sampleEntity(),
      mesh: {
        descriptions: [
          sampleDescription({
            ports: [
              {
                ...sampleDescription().ports[0],
                type: undefined,
                version: undefined,
                contract: undefined,
                addresses: [],
              },
            ],
          }),
        ],
      },
    },
  ],
  ['consumers', <ConsumersCard />, { entity: sampleEntity() }],
  [
    'no consumer',
    <ConsumersCard />,
    {
      entity: sampleEntity(),
      mesh: {
        descriptions: [sampleDescription({ consumers: [], inputs: [] })],
      },
    },
  ],
  ['attestations', <AttestationsCard />, { entity: sampleEntity() }],
  [
    'no attestation, and the form',
    <AttestationsCard />,
    {
      entity: sampleEntity(),
      url: '/?attest=new',
      mesh: { attestations: [] },
    },
  ],
  [
    'no attestation, and none wanted',
    <AttestationsCard />,
    { entity: sampleEntity(), mesh: { attestations: [], mayAttest: false } },
  ],
  ['support', <SupportCard />, { entity: sampleEntity() }],
  ['no support', <SupportCard />, { entity: BARE }],
  ['not mapped', <NotMappedCard />, { entity: sampleEntity() }],
  [
    'everything mapped',
    <NotMappedCard />,
    {
      entity: sampleEntity(),
      mesh: { descriptions: [sampleDescription({ notMapped: [] })] },
    },
  ],
  ['domain', <DomainProductsCard />, { entity: DOMAIN }],
  ['group', <GroupProductsCard />, { entity: GROUP }],
  [
    'group without products',
    <GroupProductsCard />,
    { entity: GROUP, mesh: { products: [] } },
  ],
  ['service', <ConsumedProductsCard />, { entity: WAREHOUSE_SERVICE }],
  [
    'service that reads nothing',
    <ConsumedProductsCard />,
    { entity: { ...WAREHOUSE_SERVICE, relations: [] }, mesh: { products: [] } },
  ],
  ['maturity in the catalog', <MaturityCell entity={sampleEntity()} />],
  [
    'maturity in the catalog, not there',
    <MaturityCell entity={sampleEntity()} />,
    { mesh: { scorecards: [] } },
  ],
  [
    'columns in the catalog',
    <>{createDataProductColumns().map(({ title }) => title)}</>,
  ],
  ['columns of the template', <DataProductColumns {...COLUMNS} />],
  [
    'no columns in the template',
    <DataProductColumns {...COLUMNS} formData={[]} />,
  ],
  ['name in the template', <DataProductName {...NAME} />],
];

describe('in a second language', () => {
  // Objects, because a test whose third argument is missing is given one to call when it is done.
  it.each(
    SCREENS.map(([name, element, options = {}]) => ({
      name,
      element,
      options,
    })),
  )('leaves no text behind: $name', async ({ element, options }) => {
    const { entity, url, mesh: other } = options;
    renderScreen(element, {
      api: new InMemoryDataMeshApi({ ...mesh, ...other }),
      entity,
      url,
      translations: secondLanguage(),
    });
    expect(
      await leftBehind([
        entity,
        other,
        COLUMNS.formData,
        WAREHOUSE_SERVICE,
        DOMAIN,
      ]),
    ).toEqual([]);
  });

  it('leaves no text behind: the folded checks', async () => {
    renderScreen(<ScorecardCard />, {
      api: new InMemoryDataMeshApi(mesh),
      entity: sampleEntity(),
      translations: secondLanguage(),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: '⟦Show all⟧' }),
    );
    expect(await leftBehind([])).toEqual([]);
  });

  it('leaves no text behind: what may not be seen', async () => {
    const api = new InMemoryDataMeshApi(mesh);
    api.getSources = async () => {
      throw new NotAllowedError('nein');
    };
    renderScreen(<SourcesContent />, { api, translations: secondLanguage() });
    expect(await leftBehind([])).toEqual([]);
  });

  it('finds what was forgotten', () => {
    expect(forgotten('⟦Level⟧ 2 Defined', ['Site'])).toEqual(['Defined']);
    expect(forgotten('⟦at risk since ⟧4 Dec 2026, Site', ['Site'])).toEqual([]);
  });
});
