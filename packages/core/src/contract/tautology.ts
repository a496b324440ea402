// No table has more rows: a bound above is no bound.
const UNLIMITED = 1e15;

/** What a rule measures, as far as its text shows. @internal */
export interface Measured {
  /** Text of the query or implementation, normalised; absent for metrics. */
  query?: string;
  /** A number of rows or values: never below 0. */
  count: boolean;
  percent: boolean;
}

function boundsOf(value: unknown): [number, number] | undefined {
  return Array.isArray(value) &&
    value.length === 2 &&
    value.every(item => typeof item === 'number')
    ? (value as [number, number])
    : undefined;
}

/** Whether a query gives the same result whatever the data are. */
function isConstantQuery(query: string): boolean {
  const constant = `('[^']*'|-?[\\d.]+|true|false|null)`;
  return (
    !/\bfrom\b/.test(query) ||
    new RegExp(
      `^select (all |distinct )?${constant}( as \\w+| \\w+)? from\\b`,
    ).test(query) ||
    /\bwhere \(?\s*(1\s*=\s*[02-9]|0\s*=\s*1|false|1\s*<>\s*1|1\s*!=\s*1)\s*\)?\s*($|and\b|group\b|order\b|limit\b)/.test(
      query,
    ) ||
    /\blimit 0\b/.test(query) ||
    /\)\s*\*\s*0(?![.\d])/.test(query)
  );
}

/**
 * Whether a comparison holds whatever the data are: a count that must not be negative, a share that must not exceed 100 %, a
 * query that looks at nothing. @internal
 */
export function isTautology(
  measured: Measured,
  condition: { operator: string; value: unknown } | undefined,
): boolean {
  if (measured.query !== undefined && isConstantQuery(measured.query)) {
    return true;
  }
  if (!condition || !measured.count) {
    return false;
  }
  const { operator, value } = condition;
  const most = measured.percent ? 100 : UNLIMITED;
  const bounds = boundsOf(value);
  const limit = typeof value === 'number' ? value : undefined;
  switch (operator) {
    case 'mustBeGreaterThan':
      return limit !== undefined && limit < 0;
    case 'mustBeGreaterOrEqualTo':
      return limit !== undefined && limit <= 0;
    case 'mustBeLessThan':
      return limit !== undefined && limit > most;
    case 'mustBeLessOrEqualTo':
      return limit !== undefined && limit >= most;
    case 'mustBeBetween':
      return bounds !== undefined && bounds[0] <= 0 && bounds[1] >= most;
    case 'mustNotBeBetween':
      return bounds !== undefined && (bounds[1] < 0 || bounds[0] > most);
    case 'mustNotBe':
      return (
        limit === undefined ||
        limit < 0 ||
        limit > most ||
        (!measured.percent && !Number.isInteger(limit))
      );
    default:
      return false;
  }
}
