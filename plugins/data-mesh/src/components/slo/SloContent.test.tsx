import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleEntity } from '../../__testUtils__/sampleEntity';
import { sampleRows, sampleSlos } from '../../__testUtils__/sampleScorecard';
import { SloContent } from './SloContent';

function show(api: InMemoryDataMeshApi, url = '/slo') {
  renderScreen(<SloContent />, { api, entity: sampleEntity(), url });
}

describe('SloContent', () => {
  it('shows each promise beside what was measured', async () => {
    show(new InMemoryDataMeshApi({ slos: sampleSlos() }));
    const table = await screen.findByRole('table', {
      name: 'Promises, and how they were kept',
    });
    const late = within(table).getByRole('row', { name: /Jede Stunde/ });
    expect(late).toHaveTextContent('93.7 %');
    expect(late).toHaveTextContent('missed');
    expect(late).toHaveTextContent('overdrawn by 9 hours');
    expect(late).toHaveTextContent('in force since 4 May 2026');
    expect(
      within(late).getByRole('img', {
        name: 'The last 28 days: something was missed on 2 days, nothing was expected or known on 25 days.',
      }),
    ).toBeInTheDocument();
    const rule = within(table).getByRole('row', { name: /Jede Zeile/ });
    expect(rule).toHaveTextContent('0 misses left');
    const other = within(table).getByRole('row', { name: /Immer da/ });
    expect(other).toHaveTextContent('not known');
    expect(other).not.toHaveTextContent('kept');
    expect(other).not.toHaveTextContent('%');
  });

  it('opens a promise day by day, with the way to the records', async () => {
    show(new InMemoryDataMeshApi({ slos: sampleSlos() }));
    await userEvent.click(
      await screen.findByRole('link', { name: 'Jede Stunde neue Daten' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Jede Stunde neue Daten',
    });
    expect(dialog).toHaveTextContent('93.7 %: 630 of 672');
    const row = within(dialog).getByRole('row', { name: /22 Nov 2026/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['22', '20', '1', '1', '2']);
    expect(
      within(dialog).getByRole('link', {
        name: 'The check that counts the same',
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/scorecard?check=timeliness-kept',
    );
  });

  it('opens a day to its records and gaps, and a record, each with an address of its own', async () => {
    const rows = sampleRows(30);
    const api = new InMemoryDataMeshApi({
      slos: sampleSlos(),
      rows: [
        ...rows.slice(0, 1),
        {
          type: 'gap',
          kind: 'run',
          time: '2026-11-22T09:00:00.000Z',
          summary: 'no result for this interval',
          outcome: 'missed',
          counted: true,
        },
        ...rows.slice(1),
      ],
    });
    show(api, '/slo?slo=stock-levels%402%20timeliness');
    await userEvent.click(
      await screen.findByRole('link', { name: '22 Nov 2026' }),
    );
    const table = await screen.findByRole('table', {
      name: 'Records and gaps of 22 Nov 2026',
    });
    const gap = within(table).getByRole('row', {
      name: /due 22 Nov 2026, 09:00/,
    });
    expect(gap).toHaveTextContent('No record: no result for this interval');
    expect(gap).toHaveTextContent('missed');
    const record = within(table).getAllByRole('row')[1];
    expect(record).toHaveTextContent(rows[0].publisherTitle!);
    expect(record).toHaveTextContent(rows[0].server!);
    expect(
      within(table).getByRole('columnheader', { name: 'Received' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Load older records' }),
    );
    expect(await screen.findByText(/Showing 31 of 31/)).toBeInTheDocument();
    expect(api.calls).toContainEqual({
      method: 'listSloRecords',
      arguments: [
        'dataproduct:default/inventory',
        {
          slo: 'stock-levels@2 timeliness',
          day: '2026-11-22',
          limit: 25,
        },
      ],
    });
    await userEvent.click(within(record).getByRole('link', { name: /^Open/ }));
    expect(
      await screen.findByRole('link', { name: 'Back to the records' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('link', { name: 'Back to the records' }),
    );
    await userEvent.click(
      await screen.findByRole('link', { name: 'Back to the promise' }),
    );
    expect(
      await screen.findByRole('table', { name: 'Day by day, UTC' }),
    ).toBeInTheDocument();
  });

  it('asks for as many days as a reader wants', async () => {
    const api = new InMemoryDataMeshApi({ slos: sampleSlos() });
    show(api, '/slo?slo=stock-levels%402%20timeliness');
    await userEvent.selectOptions(
      await screen.findByLabelText('Days shown'),
      '365 days',
    );
    await screen.findByRole('table', { name: 'Day by day, UTC' });
    expect(
      api.calls.filter(({ method }) => method === 'getSlos').at(-1),
    ).toMatchObject({ arguments: [expect.anything(), { days: 365 }] });
  });

  it('says that a missing source is the task of the platform', async () => {
    show(
      new InMemoryDataMeshApi({ slos: sampleSlos() }),
      '/slo?slo=stock-levels%402%20availability%20availability',
    );
    const dialog = await screen.findByRole('dialog', { name: 'Immer da' });
    expect(dialog).toHaveTextContent('no source connected');
    expect(dialog).toHaveTextContent('the platform’s task, not yours');
    expect(
      within(dialog).getByRole('link', { name: 'sources' }),
    ).toHaveAttribute('href', '/data-mesh/sources');
  });

  it('says so where the promise of an address is gone', async () => {
    show(new InMemoryDataMeshApi({ slos: sampleSlos() }), '/slo?slo=gone');
    expect(
      await screen.findByText('This promise is no longer in force.'),
    ).toBeInTheDocument();
  });

  it('says that nothing is promised, and that a reader may not', async () => {
    show(new InMemoryDataMeshApi({ slos: { ...sampleSlos(), items: [] } }));
    expect(
      await screen.findByText(/No contract of this product promises/),
    ).toBeInTheDocument();
    const denied = new InMemoryDataMeshApi({});
    denied.getSlos = async () => {
      throw new NotAllowedError('no');
    };
    show(denied);
    expect(
      await screen.findByText(
        'You are not permitted to see the service levels.',
      ),
    ).toBeInTheDocument();
  });
});
