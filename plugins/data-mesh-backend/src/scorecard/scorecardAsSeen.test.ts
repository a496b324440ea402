import {
  CheckResult,
  Scorecard,
  VerdictResult,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { NOT_VISIBLE_REASON, scorecardAsSeen } from './scorecardAsSeen';

function check(change: Partial<CheckResult>): CheckResult {
  return {
    id: 'served',
    number: 19,
    title: 'It is read at its address',
    level: 3,
    dimension: 'addressable',
    state: 'pass',
    reason: '240 reads',
    values: { readsServed: 240 },
    basis: 'observed',
    witness: 'platform',
    sources: ['Warehouse'],
    newestAt: '2026-11-22T00:00:00.000Z',
    records: 20,
    fix: { text: 'Nothing', who: 'nobody' },
    source: 'x',
    waivable: true,
    gatesLevel: true,
    ...change,
  };
}

const proven: VerdictResult = {
  shown: 'proven',
  reason: 'All six',
  claims: [{ claim: 'consumer', state: 'pass', checks: ['served'] }],
};

function card(
  result: CheckResult,
  verdict: VerdictResult = proven,
  evaluatedAt = '2026-11-23T00:00:00.000Z',
): Scorecard {
  return {
    ref: 'dataproduct:default/a',
    rubric: { id: 'r', version: '1' },
    evaluatedAt,
    level: { computed: 3, shown: 3, waived: false },
    target: 3,
    verdict,
    coverage: { known: 7, applicable: 7 },
    checks: [result],
    next: [],
    platformDebts: [],
    problems: [],
  };
}

describe('scorecardAsSeen', () => {
  it('gives the figures of what the reader sees, where they lead to the same state', () => {
    const seen = check({
      reason: '12 reads',
      values: { readsServed: 12 },
      records: 1,
    });
    const { checks, level, evaluatedAt } = scorecardAsSeen(
      card(check({})),
      card(seen, proven, '2026-11-24T00:00:00.000Z'),
    );
    expect(checks).toEqual([seen]);
    expect(level).toEqual({ computed: 3, shown: 3, waived: false });
    expect(evaluatedAt).toBe('2026-11-24T00:00:00.000Z');
  });

  it('keeps the state of the product, and none of its figures, where they would lead to another', () => {
    const unknown = {
      state: 'unknown',
      cause: 'not-wired',
      reason: 'Nobody',
      values: {},
      records: 0,
    } as const;
    const own = check({
      ports: [
        { port: 'a@1', state: 'pass', reason: '240 reads' },
        { port: 'b@1', state: 'pass', reason: '7 reads' },
      ],
    });
    const seen = check({
      ...unknown,
      ports: [
        { port: 'a@1', ...unknown },
        { port: 'b@1', state: 'pass', reason: '5 reads' },
      ],
    });
    const [result] = scorecardAsSeen(card(own), card(seen)).checks;
    expect(result).toEqual({
      ...check({}),
      reason: NOT_VISIBLE_REASON,
      values: {},
      sources: [],
      records: 0,
      newestAt: undefined,
      witness: undefined,
      ports: [
        { port: 'a@1', state: 'pass', reason: NOT_VISIBLE_REASON },
        { port: 'b@1', state: 'pass', reason: '5 reads' },
      ],
    });
    expect(JSON.stringify(result)).not.toMatch(/240|7 reads/);
  });

  it('keeps a finding without the reasons that only others may know', () => {
    const told = {
      toldAt: '2026-11-01T00:00:00.000Z',
      visibleToAllFrom: '2026-11-16T00:00:00.000Z',
    };
    const contradicted: VerdictResult = {
      shown: 'contradicted',
      reason: '0 of 9 changes',
      claims: [
        {
          claim: 'owner',
          state: 'fail',
          checks: ['owner-changes-it'],
          refuted: '0 of 9 changes',
        },
      ],
      finding: {
        kind: 'contradicted',
        claims: ['owner'],
        reasons: ['0 of 9 changes'],
        ...told,
      },
    };
    const { verdict } = scorecardAsSeen(
      card(check({}), contradicted),
      card(check({})),
    );
    expect(verdict).toMatchObject({
      shown: 'contradicted',
      reason: NOT_VISIBLE_REASON,
      finding: { reasons: [NOT_VISIBLE_REASON], ...told },
    });
    expect(JSON.stringify(verdict)).not.toContain('0 of 9');
  });
});
