import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import {
  manyProducts,
  sampleDomains,
  sampleProduct,
} from '../../__testUtils__/sampleMesh';
import { ProductsContent } from './ProductsContent';

const LONG =
  'A product whose name is far too long to stand in one line of any table on any screen';

describe('ProductsContent', () => {
  it('shows 1,000 products page by page', async () => {
    const api = new InMemoryDataMeshApi({
      products: manyProducts(1000),
      domains: sampleDomains(),
    });
    renderScreen(<ProductsContent />, { api });

    expect(
      await screen.findByText('50 of 1,000 products, by name'),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'Data products' });
    expect(within(table).getAllByRole('rowheader')).toHaveLength(50);
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('Product 0051')).toBeInTheDocument();
    expect(screen.queryByText('Product 0001')).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Previous page' }),
    );
    expect(await screen.findByText('Product 0001')).toBeInTheDocument();
  });

  it('opens a page by address and leads back to the first', async () => {
    const api = new InMemoryDataMeshApi({ products: manyProducts(120) });
    renderScreen(<ProductsContent />, { api, url: '/?cursor=100' });
    expect(await screen.findByText('Product 0101')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'First page' }));
    expect(await screen.findByText('Product 0001')).toBeInTheDocument();
  });

  it('asks the backend for what the address says', async () => {
    const api = new InMemoryDataMeshApi({
      products: manyProducts(100),
      domains: sampleDomains(),
    });
    renderScreen(<ProductsContent />, {
      api,
      url: '/?domain=domain%3Adefault%2Fsupply-chain&level=2&level=9&verdict=proven&verdict=awful',
    });
    expect(await screen.findByText('25 products, by name')).toBeInTheDocument();
    expect(api.calls).toContainEqual({
      method: 'listProducts',
      arguments: [
        expect.objectContaining({
          domain: ['domain:default/supply-chain'],
          level: [2],
          verdict: ['proven'],
        }),
      ],
    });
    await userEvent.selectOptions(screen.getByLabelText('Verdict'), 'new');
    expect(
      await screen.findByText('No product matches these filters.'),
    ).toBeInTheDocument();
  });

  it('shows several levels of the address as one choice', async () => {
    const api = new InMemoryDataMeshApi({
      products: [
        sampleProduct({
          title: 'Measured',
          level: { computed: 3, shown: 3, waived: false },
        }),
        sampleProduct({ ref: 'dataproduct:default/other', title: 'Defined' }),
      ],
    });
    renderScreen(<ProductsContent />, {
      api,
      url: '/?level=3&level=4&level=5',
    });
    expect(await screen.findByText('1 product, by name')).toBeInTheDocument();
    expect(screen.getByLabelText('Level')).toHaveDisplayValue(
      '3 Measured or more',
    );
    await userEvent.selectOptions(screen.getByLabelText('Level'), '2 Defined');
    expect(await screen.findByText('Defined')).toBeInTheDocument();
    expect(screen.queryByText('Measured')).toBeNull();
  });

  it('opens what a verdict, the figure “Known” and the readers were counted from', async () => {
    renderScreen(<ProductsContent />, {
      api: new InMemoryDataMeshApi({ products: [sampleProduct()] }),
    });
    const scorecard = '/catalog/default/dataproduct/inventory/scorecard';
    for (const [name, href] of [
      [/what the verdict on Inventory rests on$/, scorecard],
      ['9 of 14', `${scorecard}?known=counted`],
      [/^3\s+readers of Inventory seen$/, `${scorecard}?check=read-by-others`],
    ] as const) {
      expect(await screen.findByRole('link', { name })).toHaveAttribute(
        'href',
        href,
      );
    }
  });

  it('searches after a pause in typing', async () => {
    const api = new InMemoryDataMeshApi({ products: manyProducts(30) });
    renderScreen(<ProductsContent />, { api });
    await screen.findByText('30 products, by name');
    await userEvent.type(screen.getByLabelText('Name or words'), '0007');
    expect(await screen.findByText('1 product, by name')).toBeInTheDocument();
    expect(
      api.calls.filter(({ method }) => method === 'listProducts').length,
    ).toBeLessThan(5);
  });

  it('shows long names, held levels and the owner’s own finding', async () => {
    const api = new InMemoryDataMeshApi({
      products: [
        sampleProduct({
          title: LONG,
          contradictedOn: '2026-12-05T00:00:00Z',
          level: {
            computed: 2,
            shown: 3,
            waived: true,
            atRiskSince: '2026-11-20T00:00:00Z',
          },
          curator: 'group:default/central-data',
        }),
        sampleProduct({
          ref: 'dataproduct:default/fresh',
          title: 'Fresh',
          level: undefined,
          verdict: undefined,
          target: undefined,
          coverage: undefined,
          nextStep: undefined,
        }),
      ],
    });
    renderScreen(<ProductsContent />, { api });
    const row = (await screen.findByRole('rowheader', { name: LONG })).closest(
      'tr',
    );
    expect(row).toHaveTextContent('3* Measured');
    expect(row).toHaveTextContent('at risk since 20 Nov 2026');
    expect(row).toHaveTextContent('contradicted on 5 Dec 2026');
    expect(row).toHaveTextContent('curated by central-data');
    expect(
      screen.getByRole('rowheader', { name: 'Fresh' }).closest('tr'),
    ).toHaveTextContent('not looked at yet');
  });

  it('says so when there is no product', async () => {
    renderScreen(<ProductsContent />, { api: new InMemoryDataMeshApi({}) });
    expect(
      await screen.findByText(
        'No data product is in the catalog, or none that is visible to you.',
      ),
    ).toBeInTheDocument();
  });

  it('keeps the filters usable while it loads and when it fails', async () => {
    const api = new InMemoryDataMeshApi({});
    api.listProducts = async () => {
      throw new Error('connection lost');
    };
    renderScreen(<ProductsContent />, { api });
    await waitFor(() =>
      expect(
        screen.getByText(/Could not load the products: connection lost/),
      ).toBeInTheDocument(),
    );
    expect(screen.getByLabelText('Verdict')).toBeEnabled();
  });
});
