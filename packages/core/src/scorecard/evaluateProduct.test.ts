import { evaluateProduct } from './evaluateProduct';
import { situation } from './__testUtils__/situation';

describe('evaluateProduct', () => {
  it('finds a product that does what it says measured and proven', () => {
    const { scorecard, possibleLevel } = evaluateProduct(situation());
    expect(
      scorecard.checks
        .filter(check => check.state !== 'pass')
        .map(check => `${check.id}: ${check.reason}`),
    ).toEqual([]);
    expect(scorecard.level.computed).toBe(3);
    expect(possibleLevel).toBe(3);
    expect(scorecard.verdict.shown).toBe('proven');
    expect(scorecard.coverage).toEqual({ known: 7, applicable: 7 });
    expect(scorecard.next).toEqual([]);
  });
});
