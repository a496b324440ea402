import { FACTS } from '../facts/catalogue';
import { situation } from './__testUtils__/situation';
import { defaultRubric } from './defaultRubric';
import { evaluateProduct } from './evaluateProduct';
import { expressionOf } from './expression';

describe('default rubric', () => {
  it.each(defaultRubric.checks.map(check => [check.id, check] as const))(
    '%s is typed, and a check from level 3 up requires what was observed',
    (_, check) => {
      expect(expressionOf(check)).toHaveProperty('run');
      const bases = check.requires.map(name => FACTS.get(name)?.basis);
      const rests = check.level >= 3 ? 'observed' : 'declared';
      expect(new Set(bases)).toEqual(new Set([rests]));
      for (const sentence of Object.values(check.reason)) {
        for (const [, name] of sentence.matchAll(/\{(\w+)/g)) {
          expect(check.requires).toContain(name);
        }
      }
    },
  );
});

describe('a broken rule', () => {
  it.each([
    ['syntax', 'ownerExists &&'],
    ['type', 'ownerMembers && true'],
    ['a fact it does not require', 'runsMet > 1.0'],
    ['no answer', 'ownerMembers + 1.0'],
  ])('breaks only its own check: %s', (_, expression) => {
    const rubric = {
      ...defaultRubric,
      checks: defaultRubric.checks.map(check =>
        check.id === 'owner-resolves' ? { ...check, expression } : check,
      ),
    };
    const { scorecard } = evaluateProduct(situation(), rubric);
    expect(scorecard.checks[0]).toMatchObject({
      state: 'unknown',
      cause: 'broken-rule',
      fix: { who: 'platform' },
    });
    expect(
      scorecard.checks.slice(1).every(({ state }) => state === 'pass'),
    ).toBe(true);
    expect(scorecard.level.computed).toBe(0);
    expect(scorecard.platformDebts).toContain('owner-resolves');
    expect(scorecard.next).not.toContain('owner-resolves');
  });
});
