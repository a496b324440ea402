import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import {
  sampleCandidate,
  sampleCandidates,
} from '../../__testUtils__/sampleCandidates';
import { DiscoverContent } from './DiscoverContent';

describe('DiscoverContent', () => {
  it('recommends candidates with their demand in words, home, reason and tests', async () => {
    renderScreen(<DiscoverContent />, {
      api: new InMemoryDataMeshApi({ candidates: sampleCandidates() }),
    });
    const shortlist = await screen.findByRole('region', {
      name: 'Worth a look first',
    });
    expect(shortlist).toHaveTextContent('1 of 1 candidate, in order of demand');
    const [first] = within(shortlist).getAllByRole('listitem');
    expect(first).toHaveTextContent('wh.sales.orders');
    expect(first).toHaveTextContent(
      'Read by 2 other groups; stands under 1 AI use case',
    );
    expect(first).toHaveTextContent(
      'Suggested home: sales, which makes 2 of the 3 data sets that it is made of',
    );
    expect(first).toHaveTextContent('3 tests · described');
    const table = screen.getByRole('table', { name: 'Data sets' });
    expect(within(table).getAllByRole('rowheader')).toHaveLength(3);
    expect(table).toHaveTextContent('Only its own group');
    expect(table).toHaveTextContent('Served by a product');
    expect(document.body).not.toHaveTextContent(/level|verdict|unproven/i);
  });

  it('opens the figures to the readers behind them', async () => {
    renderScreen(<DiscoverContent />, {
      api: new InMemoryDataMeshApi({ candidates: sampleCandidates() }),
    });
    await userEvent.click(
      await screen.findByRole('link', {
        name: /^Read by 2 other groups; stands under 1 AI use case$/,
      }),
    );
    const drawer = await screen.findByRole('dialog', {
      name: 'wh.sales.orders',
    });
    expect(drawer).toHaveTextContent('wh.finance.revenue (model)');
    expect(drawer).toHaveTextContent(
      'wh.planning.plan (model), through wh.sales.orders_clean',
    );
    expect(drawer).toHaveTextContent('and 21 others');
    expect(drawer).toHaveTextContent('sales, its own group');
    expect(drawer).toHaveTextContent('No known group');
    expect(drawer).toHaveTextContent('forecast (ml) · AI use case');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says how many each rule set aside, and leads to them', async () => {
    const api = new InMemoryDataMeshApi({ candidates: sampleCandidates() });
    renderScreen(<DiscoverContent />, { api });
    const aside = await screen.findByRole('region', {
      name: 'What became of the data sets',
    });
    expect(aside).toHaveTextContent(
      'Of 3 data sets, 1 is a candidate, 1 is served by a product already, and 1 was set aside',
    );
    await userEvent.click(
      within(aside).getByRole('link', { name: '1 data set' }),
    );
    await waitFor(() =>
      expect(api.calls.at(-1)?.arguments[0]).toMatchObject({
        rule: ['own-group'],
      }),
    );
    expect(screen.getByLabelText('Set aside by')).toHaveValue('own-group');
    expect(await screen.findByText('1 of 1 data set')).toBeInTheDocument();
  });

  it('takes filters from the address, passes over what is none, and clears them', async () => {
    const api = new InMemoryDataMeshApi({ candidates: sampleCandidates() });
    renderScreen(<DiscoverContent />, {
      api,
      url: '/?q=zzz&rule=nonsense&domain=sales',
    });
    expect(
      await screen.findByText('No data set fits the filters.'),
    ).toBeInTheDocument();
    expect(api.calls[0].arguments[0]).toMatchObject({
      q: 'zzz',
      rule: [],
      domain: ['sales'],
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('3 of 3 data sets')).toBeInTheDocument();
  });

  it('shows 1,000 data sets page by page', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) =>
      sampleCandidate({
        id: `d${index}`,
        name: `wh.many.t${index}`,
        rank: index < 12 ? index + 1 : undefined,
      }),
    );
    renderScreen(<DiscoverContent />, {
      api: new InMemoryDataMeshApi({ candidates: sampleCandidates(items) }),
    });
    expect(
      await screen.findByText('50 of 1,000 data sets'),
    ).toBeInTheDocument();
    expect(
      within(
        screen.getByRole('region', { name: 'Worth a look first' }),
      ).getAllByRole('listitem'),
    ).toHaveLength(12);
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('wh.many.t50')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Previous page' }),
    );
    expect(
      await screen.findByRole('rowheader', { name: 'wh.many.t0' }),
    ).toBeInTheDocument();
  });

  it('says how to connect a source where there is none', async () => {
    renderScreen(<DiscoverContent />, {
      api: new InMemoryDataMeshApi({}),
    });
    const first = await screen.findByRole('region', {
      name: 'No source has told of its data sets yet',
    });
    expect(first).toHaveTextContent(
      /npx @meshproof\/cli discover --url \S+ --send dbt target\/manifest\.json/,
    );
  });

  it('says so where no data set is asked for, and that products are hidden', async () => {
    const candidates = sampleCandidates([
      sampleCandidate({
        standing: 'set-aside',
        rule: 'own-group',
        rank: undefined,
      }),
    ]);
    renderScreen(<DiscoverContent />, {
      api: new InMemoryDataMeshApi({
        candidates: { ...candidates, partlyHidden: true },
      }),
    });
    expect(
      await screen.findByText(/No data set is read by two other groups/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Some products are not visible to you/),
    ).toBeInTheDocument();
  });

  it('tells a reader without permission, and tells errors', async () => {
    const api = new InMemoryDataMeshApi({});
    api.listCandidates = async () => {
      throw new NotAllowedError('no');
    };
    renderScreen(<DiscoverContent />, { api });
    expect(
      await screen.findByText('You are not permitted to see the candidates.'),
    ).toBeInTheDocument();
  });
});
