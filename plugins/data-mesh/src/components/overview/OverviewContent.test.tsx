import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleDomain, sampleOverview } from '../../__testUtils__/sampleMesh';
import { OverviewContent } from './OverviewContent';

function apiWith(change: Parameters<typeof sampleOverview>[0] = {}) {
  return new InMemoryDataMeshApi({ overview: sampleOverview(change) });
}

function findTable() {
  return screen.findByRole('table', { name: /^Domains: how many products/ });
}

describe('OverviewContent', () => {
  it('gives ranges, not marks', async () => {
    renderScreen(<OverviewContent />, { api: apiWith() });

    const figures = await screen.findByRole('region', {
      name: 'Where we stand',
    });
    expect(figures).toHaveTextContent('4 now (possible 9)');
    expect(figures).toHaveTextContent('1 cannot be judged yet.');
    expect(figures).toHaveTextContent('148,211 records');
    expect(figures).toHaveTextContent(
      'No source covers the finance warehouse (the platform’s task, 2 domains)',
    );
    expect(figures).not.toHaveTextContent('%');
  });

  it('is a table with headers, text in every cell and words for the hierarchy', async () => {
    renderScreen(<OverviewContent />, { api: apiWith() });

    const table = await findTable();
    expect(
      within(table).getByRole('columnheader', { name: /Defined$/ }),
    ).toHaveTextContent('2 Defined');
    expect(within(table).getAllByRole('rowheader')).toHaveLength(5);
    expect(
      within(table).getByRole('rowheader', { name: /^Supply chain/ }),
    ).toHaveTextContent('Supply chain, in Operations');
    for (const cell of within(table).getAllByRole('cell')) {
      expect(cell).not.toBeEmptyDOMElement();
    }
  });

  it('leads from a cell to the products it counts', async () => {
    renderScreen(<OverviewContent />, { api: apiWith() });

    const table = await findTable();
    expect(
      within(table).getByRole('link', {
        name: '3 products of Supply chain at level 2 Defined',
      }),
    ).toHaveAttribute(
      'href',
      '/data-mesh/products?domain=domain%3Adefault%2Fsupply-chain&level=2',
    );
  });

  it('leads from each figure to what it counts', async () => {
    renderScreen(<OverviewContent />, { api: apiWith() });

    const figures = await screen.findByRole('region', {
      name: 'Where we stand',
    });
    const hrefOf = (part: HTMLElement, name: string) =>
      within(part).getByRole('link', { name }).getAttribute('href');
    expect(hrefOf(figures, '4')).toBe(
      '/data-mesh/products?level=3&level=4&level=5',
    );
    expect(hrefOf(figures, '1 cannot be judged yet')).toBe(
      '/data-mesh/overview?judgement=cannot-be-judged',
    );
    const row = within(await findTable())
      .getByRole('rowheader', { name: /^Supply chain/ })
      .closest('tr')!;
    expect(hrefOf(row, '3 partial')).toBe(
      '/data-mesh/products?domain=domain%3Adefault%2Fsupply-chain&verdict=partial',
    );
    expect(hrefOf(row, '40 of 52')).toBe(
      '/data-mesh/products?domain=domain%3Adefault%2Fsupply-chain',
    );
  });

  it('filters domains by whether they can be judged', async () => {
    renderScreen(<OverviewContent />, {
      api: apiWith(),
      url: '/?judgement=cannot-be-judged',
    });
    expect(await screen.findByText('1 of 5 domains')).toBeInTheDocument();
    expect(screen.getByLabelText('Standing')).toHaveDisplayValue(
      'cannot be judged yet',
    );
  });

  it('never gives a domain a bad level when too little is known', async () => {
    renderScreen(<OverviewContent />, { api: apiWith() });

    const table = await findTable();
    const rows = within(table).getAllByRole('row');
    const finance = rows.find(row => row.textContent?.includes('Finance'));
    expect(finance).toHaveTextContent('cannot be judged yet');
    expect(finance).toHaveTextContent('0 now (possible 2)');
    const people = rows.find(row => row.textContent?.includes('People'));
    expect(people).toHaveTextContent('partly hidden from you');
    expect(people).toHaveTextContent('withheld');
  });

  it('filters by the address and keeps the domains above a match', async () => {
    renderScreen(<OverviewContent />, {
      api: apiWith(),
      url: '/?q=supply',
    });

    expect(await screen.findByText('2 of 5 domains')).toBeInTheDocument();
    const table = await findTable();
    expect(
      within(table).getByRole('rowheader', { name: /^Operations/ }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('5 domains')).toBeInTheDocument();
    expect(screen.getByLabelText('Name contains')).toHaveValue('');
    await userEvent.type(screen.getByLabelText('Name contains'), 'zzz');
    expect(
      await screen.findByText('No domain matches these filters.'),
    ).toBeInTheDocument();
  });

  it('lists what is read by others without a product, as a label', async () => {
    renderScreen(<OverviewContent />, { api: apiWith() });
    const table = await screen.findByRole('table', {
      name: /no product serves/,
    });
    expect(table).toHaveTextContent('wh.inventory_view');
    expect(table).toHaveTextContent('undeclared');
    expect(within(table).getByRole('link', { name: 'price-ai' })).toBeVisible();
  });

  it('has a first page for a portal without products', async () => {
    renderScreen(<OverviewContent />, {
      api: apiWith({
        state: 'no-products',
        found: ['14 domains, 12 with an owner'],
        cannotJudge: [
          { text: 'No product is declared', who: 'team', domains: 14 },
        ],
        nextSteps: [{ text: 'Create the first product', url: '/create' }],
        domains: [],
        undeclared: [],
      }),
    });

    const start = await screen.findByRole('region', {
      name: 'Getting started',
    });
    expect(start).toHaveTextContent('No data product is in the catalog yet');
    expect(start).toHaveTextContent('14 domains, 12 with an owner');
    expect(start).toHaveTextContent(
      'No product is declared (the team’s task, 14 domains)',
    );
    expect(
      within(start).getByRole('link', { name: 'Create the first product' }),
    ).toHaveAttribute('href', '/create');
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('has a first page for a portal without sources, with the domains below', async () => {
    renderScreen(<OverviewContent />, {
      api: apiWith({ state: 'no-sources', found: ['40 products'] }),
    });
    expect(
      await screen.findByText(/no source has sent evidence yet/),
    ).toBeInTheDocument();
    expect(await findTable()).toBeInTheDocument();
  });

  it('shows 1,000 domains', async () => {
    renderScreen(<OverviewContent />, {
      api: apiWith({
        domains: Array.from({ length: 1000 }, (_, index) =>
          sampleDomain({
            ref: `domain:default/d${index}`,
            title: `Domain ${index}`,
          }),
        ),
      }),
    });
    expect(await screen.findByText('1,000 domains')).toBeInTheDocument();
    expect((await findTable()).querySelectorAll('tbody tr')).toHaveLength(1000);
  });

  it('shows an error', async () => {
    const api = apiWith();
    api.getOverview = async () => {
      throw new Error('connection lost');
    };
    renderScreen(<OverviewContent />, { api });
    expect(
      await screen.findByText(/Could not load the overview: connection lost/),
    ).toBeInTheDocument();
  });
});
