import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleEntity } from '../../__testUtils__/sampleEntity';
import {
  sampleRows,
  sampleScorecard,
} from '../../__testUtils__/sampleScorecard';
import { ScorecardContent } from './ScorecardContent';

const entity = sampleEntity();

function api() {
  return new InMemoryDataMeshApi({
    scorecards: [sampleScorecard()],
    rows: sampleRows(60),
  });
}

describe('ScorecardContent', () => {
  it('shows every check by level, with what the verdict rests on', async () => {
    renderScreen(<ScorecardContent />, { api: api(), entity });

    const measured = await screen.findByRole('region', {
      name: 'Level 3 Measured',
    });
    expect(measured).toHaveTextContent(
      '1 of 5 checks pass. This level is not reached.',
    );
    expect(
      screen.getByRole('region', { name: 'Level 4 Kept' }),
    ).toHaveTextContent('They count for the verdict and gate no level yet.');
    const claims = screen.getByRole('table', {
      name: 'Key claims of the verdict',
    });
    expect(
      within(claims).getByRole('rowheader', { name: 'The owner changes it' }),
    ).toBeInTheDocument();
  });

  it('takes its filters from the address and writes them there', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?state=fail',
    });

    expect(await screen.findByText('2 of 8 checks')).toBeInTheDocument();
    expect(screen.getByLabelText('State')).toHaveValue('fail');
    await userEvent.selectOptions(screen.getByLabelText('State'), 'stale');
    expect(await screen.findByText('1 of 8 checks')).toBeInTheDocument();
    expect(
      within(
        screen.getByRole('list', { name: 'Checks of level 3 Measured' }),
      ).getByRole('link', { name: 'Real schema equals the contract' }),
    ).toHaveAttribute('href', '/?state=stale&check=schema-seen');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('8 checks')).toBeInTheDocument();
  });

  it('opens the checks that the figure “Known” counts', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?known=counted',
    });

    // Of level 3: what is declared, and what feeds the verdict only, is not counted.
    expect(await screen.findByText('5 of 8 checks')).toBeInTheDocument();
    expect(screen.queryByText('The owner is a live group')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Level 4 Kept' })).toBeNull();
  });

  it('says so when no check matches', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?dimension=secure',
    });
    expect(
      await screen.findByText('No check matches these filters.'),
    ).toBeInTheDocument();
  });

  it('opens a check by address, with values, ports, and records of which one is a gap', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?check=timeliness-kept',
    });

    const dialog = await screen.findByRole('dialog', {
      name: 'Timeliness is kept',
    });
    expect(dialog).toHaveTextContent('91.1 % of hours on time, 95 % promised');
    expect(dialog).toHaveTextContent('Window days');
    expect(
      within(dialog).getByRole('table', {
        name: 'Timeliness is kept, by port',
      }),
    ).toHaveTextContent('All days on time');
    const records = await within(dialog).findByRole('table', {
      name: 'Records behind “Timeliness is kept”',
    });
    const rows = within(records).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(25);
    expect(rows[0]).toHaveTextContent('dbt prod · platform');
    expect(rows[0]).toHaveTextContent('snowflake://acme.eu');
    expect(rows[3]).toHaveTextContent('No record: no run for this hour');
    expect(rows[3]).toHaveTextContent(/^due 23 Nov 2026, 05:00 UTC/);
    expect(within(rows[3]).queryByRole('link')).toBeNull();
    expect(rows[4]).toHaveTextContent('no: not the production server');
  });

  it('loads older records', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?check=runs-seen',
    });
    expect(await screen.findByText(/Showing 25 of 60/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Load older records' }),
    );
    expect(await screen.findByText(/Showing 50 of 60/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Load older records' }),
    );
    expect(await screen.findByText(/Showing 60 of 60/)).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Load older records' }),
    ).toBeNull();
  });

  it('opens one record by address, as it is stored, and leads back', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?check=runs-seen&record=record-2',
    });
    const dialog = await screen.findByRole('dialog', { name: 'Runs are seen' });
    expect(
      await within(dialog).findByText(/"status": "success"/),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('link', {
        name: 'Back to all records of this check',
      }),
    );
    expect(await screen.findByText(/Showing 25 of 60/)).toBeInTheDocument();
  });

  it('says that a record is not found or not visible', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?check=runs-seen&record=elsewhere',
    });
    expect(
      await screen.findByText('Not found or not visible: the record.'),
    ).toBeInTheDocument();
  });

  it('says so where the rubric has no such check', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?check=no-such-check',
    });
    expect(
      await screen.findByText(
        'The rubric in force has no check “no-such-check”.',
      ),
    ).toBeInTheDocument();
  });

  it('closes with the escape key', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity,
      url: '/?check=runs-seen',
    });
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
