import { ContractRule } from './types';

type Condition = NonNullable<ContractRule['condition']>;

/** A range of numbers. */
interface Range {
  low: number;
  lowIn: boolean;
  high: number;
  highIn: boolean;
}

const NEVER_LOW = { low: Number.NEGATIVE_INFINITY, lowIn: false };
const NEVER_HIGH = { high: Number.POSITIVE_INFINITY, highIn: false };

/** The numbers a comparison accepts, ascending; undefined where it compares no numbers. */
function accepted(condition: Condition): Range[] | undefined {
  const { operator, value } = condition;
  if (Array.isArray(value)) {
    const [low, high] = value;
    if (typeof low !== 'number' || typeof high !== 'number') {
      return undefined;
    }
    switch (operator) {
      case 'mustBeBetween':
        return [{ low, lowIn: true, high, highIn: true }];
      case 'mustNotBeBetween':
        return [
          { ...NEVER_LOW, high: low, highIn: false },
          { low: high, lowIn: false, ...NEVER_HIGH },
        ];
      default:
        return undefined;
    }
  }
  if (typeof value !== 'number') {
    return undefined;
  }
  switch (operator) {
    case 'mustBe':
      return [{ low: value, lowIn: true, high: value, highIn: true }];
    case 'mustNotBe':
      return [
        { ...NEVER_LOW, high: value, highIn: false },
        { low: value, lowIn: false, ...NEVER_HIGH },
      ];
    case 'mustBeGreaterThan':
      return [{ low: value, lowIn: false, ...NEVER_HIGH }];
    case 'mustBeGreaterOrEqualTo':
      return [{ low: value, lowIn: true, ...NEVER_HIGH }];
    case 'mustBeLessThan':
      return [{ ...NEVER_LOW, high: value, highIn: false }];
    case 'mustBeLessOrEqualTo':
      return [{ ...NEVER_LOW, high: value, highIn: true }];
    default:
      return undefined;
  }
}

function isInside(inner: Range, outer: Range): boolean {
  return (
    (outer.low < inner.low ||
      (outer.low === inner.low && (outer.lowIn || !inner.lowIn))) &&
    (inner.high < outer.high ||
      (inner.high === outer.high && (outer.highIn || !inner.highIn)))
  );
}

/** Whether the comparison accepts a number; undefined where that cannot be told. @internal */
export function accepts(
  condition: Condition | undefined,
  value: number,
): boolean | undefined {
  const ranges = condition && accepted(condition);
  const point = { low: value, lowIn: true, high: value, highIn: true };
  return ranges?.some(range => isInside(point, range));
}

/** Whether two rules run the same thing, whatever they expect of the result. @internal */
export function runsTheSame(a: ContractRule, b: ContractRule): boolean {
  return (
    a.type === b.type &&
    a.content === b.content &&
    (a.condition?.percent ?? false) === (b.condition?.percent ?? false)
  );
}

/** Whether everything that passes one rule would have passed the other. What cannot be compared does not. @internal */
export function isAtLeastAsStrict(
  rule: ContractRule,
  than: ContractRule,
): boolean {
  if (!runsTheSame(rule, than)) {
    return false;
  }
  if (JSON.stringify(rule.condition) === JSON.stringify(than.condition)) {
    return true;
  }
  const own = rule.condition && accepted(rule.condition);
  const other = than.condition && accepted(than.condition);
  return (
    own !== undefined &&
    other !== undefined &&
    own.every(range => other.some(outer => isInside(range, outer)))
  );
}
