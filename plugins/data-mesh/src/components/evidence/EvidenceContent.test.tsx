import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleEntity } from '../../__testUtils__/sampleEntity';
import {
  sampleJobs,
  sampleRows,
  sampleSchemas,
} from '../../__testUtils__/sampleScorecard';
import { EvidenceContent } from './EvidenceContent';

const PATH = '/evidence';

function show(options: { api?: InMemoryDataMeshApi; path?: string } = {}) {
  const api =
    options.api ??
    new InMemoryDataMeshApi({
      rows: sampleRows(130),
      jobs: sampleJobs(),
      schemas: sampleSchemas(),
    });
  renderScreen(<EvidenceContent />, {
    api,
    entity: sampleEntity(),
    url: options.path ?? PATH,
  });
  return api;
}

describe('EvidenceContent', () => {
  it('lists the newest records, and older ones when asked', async () => {
    show();
    const table = await screen.findByRole('table', {
      name: 'Records about this product',
    });
    expect(within(table).getAllByRole('row')).toHaveLength(51);
    await userEvent.click(
      screen.getByRole('button', { name: 'Load older records' }),
    );
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(101),
    );
    expect(screen.getByText(/Showing 100, newest first/)).toBeInTheDocument();
  });

  it('keeps filters in the address, and sends no nonsense that stands there', async () => {
    const api = show({
      path: `${PATH}?kind=run&outcome=neutral&since=2026-11-01&until=soon`,
    });
    await screen.findByText(/Showing 1, newest first/);
    expect(api.calls[0].arguments[1]).toEqual({
      kind: 'run',
      outcome: 'neutral',
      since: '2026-11-01',
      limit: 50,
    });
    await userEvent.click(screen.getByRole('button', { name: /Clear/ }));
    await screen.findByText(/Showing 50/);
  });

  it('says that nothing matches, and that nothing came', async () => {
    show({ path: `${PATH}?kind=change` });
    expect(
      await screen.findByText('No record matches these filters.'),
    ).toBeInTheDocument();
  });

  it('says how records come where there is none', async () => {
    show({ api: new InMemoryDataMeshApi({}) });
    expect(
      await screen.findByText(/No record about this product has come yet/),
    ).toBeInTheDocument();
  });

  it('opens one record by its address', async () => {
    show({ path: `${PATH}?record=record-1` });
    const dialog = await screen.findByRole('dialog', { name: 'Record' });
    expect(await within(dialog).findByText('record-1')).toBeInTheDocument();
  });

  it('shows who writes the data, with the way to the runs', async () => {
    show({ path: `${PATH}?view=jobs` });
    const table = await screen.findByRole('table', {
      name: 'Jobs that wrote this data in the last 28 days',
    });
    const row = within(table).getByRole('row', { name: /nightly_all/ });
    expect(within(row).getByText('no')).toBeInTheDocument();
    expect(within(row).getByRole('link', { name: '28' })).toHaveAttribute(
      'href',
      `${PATH}?job=airflow-prod%2Fnightly_all`,
    );
  });

  it('shows what changed in the real schema, and both sides of a difference', async () => {
    show({ path: `${PATH}?view=schemas` });
    expect(
      await screen.findByText('quantity: promised integer, really VARCHAR'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('promised and not there: article'),
    ).toBeInTheDocument();
    expect(screen.getByText('new: unit')).toBeInTheDocument();
    expect(
      screen.getByText('Every promised column is there with its type.'),
    ).toBeInTheDocument();
  });

  it('says that a reader may not, and shows what failed', async () => {
    const denied = new InMemoryDataMeshApi({});
    denied.listEvidence = async () => {
      throw new NotAllowedError('no');
    };
    show({ api: denied });
    expect(
      await screen.findByText(
        'You are not permitted to see the records of this product.',
      ),
    ).toBeInTheDocument();
  });

  it('says so where loading more fails, and keeps what is there', async () => {
    const api = new InMemoryDataMeshApi({ rows: sampleRows(130) });
    const list = api.listEvidence.bind(api);
    api.listEvidence = async (ref, filter) => {
      if (filter?.cursor) {
        throw new Error('the line is cut');
      }
      return list(ref, filter);
    };
    show({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load older records' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load more: the line is cut',
    );
    expect(screen.getAllByRole('row')).toHaveLength(51);
  });
});
