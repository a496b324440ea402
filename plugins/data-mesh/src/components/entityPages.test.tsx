import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { screen, within } from '@testing-library/react';
import dataMeshPlugin from '../alpha';
import { dataMeshApiRef } from '../api';
import { InMemoryDataMeshApi } from '../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../__testUtils__/renderScreen';
import { WAREHOUSE_SERVICE, sampleEntity } from '../__testUtils__/sampleEntity';
import {
  manyProducts,
  sampleDescription,
  sampleDomains,
  sampleProduct,
} from '../__testUtils__/sampleMesh';
import { sampleScorecard } from '../__testUtils__/sampleScorecard';
import { ConsumedProductsCard } from './consumer/ConsumedProductsCard';
import { DomainProductsCard } from './domain/DomainProductsCard';
import { GroupProductsCard } from './group/GroupProductsCard';
import { ConsumersCard } from './product/ConsumersCard';
import { NotMappedCard } from './product/NotMappedCard';
import { PortsCard } from './product/PortsCard';
import { ProductCard } from './product/ProductCard';
import { SupportCard } from './product/SupportCard';

const api = new InMemoryDataMeshApi({
  scorecards: [sampleScorecard()],
  descriptions: [sampleDescription()],
  products: [sampleProduct()],
  domains: sampleDomains(),
});

