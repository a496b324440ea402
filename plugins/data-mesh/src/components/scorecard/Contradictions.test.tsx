import { Contradiction } from '@meshproof/backstage-plugin-data-mesh-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryDataMeshApi } from '../../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../../__testUtils__/renderScreen';
import { sampleEntity } from '../../__testUtils__/sampleEntity';
import { sampleScorecard } from '../../__testUtils__/sampleScorecard';
import { ScorecardContent } from './ScorecardContent';

const rhythm: Contradiction = {
  kind: 'rhythm',
  port: 'stock-levels@2',
  claimed: {
    text: 'Every hour within 1 hour',
    since: '2026-05-04T00:00:00.000Z',
  },
  shown: {
    text: 'Written every 1 day as a rule, 14 times in 14 days',
    days: 14,
    firstAt: '2026-11-09T01:00:00.000Z',
    lastAt: '2026-11-22T01:00:00.000Z',
  },
  records: 'run',
  toldAt: '2026-11-10T00:00:00.000Z',
  visibleToAllFrom: '2126-11-25T00:00:00.000Z',
};

function show(contradiction: Contradiction) {
  const card = sampleScorecard();
  const api = new InMemoryDataMeshApi({
    scorecards: [
      {
        ...card,
        verdict: { ...card.verdict, contradictions: [contradiction] },
      },
    ],
  });
  renderScreen(<ScorecardContent />, { api, entity: sampleEntity() });
  return api;
}

describe('Contradictions', () => {
  it('show both sides, since when, and the way to the records', async () => {
    show(rhythm);
    const section = await screen.findByRole('region', {
      name: 'Claimed, and shown',
    });
    expect(section).toHaveTextContent('Every hour within 1 hour');
    expect(section).toHaveTextContent('Since 4 May 2026.');
    expect(section).toHaveTextContent('Written every 1 day as a rule');
    expect(section).toHaveTextContent(
      'On 14 days, from 9 Nov 2026 to 22 Nov 2026.',
    );
    expect(section).toHaveTextContent(/only the owner and the curator/);
    expect(
      within(section).getByRole('link', { name: 'Open the records' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/dataproduct/inventory/evidence?kind=run&port=stock-levels%402',
    );
    expect(within(section).queryByRole('button')).not.toBeInTheDocument();
  });

  it('are not there where nothing is contradicted', async () => {
    renderScreen(<ScorecardContent />, {
      api: new InMemoryDataMeshApi({ scorecards: [sampleScorecard()] }),
      entity: sampleEntity(),
    });
    await screen.findAllByRole('list');
    expect(screen.queryByText('Claimed, and shown')).not.toBeInTheDocument();
  });

  it('can be disputed, with what is wrong said at the field', async () => {
    const api = show({ ...rhythm, mayReply: true });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Answer or dispute' }),
    );
    const form = screen.getByRole('form', { name: /^Reply to: How often/ });
    await userEvent.click(within(form).getByRole('button', { name: 'Send' }));
    expect(form).toHaveTextContent('Say in a sentence what there is to say.');
    await userEvent.click(within(form).getByLabelText(/^Dispute/));
    await userEvent.type(
      within(form).getByRole('textbox', { name: /^What you say/ }),
      'The loader writes hourly',
    );
    await userEvent.type(
      within(form).getByRole('textbox', { name: /^Link/ }),
      'tracker',
    );
    await userEvent.click(within(form).getByRole('button', { name: 'Send' }));
    expect(form).toHaveTextContent(/begins with http/);
    expect(
      api.calls.filter(({ method }) => method === 'replyToContradiction'),
    ).toEqual([]);
    await userEvent.clear(within(form).getByRole('textbox', { name: /^Link/ }));
    await userEvent.click(within(form).getByRole('button', { name: 'Send' }));
    await waitFor(() =>
      expect(
        api.calls.find(({ method }) => method === 'replyToContradiction')
          ?.arguments,
      ).toEqual([
        'dataproduct:default/inventory',
        'rhythm',
        {
          type: 'dispute',
          text: 'The loader writes hourly',
          key: expect.any(String),
        },
      ]),
    );
    await waitFor(() => expect(form).not.toBeInTheDocument());
  });

  it('say what failed, and keep what was written', async () => {
    const api = show({ ...rhythm, mayReply: true });
    api.replyToContradiction = async () => {
      throw new Error('the line is cut');
    };
    await userEvent.click(
      await screen.findByRole('button', { name: 'Answer or dispute' }),
    );
    const text = screen.getByRole('textbox', { name: /^What you say/ });
    await userEvent.type(text, 'We know');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'That did not work: the line is cut',
    );
    expect(text).toHaveValue('We know');
  });

  it('show replies as text, and what was withdrawn', async () => {
    const api = show({
      ...rhythm,
      mayReply: true,
      replies: [
        {
          id: 'one',
          at: '2026-11-11T00:00:00.000Z',
          type: 'dispute',
          text: '<img src=x onerror=alert(1)>',
          by: 'user:default/ana',
        },
        {
          id: 'two',
          at: '2026-11-12T00:00:00.000Z',
          type: 'answer',
          text: '',
          withdrawnAt: '2026-11-13T00:00:00.000Z',
        },
      ],
    });
    const list = await screen.findByRole('list', {
      name: 'What the owner says',
    });
    expect(list).toHaveTextContent('<img src=x onerror=alert(1)>');
    expect(list.querySelector('img')).toBeNull();
    expect(list).toHaveTextContent(
      'Answer of 12 Nov 2026, withdrawn on 13 Nov 2026.',
    );
    await userEvent.click(
      within(list).getByRole('button', { name: 'Withdraw' }),
    );
    await waitFor(() =>
      expect(api.calls).toContainEqual({
        method: 'withdrawReply',
        arguments: ['dataproduct:default/inventory', 'rhythm', 'one'],
      }),
    );
  });
});
