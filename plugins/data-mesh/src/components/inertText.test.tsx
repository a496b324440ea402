import { screen } from '@testing-library/react';
import { InMemoryDataMeshApi } from '../__testUtils__/InMemoryDataMeshApi';
import { renderScreen } from '../__testUtils__/renderScreen';
import { sampleEntity } from '../__testUtils__/sampleEntity';
import { sampleSources } from '../__testUtils__/sampleMesh';
import { sampleRows, sampleScorecard } from '../__testUtils__/sampleScorecard';
import { ScorecardContent } from './scorecard/ScorecardContent';
import { SourcesContent } from './sources/SourcesContent';

const PLANTED =
  '<script>window.planted=1</script><img src="x" onerror="window.planted=1"><a href="javascript:window.planted=1">javascript:window.planted=1</a>';

/** What is one of few words, an identity, a time or a reference; every other text is the sender's. */
const NOT_FREE = new Set([
  'type',
  'recordId',
  'publisher',
  'kind',
  'kinds',
  'time',
  'receivedAt',
  'witness',
  'outcome',
  'firstAt',
  'lastAt',
  'lastReceivedAt',
  'silentSince',
  'nearest',
]);

/** The same with the planted text in the place of every text that a sender could have chosen. */
function planted<T>(value: T, key = ''): T {
  if (NOT_FREE.has(key)) {
    return value;
  }
  if (typeof value === 'string') {
    return PLANTED as T;
  }
  if (Array.isArray(value)) {
    return value.map(item => planted(item, key)) as T;
  }
  return typeof value === 'object' && value !== null
    ? (Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          planted(item, name),
        ]),
      ) as T)
    : value;
}

/** Every place on the page where the planted text could have become more than text. */
function alive(): Element[] {
  return [
    ...document.querySelectorAll(
      'script, img[src="x"], [onerror], a[href^="javascript:"]',
    ),
  ];
}

describe('HTML in what senders wrote', () => {
  const rows = planted(sampleRows(10));
  const api = () =>
    new InMemoryDataMeshApi({
      scorecards: [sampleScorecard()],
      rows,
      sources: planted(sampleSources()),
    });

  it('is text in the list of records, and in the reason why one does not count', async () => {
    renderScreen(<ScorecardContent />, {
      api: api(),
      entity: sampleEntity(),
      url: '/?check=runs-seen',
    });
    expect((await screen.findAllByText(PLANTED)).length).toBeGreaterThan(10);
    expect(document.body.textContent).toContain(`no: ${PLANTED}`);
    expect(alive()).toEqual([]);
  });

  it('is text where one record is opened, raw too', async () => {
    const mesh = api();
    const getRecord = mesh.getEvidenceRecord.bind(mesh);
    mesh.getEvidenceRecord = async id => ({
      ...(await getRecord(id)),
      raw: planted({
        dataset: { namespace: 'x', name: 'x' },
        job: { namespace: 'x', name: 'x' },
        rule: { id: 'x', column: 'x', metric: 'x' },
        columns: [{ name: 'x', type: 'x' }],
        consumer: 'x',
        principal: 'x',
        repository: 'x',
        reference: 'x',
        groups: ['x'],
        [PLANTED]: 'x',
      }),
    });
    renderScreen(<ScorecardContent />, {
      api: mesh,
      entity: sampleEntity(),
      url: '/?check=runs-seen&record=record-2',
    });
    const raw = await screen.findByText(/"repository":/);
    expect(raw.textContent?.split('window.planted=1').length).toBeGreaterThan(
      40,
    );
    expect(raw.children).toHaveLength(0);
    expect(alive()).toEqual([]);
  });

  it('is text on the page of sources', async () => {
    renderScreen(<SourcesContent />, { api: api() });
    await screen.findByRole('table', { name: /^Connected sources/ });
    expect(
      document.body.textContent?.split('<script>window').length,
    ).toBeGreaterThan(5);
    expect(alive()).toEqual([]);
  });

  it('would be seen if it were not', () => {
    const place = document.createElement('div');
    place.innerHTML = PLANTED;
    document.body.append(place);
    expect(alive()).toHaveLength(3);
    place.remove();
  });
});