describe('product page', () => {
  it('says what the product is, for whom, and who stands behind it', async () => {
    renderScreen(<ProductCard />, { api, entity: sampleEntity() });
    expect(
      await screen.findByText(
        'Planners and replenishment read one trusted stock figure.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/on the owner’s behalf\. The product counts/),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'ana' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ana',
    );
    expect(screen.getByText('2.1.0')).toBeInTheDocument();
  });

  it('says what is missing in a bare product', async () => {
    renderScreen(<ProductCard />, {
      api,
      entity: {
        ...sampleEntity(),
        relations: [],
        spec: { type: 'aggregate', lifecycle: 'proposed' },
      },
    });
    expect(
      await screen.findByText(/No purpose is stated yet/),
    ).toBeInTheDocument();
    expect(screen.getAllByText('nobody named')).toHaveLength(3);
  });

  it('shows ports with contract, promises and address', async () => {
    renderScreen(<PortsCard />, { api, entity: sampleEntity() });
    const port = await screen.findByRole('region', {
      name: 'Output port Stock levels',
    });
    expect(port).toHaveTextContent(
      'stock-levels · version 2.1.0 · 12 columns · conformant',
    );
    expect(port).toHaveTextContent('Available within 1 hour of the hour, 95 %');
    expect(port).toHaveTextContent(
      'snowflake://acme.eu wh.inventory.stock_levels',
    );
  });

  it('says that nothing is served', async () => {
    renderScreen(<PortsCard />, {
      api: new InMemoryDataMeshApi({
        descriptions: [sampleDescription({ ports: [] })],
      }),
      entity: sampleEntity(),
    });
    expect(
      await screen.findByText(/Nothing is served yet/),
    ).toBeInTheDocument();
  });

  it('names a reader that is hidden only by its reference', async () => {
    renderScreen(<ConsumersCard />, { api, entity: sampleEntity() });
    expect(
      await screen.findByText(
        'component:default/secret-reader (not found or not visible)',
      ),
    ).toBeInTheDocument();
    const row = screen
      .getByRole('link', { name: 'demand-forecast-ai' })
      .closest('tr');
    expect(row).toHaveTextContent(
      /yes, last .* ago|yes, last just now|yes, last in/,
    );
    expect(row).toHaveTextContent('Component');
    const input = screen.getByRole('row', { name: /^articles/ });
    expect(within(input).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/article-master',
    );
    expect(input).toHaveTextContent('port articles@4');
  });

  it('tells readers of one name apart by their kind', async () => {
    const forecast = {
      found: true,
      observed: false,
      declared: true,
      aiUseCase: false,
    };
    renderScreen(<ConsumersCard />, {
      api: new InMemoryDataMeshApi({
        descriptions: [
          sampleDescription({
            consumers: [
              { ...forecast, ref: 'component:default/demand-forecast' },
              { ...forecast, ref: 'dataproduct:default/demand-forecast' },
            ],
          }),
        ],
      }),
      entity: sampleEntity(),
    });
    const table = await screen.findByRole('table', {
      name: 'Readers of this product',
    });
    const kinds = within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row => within(row).getAllByRole('cell')[0].textContent);
    expect(kinds).toEqual(['Component', 'Data product']);
  });

  it('opens the records behind a reader that was seen', async () => {
    renderScreen(<ConsumersCard />, { api, entity: sampleEntity() });
    expect(
      await screen.findByRole('link', { name: /^yes, last .*records/ }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/scorecard?check=read-by-others',
    );
  });

  it('draws what was seen as a full line and what is only declared as a dashed one', async () => {
    renderScreen(<ConsumersCard />, { api, entity: sampleEntity() });
    const lines = await screen.findAllByTestId('flow-line');
    // Two sources, then a reader that was seen and one that was not.
    expect(lines.map(line => line.hasAttribute('stroke-dasharray'))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(
      screen.getByText(
        /Full line: seen reading\. Dashed line: only declared\./,
      ),
    ).toBeInTheDocument();
  });

  it('draws twelve rows at most and counts the rest', async () => {
    renderScreen(<ConsumersCard />, {
      api: new InMemoryDataMeshApi({
        descriptions: [
          sampleDescription({
            inputs: [],
            consumers: Array.from({ length: 200 }, (_, index) => ({
              ref: `component:default/reader-${index}`,
              found: true,
              observed: true,
              declared: false,
              aiUseCase: false,
            })),
          }),
        ],
      }),
      entity: sampleEntity(),
    });
    expect(await screen.findAllByTestId('flow-line')).toHaveLength(12);
    expect(screen.getByText('and 189 others')).toBeInTheDocument();
  });

  it('leads on to the graph of the portal', async () => {
    renderScreen(<ConsumersCard />, { api, entity: sampleEntity() });
    const link = await screen.findByRole('link', { name: /graph$/ });
    expect(decodeURIComponent(link.getAttribute('href')!)).toMatch(
      /^\/catalog-graph\?rootEntityRefs\[\]=dataproduct:default\/inventory&/,
    );
  });

  it('leads to support, and never to a script', async () => {
    renderScreen(<SupportCard />, {
      api,
      entity: sampleEntity({
        support: [
          {
            channel: '#data-inventory',
            url: 'https://chat.example/inventory',
            respondsWithin: 'P2D',
          },
          // The schema refuses this; a document in the store may be older than the schema.
          { channel: '#odd', url: ['java', 'script:alert(1)'].join('') },
        ],
      }),
    });
    expect(
      await screen.findByRole('link', { name: /#data-inventory/ }),
    ).toHaveAttribute('href', 'https://chat.example/inventory');
    expect(
      screen.getByText('Answers within 2 days, counted in business days'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: '#odd' })).toBeNull();
    expect(screen.getByText('#odd')).toBeInTheDocument();
  });

  it('keeps what an ODPS document says beyond the entity', async () => {
    renderScreen(<NotMappedCard />, { api, entity: sampleEntity() });
    expect(
      await screen.findByText('not mapped: authoritativeDefinitions[0].type'),
    ).toBeInTheDocument();
  });

  it('shows text of other people as text', async () => {
    const html = '<img src=x onerror="alert(1)"><b>bold</b>';
    renderScreen(<ProductCard />, {
      api,
      entity: sampleEntity({ purpose: html }),
    });
    expect(await screen.findByText(html)).toBeInTheDocument();
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('domain page', () => {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: {
      name: 'supply-chain',
      namespace: 'default',
      title: 'Supply chain',
    },
  };

  it('shows its products with level and verdict, its range and what is known', async () => {
    renderScreen(<DomainProductsCard />, { api, entity });
    const table = await screen.findByRole('table', {
      name: 'The data products of Supply chain',
    });
    expect(table).toHaveTextContent('2 Defined');
    expect(table).toHaveTextContent('partial');
    expect(screen.getByText('40 of 52')).toBeInTheDocument();
    expect(
      screen.getByText(
        'A usage source for snowflake://acme.eu (the platform’s task)',
      ),
    ).toBeInTheDocument();
  });

  it('leads to all products where there are many', async () => {
    renderScreen(<DomainProductsCard />, {
      api: new InMemoryDataMeshApi({
        products: manyProducts(143),
        domains: sampleDomains(),
      }),
      entity,
    });
    expect(
      await screen.findByRole('link', {
        name: 'See all data products of Supply chain',
      }),
    ).toHaveAttribute(
      'href',
      '/data-mesh/products?domain=domain%3Adefault%2Fsupply-chain',
    );
    expect(screen.getByText(/Showing the first 20 of 143/)).toBeInTheDocument();
  });

  it('cannot be judged yet, and says what would change that', async () => {
    renderScreen(<DomainProductsCard />, {
      api,
      entity: {
        ...entity,
        metadata: { name: 'finance', namespace: 'default' },
      },
    });
    expect(await screen.findByText('cannot be judged yet')).toBeInTheDocument();
    expect(
      screen.getByText(/Any source for the finance warehouse/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/This domain has no data product yet/),
    ).toBeInTheDocument();
  });
});

describe('group page', () => {
  it('shows the products of the group', async () => {
    renderScreen(<GroupProductsCard />, {
      api,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'supply-chain', namespace: 'default' },
      },
    });
    expect(
      await screen.findByRole('link', { name: 'Inventory' }),
    ).toBeInTheDocument();
  });
});

describe('component page', () => {
  it('shows what the service reads and what it feeds', async () => {
    const consuming = new InMemoryDataMeshApi({
      scorecards: [sampleScorecard()],
      products: [
        sampleProduct({ ref: 'dataproduct:default/orders', title: 'Orders' }),
      ],
    });
    renderScreen(<ConsumedProductsCard />, {
      api: consuming,
      entity: WAREHOUSE_SERVICE,
    });
    const reads = await screen.findByRole('table', {
      name: 'Reads: data products',
    });
    expect(within(reads).getByRole('link', { name: 'Orders' })).toBeVisible();
    const feeds = await screen.findByRole('table', {
      name: 'Feeds: data products',
    });
    expect(feeds).toHaveTextContent('inventory');
    expect(feeds).toHaveTextContent('partial');
  });

  it('keeps a product that is hidden by now in the list by name', async () => {
    renderScreen(<ConsumedProductsCard />, {
      api: new InMemoryDataMeshApi({}),
      entity: WAREHOUSE_SERVICE,
    });
    const feeds = await screen.findByRole('table', {
      name: 'Feeds: data products',
    });
    expect(feeds).toHaveTextContent('not looked at yet');
    expect(
      await screen.findByText(/Reads no data product/),
    ).toBeInTheDocument();
  });
});

describe('new front-end system', () => {
  function render(entity: Entity) {
    renderTestApp({
      features: [
        dataMeshPlugin,
        createFrontendModule({
          pluginId: 'data-mesh',
          extensions: [
            ApiBlueprint.make({
              params: defineParams =>
                defineParams({
                  api: dataMeshApiRef,
                  deps: {},
                  factory: () => api,
                }),
            }),
          ],
        }),
      ],
      extensions: [createTestEntityPage({ entity })],
    });
  }

  it('puts its cards on the page of a data product', async () => {
    render(sampleEntity());
    expect(
      await screen.findByText('Maturity', undefined, { timeout: 10_000 }),
    ).toBeInTheDocument();
    expect(await screen.findByText('Output ports')).toBeInTheDocument();
    expect(screen.queryByText('Also in the ODPS document')).toBeNull();
  }, 20_000);

  it('leaves a DataProduct of another tool alone', async () => {
    render({
      ...sampleEntity(),
      apiVersion: 'other.example/v1',
    } as Entity);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(screen.queryByText('Maturity')).toBeNull();
    expect(screen.queryByText('Output ports')).toBeNull();
  });
});
