import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleEntity } from '../../__testUtils__/sampleEntity';
import { sampleSlos } from '../../__testUtils__/sampleScorecard';
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
        name: 'The last 28 days; something was missed on 2 days.',
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
      within(row).getByRole('link', { name: '22 Nov 2026' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/evidence?kind=run&port=stock-levels%402&since=2026-11-22&until=2026-11-23',
    );
    expect(
      within(dialog).getByRole('link', { name: /Every record behind it/ }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/scorecard?check=timeliness-kept',
    );
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
