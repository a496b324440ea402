import fc from 'fast-check';
import { Verdict } from '@meshproof/backstage-plugin-data-mesh-common';
import { anySituation } from './__testUtils__/arbitrary';
import { WEAKENINGS, weakened } from './__testUtils__/weakenings';
import { DAY, HOUR, situation, spec } from './__testUtils__/situation';
import { evaluateProduct } from './evaluateProduct';
import { Evaluation, ProductSituation } from './types';

// How much a verdict says for the product. The three that say "not known" stand side by side.
const RANK: Record<Verdict, number> = {
  contradicted: 0,
  unproven: 1,
  new: 1,
  unmeasured: 1,
  partial: 2,
  proven: 3,
};

function states(evaluation: Evaluation) {
  const { scorecard, ownerScorecard } = evaluation;
  return {
    checks: scorecard.checks.map(({ id, state, cause, ports }) => ({
      id,
      state,
      cause,
      ports: ports?.map(port => [port.port, port.state, port.cause]),
    })),
    computed: scorecard.level.computed,
    shown: scorecard.level.shown,
    possible: evaluation.possibleLevel,
    coverage: scorecard.coverage,
    verdict: scorecard.verdict.shown,
    corrections: ownerScorecard.verdict.corrections,
    forOwner: ownerScorecard.verdict.shown,
  };
}

describe('invariant 1: declarations alone and weaker claims raise nothing', () => {
  it('(a) without evidence no check from level 3 up passes, whatever is declared', () => {
    fc.assert(
      fc.property(anySituation, any => {
        const { scorecard } = evaluateProduct({ ...any, evidence: [] });
        const passing = scorecard.checks.filter(
          ({ level, state }) => level >= 3 && state === 'pass',
        );
        expect(passing.map(({ id }) => id)).toEqual([]);
        expect(scorecard.level.computed).toBeLessThan(3);
      }),
      { numRuns: 40 },
    );
  });

  it('(b) a weaker claim raises no check, level or verdict until a window is full', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.constantFrom(...Object.keys(WEAKENINGS)),
        fc.integer({ min: 1, max: 13 * 24 }),
        (any, how, hoursAgo) => {
          const at = any.now - hoursAgo * HOUR;
          // Only what follows the last change can weaken it.
          fc.pre(any.claims.every(claim => claim.from < at));
          fc.pre(any.contracts.every(contract => contract.from < at));
          const before = evaluateProduct(any);
          // What is judged no more may come back to life by a change, and is then judged by what has come since.
          fc.pre(before.frozenAt === undefined);
          const after = evaluateProduct(weakened(any, how, at));
          const was = new Map(
            before.scorecard.checks.map(check => [check.id, check.state]),
          );
          const risen = after.scorecard.checks
            .filter(
              ({ id, state }) => state === 'pass' && was.get(id) !== 'pass',
            )
            .map(({ id }) => `${id} was ${was.get(id)}`);
          expect({ how, risen }).toEqual({ how, risen: [] });
          expect(after.scorecard.level.computed).toBeLessThanOrEqual(
            before.scorecard.level.computed,
          );
          for (const side of ['scorecard', 'ownerScorecard'] as const) {
            const from = before[side].verdict.shown;
            const to = after[side].verdict.shown;
            const moved = after.scorecard.checks
              .filter(({ id, state }) => state !== was.get(id))
              .map(({ id, state }) => `${id}: ${was.get(id)} -> ${state}`);
            // A new failure makes more known; "partial" for that reason is no better than not known.
            const failed =
              to === 'partial' &&
              RANK[from] === 1 &&
              moved.some(move => move.endsWith('-> fail'));
            expect({
              how,
              moved,
              raised:
                RANK[to] > RANK[from] && !failed ? `${from} -> ${to}` : 'no',
            }).toEqual({ how, moved, raised: 'no' });
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('(b) counts a weaker claim when its own window is full', () => {
    const failing = situation();
    // Half of the runs are missing, so a daily promise is broken and a weekly one is kept.
    const evidence = failing.evidence.filter(
      record =>
        (record.kind !== 'run' && record.kind !== 'freshness') ||
        Math.floor(record.time / DAY) % 2 === 0,
    );
    const stateAt = (changedDaysAgo: number | undefined) => {
      const own = { ...failing, evidence };
      const at = failing.now - (changedDaysAgo ?? 0) * DAY;
      return evaluateProduct(
        changedDaysAgo === undefined
          ? own
          : weakened(own, 'promise a rarer delivery', at),
      ).scorecard.checks.find(({ id }) => id === 'timeliness-measured')?.state;
    };
    expect(stateAt(undefined)).toBe('fail');
    expect(stateAt(1)).toBe('fail');
    // The longer of both rhythms is seven days: W3 is 21 days.
    expect(stateAt(20)).toBe('fail');
    expect(stateAt(22)).toBe('pass');
  });

  it('(c) all of nothing is unknown', () => {
    const empty = situation({
      evidence: [],
      contracts: [],
      claims: [
        {
          from: 0,
          name: 'inventory',
          spec: spec({ outputPorts: [], pipelines: [] }),
        },
      ],
    });
    const { scorecard } = evaluateProduct(empty);
    for (const check of scorecard.checks.filter(({ level }) => level >= 3)) {
      expect([check.id, check.state]).toEqual([check.id, 'unknown']);
    }
    expect(scorecard.coverage).toEqual({ known: 0, applicable: 7 });
  });
});

describe('invariant 6: evidence is idempotent and order-free', () => {
  it('gives the same answer for the same records in any order and number', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.infiniteStream(fc.nat()),
        (any: ProductSituation, numbers) => {
          const keyed = any.evidence.map(record => ({
            record,
            key: numbers.next().value as number,
          }));
          const shuffled = keyed
            .sort((a, b) => a.key - b.key)
            .map(({ record }) => record);
          const again = [...shuffled, ...any.evidence.slice(0, 50)];
          expect(
            evaluateProduct({ ...any, evidence: again }).ownerScorecard,
          ).toEqual(evaluateProduct(any).ownerScorecard);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('nextChangeAt', () => {
  it('is never later than the first change', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (any, share) => {
          const now = evaluateProduct(any);
          const until = now.nextChangeAt ?? any.now + 400 * DAY;
          expect(until).toBeGreaterThan(any.now);
          const later = Math.min(
            until - 1,
            any.now + Math.floor((until - any.now) * share),
          );
          expect(states(evaluateProduct({ ...any, now: later }))).toEqual(
            states(now),
          );
          expect(states(evaluateProduct({ ...any, now: until - 1 }))).toEqual(
            states(now),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
