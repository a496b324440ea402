import { AttestationRelation } from '@meshproof/backstage-plugin-data-mesh-common';
import fc from 'fast-check';
import { attestationStanding } from './attestationStanding';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 20);
const base = {
  relation: 'consumer' as AttestationRelation,
  level: 4,
  from: NOW - DAY,
  expiresAt: NOW + 10 * DAY,
};
const RELATIONS: AttestationRelation[] = [
  'owner',
  'group',
  'consumer',
  'platform',
];

describe('attestationStanding', () => {
  it.each<[string, object, object]>([
    [
      'somebody outside the owner group',
      {},
      {
        state: 'standing',
        basis: 'attested',
        counts: true,
        reason: 'Counts until 2026-11-30',
      },
    ],
    [
      'the owner, from level 3 up',
      { relation: 'owner', level: 3 },
      { state: 'standing', basis: 'declared', counts: false },
    ],
    [
      'the owner, about a topic',
      { relation: 'owner', level: undefined },
      { state: 'standing', basis: 'declared', counts: false },
    ],
    [
      'the owner, below level 3',
      { relation: 'owner', level: 2 },
      { state: 'standing', basis: 'attested', counts: true },
    ],
    [
      'what begins later',
      { from: NOW + 1 },
      { state: 'ahead', counts: false, reason: 'Holds from 2026-11-20' },
    ],
    [
      'what has lapsed',
      { expiresAt: NOW },
      { state: 'expired', counts: false, reason: 'Lapsed on 2026-11-20' },
    ],
    [
      'what was withdrawn, also after its end',
      { expiresAt: NOW - 1, withdrawnAt: NOW - 2 * DAY },
      { state: 'withdrawn', counts: false, reason: 'Withdrawn on 2026-11-18' },
    ],
  ])('%s', (_what, more, expected) => {
    expect(attestationStanding({ ...base, ...more }, NOW)).toMatchObject(
      expected,
    );
  });

  it('never counts an owner from level 3 up, nor anything outside its time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RELATIONS),
        fc.constantFrom(undefined, 1, 2, 3, 4, 5),
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: 1, max: 180 }),
        fc.option(fc.integer({ min: -200, max: 200 }), { nil: undefined }),
        (relation, level, from, length, withdrawn) => {
          const facts = {
            relation,
            level,
            from: NOW + from * DAY,
            expiresAt: NOW + (from + length) * DAY,
            ...(withdrawn === undefined
              ? {}
              : { withdrawnAt: NOW + withdrawn * DAY }),
          };
          const { counts, basis } = attestationStanding(facts, NOW);
          const others = relation !== 'owner' || (level ?? 5) < 3;
          expect(basis).toBe(others ? 'attested' : 'declared');
          expect(counts).toBe(
            others &&
              facts.from <= NOW &&
              facts.expiresAt > NOW &&
              (withdrawn === undefined || withdrawn > 0),
          );
        },
      ),
    );
  });
});
