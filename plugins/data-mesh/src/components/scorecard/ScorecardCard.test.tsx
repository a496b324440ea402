import { NotAllowedError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleEntity } from '../../__testUtils__/sampleEntity';
import {
  sampleCheck,
  sampleScorecard,
} from '../../__testUtils__/sampleScorecard';
import { ScorecardCard } from './ScorecardCard';

const entity = sampleEntity();

function apiWith(change: Parameters<typeof sampleScorecard>[0] = {}) {
  return new InMemoryDataMeshApi({ scorecards: [sampleScorecard(change)] });
}

describe('ScorecardCard', () => {
  it('says level, target, verdict and coverage at one glance', async () => {
    renderScreen(<ScorecardCard />, { api: apiWith(), entity });

    expect(await screen.findByText('2 Defined')).toBeInTheDocument();
    expect(screen.getByText('4 Kept')).toBeInTheDocument();
    expect(screen.getByText('partial')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: '9 of 14' })).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/scorecard?known=counted',
    );
    expect(screen.getByText(/rubric 2026\.2/)).toBeInTheDocument();
    expect(screen.getByText('Next, to reach 3 Measured')).toBeInTheDocument();
  });

  it('lists what to do next with reason, provenance and the way to the records', async () => {
    renderScreen(<ScorecardCard />, { api: apiWith(), entity });

    const next = await screen.findByRole('list', { name: 'Next checks' });
    const [runs, schema] = within(next).getAllByRole('listitem');
    expect(runs).toHaveTextContent(
      '82 of 90 expected hours have a run on snowflake://acme.eu',
    );
    expect(runs).toHaveTextContent('fail');
    expect(runs).toHaveTextContent(/observed · dbt prod · platform · /);
    expect(
      within(runs).getByRole('link', { name: 'Records (82): Runs are seen' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/scorecard?check=runs-seen',
    );
    expect(schema).toHaveTextContent('stale');
  });

  it('opens how to fix a check with the keyboard', async () => {
    renderScreen(<ScorecardCard />, { api: apiWith(), entity });

    const button = await screen.findByRole('button', {
      name: 'How to fix: Runs are seen',
    });
    const text = screen.getByText(/promise a longer interval/);
    expect(text).not.toBeVisible();
    // Material UI draws the focus into an element that a button only has after its first effect.
    await waitFor(() =>
      expect(button.querySelector('.MuiTouchRipple-root')).not.toBeNull(),
    );
    act(() => button.focus());
    await userEvent.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(text).toBeVisible();
  });

  it('says so when loading takes long', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const api = apiWith();
      api.getScorecard = () => new Promise(() => {});
      renderScreen(<ScorecardCard />, { api, entity });
      expect(await screen.findByText(/Loading the scorecard…$/)).toBeVisible();
      act(() => {
        jest.advanceTimersByTime(10_000);
      });
      expect(screen.getByText(/longer than usual/)).toBeVisible();
    } finally {
      jest.useRealTimers();
    }
  });

  it('shows three debts of the platform and leads to the rest', async () => {
    const debts = Array.from({ length: 9 }, (_, index) =>
      sampleCheck({
        id: `debt-${index}`,
        title: `Debt ${index}`,
        state: 'unknown',
        cause: 'no-source',
        records: 0,
        fix: { text: 'Connect it.', who: 'platform' },
      }),
    );
    renderScreen(<ScorecardCard />, {
      api: apiWith({
        checks: debts,
        next: [],
        platformDebts: debts.map(({ id }) => id),
      }),
      entity,
    });
    const platform = await screen.findByRole('list', {
      name: 'Checks that wait for the platform',
    });
    expect(within(platform).getAllByRole('listitem')).toHaveLength(3);
    expect(
      screen.getByRole('link', {
        name: 'All 9 checks that wait for the platform',
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/scorecard?who=platform',
    );
  });

  it('never lists a debt of the platform among the tasks of the team', async () => {
    renderScreen(<ScorecardCard />, { api: apiWith(), entity });

    const platform = await screen.findByRole('list', {
      name: 'Checks that wait for the platform',
    });
    expect(platform).toHaveTextContent('Someone else reads it');
    expect(platform).toHaveTextContent('no source connected');
    expect(platform).toHaveTextContent('nothing observed yet');
    expect(screen.getByText('The platform’s task, not yours')).toBeVisible();
    expect(
      screen.getByRole('list', { name: 'Next checks' }),
    ).not.toHaveTextContent('Someone else reads it');
    expect(
      screen.getByRole('link', { name: /See what is connected/ }),
    ).toHaveAttribute('href', '/data-mesh/sources');
  });

  it('folds passing checks and shows them on demand', async () => {
    renderScreen(<ScorecardCard />, { api: apiWith(), entity });

    expect(
      await screen.findByText(
        '2 pass · 1 waived · 1 more to do later · 1 need nothing yet',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('The owner is a live group')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(screen.getByText('The owner is a live group')).toBeVisible();
  });

  it('shows the owner a finding and the day from which others see it', async () => {
    renderScreen(<ScorecardCard />, {
      api: apiWith({
        verdict: {
          shown: 'partial',
          reason: '',
          claims: [],
          finding: {
            kind: 'contradicted',
            claims: ['owner'],
            reasons: ['9 of 10 changes are by central-data'],
            toldAt: '2999-11-20T00:00:00Z',
            visibleToAllFrom: '2999-12-05T00:00:00Z',
          },
        },
      }),
      entity,
    });

    expect(
      await screen.findByText('contradicted on 5 Dec 2999'),
    ).toBeInTheDocument();
    const finding = screen.getByRole('region', { name: 'Finding' });
    expect(finding).toHaveTextContent('records contradict the owner claim');
    expect(finding).toHaveTextContent('9 of 10 changes are by central-data');
    expect(finding).toHaveTextContent(
      'Until 5 Dec 2999 only the owner and the curator see it',
    );
  });

  it('shows everybody a finding whose reply time is over', async () => {
    renderScreen(<ScorecardCard />, {
      api: apiWith({
        verdict: {
          shown: 'contradicted',
          reason: '',
          claims: [],
          finding: {
            kind: 'contradicted',
            claims: ['owner'],
            reasons: ['9 of 10 changes are by central-data'],
            toldAt: '2020-11-20T00:00:00Z',
            visibleToAllFrom: '2020-12-05T00:00:00Z',
          },
        },
      }),
      entity,
    });

    expect(await screen.findByText('contradicted')).toBeInTheDocument();
    expect(
      screen.getByText(/Everybody sees it since 5 Dec 2020/),
    ).toBeInTheDocument();
  });

  it('tells what was corrected, and to the owner that it answers the finding', async () => {
    const corrections = [
      {
        at: '2026-11-20T08:00:00Z',
        claim: 'pipeline' as const,
        text: 'nightly was declared, which had written stock@1 before',
        answersFinding: true,
      },
      {
        at: '2026-10-01T08:00:00Z',
        claim: 'owner' as const,
        text: 'group:default/b was named as curator',
      },
    ];
    renderScreen(<ScorecardCard />, {
      api: apiWith({
        verdict: { shown: 'partial', reason: '', claims: [], corrections },
      }),
      entity,
    });

    const list = await screen.findByRole('list', { name: 'Corrected claims' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Claim corrected on 20 Nov 2026, in answer to the finding: nightly was declared, which had written stock@1 before',
      'Claim corrected on 1 Oct 2026: group:default/b was named as curator',
    ]);
  });

  it('says that a product is judged no more', async () => {
    renderScreen(<ScorecardCard />, {
      api: apiWith({ frozenSince: '2026-10-01T08:00:00Z' }),
      entity,
    });
    expect(
      await screen.findByText(/Not judged since 1 Oct 2026/),
    ).toBeInTheDocument();
  });

  it('marks a held and waived level', async () => {
    renderScreen(<ScorecardCard />, {
      api: apiWith({
        level: {
          computed: 2,
          shown: 3,
          waived: true,
          atRiskSince: '2026-11-03T00:00:00Z',
          heldUntil: '2026-11-10T00:00:00Z',
          heldBecause: 'silent-source',
        },
      }),
      entity,
    });

    expect(await screen.findByText('3* Measured')).toBeInTheDocument();
    expect(screen.getByText(/at risk since 3 Nov 2026/)).toBeInTheDocument();
    expect(
      screen.getByText(
        /3 Measured is shown until 10 Nov 2026: a shared source is silent/,
      ),
    ).toBeInTheDocument();
  });

  it('says that nothing can be judged where nothing applies', async () => {
    renderScreen(<ScorecardCard />, {
      api: apiWith({ coverage: { known: 0, applicable: 0 } }),
      entity,
    });
    expect(await screen.findByText('cannot be judged yet')).toBeInTheDocument();
  });

  it('says so when the team has nothing to do', async () => {
    renderScreen(<ScorecardCard />, {
      api: apiWith({
        target: 3,
        level: { computed: 3, shown: 3, waived: false },
        next: [],
        platformDebts: [],
        checks: [sampleCheck({ state: 'pass' })],
      }),
      entity,
    });
    expect(
      await screen.findByText('Nothing for the team to do now'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The target, 3 Measured, is reached.'),
    ).toBeInTheDocument();
  });

  it('shows problems with their place and what to do', async () => {
    renderScreen(<ScorecardCard />, {
      api: apiWith({
        problems: [
          {
            severity: 'error',
            area: 'contract',
            ref: 'dataproduct:default/inventory',
            document: 'contracts/stock.odcs.yaml',
            line: 12,
            path: 'schema[0].name',
            message: 'The name is missing.',
            fix: 'Add a name.',
          },
        ],
      }),
      entity,
    });
    const problems = await screen.findByRole('region', { name: 'Problems' });
    expect(problems).toHaveTextContent('error');
    expect(problems).toHaveTextContent('What to do: Add a name.');
    expect(problems).toHaveTextContent(
      'contracts/stock.odcs.yaml, line 12, field schema[0].name',
    );
  });

  it('says that it is loading', async () => {
    const api = apiWith();
    api.getScorecard = () => new Promise(() => {});
    renderScreen(<ScorecardCard />, { api, entity });
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Loading the scorecard…',
    );
  });

  it('shows an error and tries again', async () => {
    const api = apiWith();
    const real = api.getScorecard.bind(api);
    api.getScorecard = async () => {
      throw new Error('connection lost');
    };
    renderScreen(<ScorecardCard />, { api, entity });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the scorecard: connection lost',
    );
    api.getScorecard = real;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('2 Defined')).toBeInTheDocument();
  });

  it('tells a reader without permission', async () => {
    const api = apiWith();
    api.getScorecard = async () => {
      throw new NotAllowedError('no');
    };
    renderScreen(<ScorecardCard />, { api, entity });
    expect(
      await screen.findByText('You are not permitted to see the scorecard.'),
    ).toBeInTheDocument();
  });

  it('reads a product that is hidden or not there yet as the same', async () => {
    renderScreen(<ScorecardCard />, {
      api: new InMemoryDataMeshApi({}),
      entity,
    });
    expect(
      await screen.findByText('Not found or not visible: the scorecard.'),
    ).toBeInTheDocument();
  });

  it('keeps the last scorecard when a refresh fails', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const api = apiWith();
      renderScreen(<ScorecardCard />, { api, entity });
      expect(await screen.findByText('2 Defined')).toBeInTheDocument();
      api.getScorecard = async () => {
        throw new Error('connection lost');
      };
      jest.advanceTimersByTime(21_000);
      await waitFor(() =>
        expect(screen.getByText(/the last refresh failed/)).toBeInTheDocument(),
      );
      expect(screen.getByText('2 Defined')).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });
});
