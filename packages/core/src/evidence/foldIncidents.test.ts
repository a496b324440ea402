import fc from 'fast-check';
import { foldIncidents } from './foldIncidents';
import { IncidentRecord } from './types';

const MINUTE = 60_000;
const OPENED = Date.UTC(2026, 10, 20, 10);

let count = 0;
function state(
  after: number,
  more: Partial<IncidentRecord> = {},
): IncidentRecord {
  return {
    id: String(count++).padStart(4, '0'),
    kind: 'incident',
    time: OPENED + after * MINUTE,
    receivedAt: OPENED,
    publisher: 'pager',
    witness: 'platform',
    mayBackfill: true,
    reference: 'INC-1',
    openedAt: OPENED,
    noticedBy: 'monitor',
    firstActedGroups: [],
    ...more,
  };
}

const opened = state(0, { severity: 'low' });
const acted = state(10, {
  firstActedAt: OPENED + 5 * MINUTE,
  firstActedGroups: ['group:default/owner'],
  signature: 'load-late',
});
const resolved = state(60, {
  firstActedAt: OPENED + 5 * MINUTE,
  resolvedAt: OPENED + 55 * MINUTE,
  severity: 'high',
});

describe('foldIncidents', () => {
  it.each<[string, IncidentRecord[], object]>([
    [
      'one that has just begun',
      [opened],
      { openedAt: OPENED, noticedBy: 'monitor', severity: 'low' },
    ],
    [
      'all states',
      [opened, acted, resolved],
      {
        openedAt: OPENED,
        firstActedAt: OPENED + 5 * MINUTE,
        firstActedGroups: ['group:default/owner'],
        resolvedAt: OPENED + 55 * MINUTE,
        severity: 'high',
        signature: 'load-late',
      },
    ],
    [
      'what was said first of who noticed it and acted',
      [
        state(0, { noticedBy: 'consumer' }),
        state(9, {
          firstActedAt: OPENED + 8 * MINUTE,
          firstActedGroups: ['group:default/central'],
        }),
        state(99, {
          noticedBy: 'owner',
          firstActedAt: OPENED + 20 * MINUTE,
          firstActedGroups: ['group:default/owner'],
        }),
      ],
      {
        noticedBy: 'consumer',
        firstActedAt: OPENED + 8 * MINUTE,
        firstActedGroups: ['group:default/central'],
      },
    ],
  ])('tells %s', (_what, records, incident) => {
    expect(foldIncidents(records)).toEqual([
      expect.objectContaining({ reference: 'INC-1', ...incident }),
    ]);
  });

  it('is open again when its last state is', () => {
    const [incident] = foldIncidents([opened, resolved, state(90)]);
    expect(incident).not.toHaveProperty('resolvedAt');
    expect(incident.severity).toBe('high');
  });

  it('lets nobody amend what another source said', () => {
    const incidents = foldIncidents([
      opened,
      state(60, { publisher: 'owner-ci', witness: 'self', noticedBy: 'owner' }),
      state(5, { reference: 'INC-2' }),
    ]);
    expect(
      incidents.map(({ publisher, reference }) => `${publisher} ${reference}`),
    ).toEqual(['owner-ci INC-1', 'pager INC-1', 'pager INC-2']);
  });

  it('does not depend on the order, on repetition or on the time of receipt', () => {
    const anyState = fc
      .record({
        after: fc.integer({ min: 0, max: 5 }),
        openedAt: fc.constantFrom(OPENED, OPENED + MINUTE),
        noticedBy: fc.constantFrom('monitor' as const, 'consumer' as const),
        firstActedAt: fc.constantFrom(undefined, OPENED, OPENED + 2 * MINUTE),
        firstActedGroups: fc.constantFrom<string[][]>([], ['group:default/a']),
        resolvedAt: fc.constantFrom(undefined, OPENED + 3 * MINUTE),
        severity: fc.constantFrom(undefined, 'low' as const, 'high' as const),
        reference: fc.constantFrom('INC-1', 'INC-2'),
      })
      .map(({ after, ...more }) => state(after, more));
    fc.assert(
      fc.property(
        fc.array(anyState, { minLength: 1, maxLength: 8 }).chain(records =>
          fc.record({
            records: fc.constant(records),
            other: fc
              .shuffledSubarray([...records, ...records], {
                minLength: 2 * records.length,
              })
              .map(all => all.map(record => ({ ...record }))),
          }),
        ),
        ({ records, other }) => {
          expect(foldIncidents(other)).toEqual(foldIncidents(records));
        },
      ),
    );
  });
});
