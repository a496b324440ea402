import { accepts, isAtLeastAsStrict } from './conditions';
import { ContractRule } from './types';

type Condition = ContractRule['condition'];

const rule = (condition: Condition, content = 'duplicates of id') =>
  ({ type: 'library', content, condition } as ContractRule);
const is = (operator: string, value: unknown): Condition => ({
  operator,
  value,
});

describe('isAtLeastAsStrict', () => {
  it.each<[string, Condition, Condition, boolean]>([
    ['the same', is('mustBe', 0), is('mustBe', 0), true],
    ['a lower ceiling', is('mustBeLessThan', 5), is('mustBeLessThan', 9), true],
    [
      'a higher ceiling',
      is('mustBeLessThan', 9),
      is('mustBeLessThan', 5),
      false,
    ],
    ['none instead of few', is('mustBe', 0), is('mustBeLessThan', 5), true],
    ['few instead of none', is('mustBeLessThan', 5), is('mustBe', 0), false],
    [
      'the limit itself',
      is('mustBeLessOrEqualTo', 5),
      is('mustBeLessThan', 5),
      false,
    ],
    [
      'both ends for one',
      is('mustBeBetween', [10, 20]),
      is('mustBeGreaterThan', 5),
      true,
    ],
    [
      'a wider range',
      is('mustBeBetween', [5, 25]),
      is('mustBeBetween', [10, 20]),
      false,
    ],
    ['a wider hole', is('mustNotBeBetween', [1, 9]), is('mustNotBe', 4), true],
    ['another hole', is('mustNotBe', 5), is('mustNotBe', 4), false],
    ['texts that differ', is('mustBe', 'a'), is('mustBe', 'b'), false],
    ['no comparison any more', undefined, is('mustBe', 0), false],
    [
      'percent for rows',
      { operator: 'mustBeLessThan', value: 5, percent: true },
      is('mustBeLessThan', 5),
      false,
    ],
  ])('%s', (_, now, before, stricter) => {
    expect(isAtLeastAsStrict(rule(now), rule(before))).toBe(stricter);
  });

  it('compares nothing that runs something else', () => {
    expect(
      isAtLeastAsStrict(rule(is('mustBe', 0), 'a'), rule(is('mustBe', 0), 'b')),
    ).toBe(false);
  });
});

describe('accepts', () => {
  it.each<[Condition, number, boolean | undefined]>([
    [is('mustBeLessThan', 5), 5, false],
    [is('mustBeLessOrEqualTo', 5), 5, true],
    [is('mustNotBeBetween', [1, 5]), 1, false],
    [is('mustBe', 'none'), 5, undefined],
    [undefined, 5, undefined],
  ])('%j of %d', (condition, value, expected) => {
    expect(accepts(condition, value)).toBe(expected);
  });
});
