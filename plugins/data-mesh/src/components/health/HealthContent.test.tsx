import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleHealth } from '../../__testUtils__/sampleHealth';
import { HealthContent } from './HealthContent';

describe('HealthContent', () => {
  it('says that nothing needs attention, with the figures that say so', async () => {
    renderScreen(<HealthContent />, {
      api: new InMemoryDataMeshApi({ health: sampleHealth() }),
    });
    const look = await screen.findByRole('region', { name: 'What to look at' });
    expect(look).toHaveTextContent('Nothing needs attention');
    const evaluation = screen.getByRole('region', { name: 'Evaluation' });
    expect(evaluation).toHaveTextContent('12, 2.4 a minute');
    expect(evaluation).toHaveTextContent('42 ms on average, 1.3 s at most');
    expect(evaluation).toHaveTextContent('No regular task has run yet');
    expect(
      within(evaluation).getByRole('table', { name: /^Processes seen/ }),
    ).toHaveTextContent('portal-7f:17:ab12cd34');
    expect(screen.getByRole('region', { name: 'Problems' })).toHaveTextContent(
      'No document and no reference has a problem.',
    );
    expect(
      screen.getByRole('table', { name: 'How much is kept' }),
    ).toHaveTextContent('Evidence records73,0598 May 2026');
    expect(screen.getByRole('region', { name: 'Database' })).toHaveTextContent(
      'PostgreSQL 18.4',
    );
  });

  it('names first what an administrator should look at', async () => {
    const health = sampleHealth({
      queue: {
        size: 3,
        leased: 1,
        oldestAt: '2026-11-23T09:30:00.000Z',
        failing: 1,
        failures: [
          {
            ref: 'dataproduct:default/orders',
            attempts: 7,
            error: 'TypeError: no such port',
            queuedAt: '2026-11-23T09:30:00.000Z',
            nextAttemptAt: '2026-11-23T10:02:00.000Z',
          },
        ],
      },
      sources: {
        known: 3,
        neverHeard: [{ publisher: 'soda', title: 'Soda' }],
        silent: [
          {
            publisher: 'dbt',
            title: 'dbt prod',
            silentSince: '2026-11-20T00:00:00.000Z',
          },
        ],
      },
      tasks: [
        {
          name: 'evidence-retention',
          replica: 'portal-7f:17:ab12cd34',
          startedAt: '2026-11-23T02:45:00.000Z',
          endedAt: '2026-11-23T02:45:02.500Z',
          error: 'Error: the connection was lost',
        },
        {
          name: 'nightly-look',
          replica: 'portal-7f:17:ab12cd34',
          startedAt: '2026-11-23T02:15:00.000Z',
          endedAt: '2026-11-23T02:15:00.500Z',
          detail: { products: 43 },
        },
      ],
      problems: [{ area: 'contract', severity: 'error', count: 2 }],
      database: {
        kind: 'SQLite',
        version: '3.53.0',
        applied: ['20261101_01_evidence.js'],
        pending: ['20261123_03_operations.js'],
      },
    });
    renderScreen(<HealthContent />, {
      api: new InMemoryDataMeshApi({ health }),
    });
    const look = await screen.findByRole('region', { name: 'What to look at' });
    expect(
      within(look)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'The database lacks 1 migration of this version: start one process with migrations on.',
      '1 product cannot be judged; its last result stays. The errors are below.',
      'The product that waits longest came into the queue 30 min ago; there were 12 turns in the last 5 minutes.',
      'dbt prod has been silent since 20 Nov 2026.',
      'The task evidence-retention failed: Error: the connection was lost',
    ]);
    const failures = screen.getByRole('table', {
      name: 'Products that could not be judged',
    });
    expect(failures).toHaveTextContent('TypeError: no such port');
    expect(within(failures).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/orders',
    );
    const tasks = screen.getByRole('table', { name: /^Regular tasks/ });
    expect(tasks).toHaveTextContent('2.5 s');
    expect(tasks).toHaveTextContent('products: 43');
    expect(screen.getByRole('region', { name: 'Sources' })).toHaveTextContent(
      'Never heard ofSoda',
    );
    expect(
      screen.getByRole('table', { name: 'Problems by kind' }),
    ).toHaveTextContent('contracterror2');
  });

  it('says whom the page is for', async () => {
    const api = new InMemoryDataMeshApi({});
    api.getHealth = async () => {
      throw new NotAllowedError('no');
    };
    renderScreen(<HealthContent />, { api });
    expect(
      await screen.findByText('You are not permitted to see the health page.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/data-mesh\.health\.read/)).toBeInTheDocument();
  });

  it('offers to try again where it cannot be loaded', async () => {
    const api = new InMemoryDataMeshApi({});
    api.getHealth = async () => {
      throw new Error('the connection was lost');
    };
    renderScreen(<HealthContent />, { api });
    expect(
      await screen.findByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
