import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleSources } from '../../__testUtils__/sampleMesh';
import { SourcesContent } from './SourcesContent';

describe('SourcesContent', () => {
  it('shows what is connected, silent, missing and unmatched', async () => {
    renderScreen(<SourcesContent />, {
      api: new InMemoryDataMeshApi({ sources: sampleSources() }),
    });
    const table = await screen.findByRole('table', {
      name: /^Connected sources/,
    });
    const rows = within(table).getAllByRole('row');
    expect(rows[1]).toHaveTextContent(
      '214 data sets · 31 products · 9 domains',
    );
    expect(rows[1]).toHaveTextContent('sending');
    expect(rows[2]).toHaveTextContent('silent since 20 Nov 2026');
    expect(rows[2]).toHaveTextContent('holds 18 levels until 4 Dec 2026');
    expect(
      within(rows[2]).getByRole('link', { name: 'data-platform' }),
    ).toHaveAttribute('href', '/catalog/default/group/data-platform');
    expect(
      screen.getByText('A usage source would show who reads 11 products'),
    ).toBeInTheDocument();
    const unmatched = screen.getByRole('table', { name: /^What records/ });
    expect(
      within(unmatched)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent),
    ).toEqual([
      'repository git.example/sales/ordres',
      'snowflake://acme.eu wh.raw.orders_2',
    ]);
    expect(screen.getByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/orders',
    );
  });

  it('says so where nobody is told that a source is silent', async () => {
    const { sources, ...report } = sampleSources();
    renderScreen(<SourcesContent />, {
      api: new InMemoryDataMeshApi({
        sources: {
          ...report,
          sources: sources.map(({ owner: _, ...source }) => source),
        },
      }),
    });
    const told = await screen.findAllByText(/^Nobody is told/);
    expect(told).toHaveLength(1);
  });

  it('says what to do where nothing is connected', async () => {
    renderScreen(<SourcesContent />, {
      api: new InMemoryDataMeshApi({
        sources: { sources: [], missing: [], unmatched: [] },
      }),
    });
    expect(
      await screen.findByText(/Name a publisher under dataMesh\.publishers/),
    ).toBeInTheDocument();
    expect(screen.getByText(/No product asks for records yet/)).toBeVisible();
    expect(screen.getByText('No record has come yet.')).toBeVisible();
  });

  it('leaves out sums for readers from whom products are hidden', async () => {
    const { unmatched: _, ...report } = sampleSources();
    const sources = report.sources.map(
      ({ records: __, unmatched: ___, ...source }) => ({
        ...source,
        reach: { products: 31, domains: 9 },
      }),
    );
    renderScreen(<SourcesContent />, {
      api: new InMemoryDataMeshApi({ sources: { ...report, sources } }),
    });
    expect(
      await screen.findByText(/told to those who see every product/),
    ).toBeVisible();
    expect(screen.queryByText('Unmatched records')).toBeNull();
    const table = await screen.findByRole('table', {
      name: /^Connected sources/,
    });
    const [, row] = within(table).getAllByRole('row');
    expect(row).toHaveTextContent('31 products · 9 domains');
    expect(row).not.toHaveTextContent('data sets');
    expect(row).toHaveTextContent('sending');
  });

  it('tells a reader without permission where else to look', async () => {
    const api = new InMemoryDataMeshApi({});
    api.getSources = async () => {
      throw new NotAllowedError('no');
    };
    renderScreen(<SourcesContent />, { api });
    expect(
      await screen.findByText('You are not permitted to see the sources.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/data-mesh\.sources\.read/)).toBeInTheDocument();
  });
});
