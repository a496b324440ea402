import { Fields, asFields, asList, entryOf } from '../values';
import { stated } from './compareFields';
import { Comparing, isSame, Place } from './Comparing';

type Sense = 'floor' | 'ceiling' | 'pattern' | 'step' | 'flag' | 'format';

// What the options of a logical type do to the values; an option that is not here has a meaning that is not known.
const OPTIONS: Record<string, Sense> = {
  minimum: 'floor',
  exclusiveMinimum: 'floor',
  minLength: 'floor',
  minItems: 'floor',
  minProperties: 'floor',
  maximum: 'ceiling',
  exclusiveMaximum: 'ceiling',
  maxLength: 'ceiling',
  maxItems: 'ceiling',
  maxProperties: 'ceiling',
  pattern: 'pattern',
  multipleOf: 'step',
  uniqueItems: 'flag',
  format: 'format',
};

const MOMENTS = ['date', 'timestamp', 'time'];

/** Positive where `b` is larger, negative where it is smaller; undefined where the two cannot be compared. */
function order(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    return b - a;
  }
  const isMoment = /^\d{4}-\d\d-\d\d|^\d\d:\d\d/;
  if (
    typeof a === 'string' &&
    typeof b === 'string' &&
    isMoment.test(a) &&
    isMoment.test(b) &&
    a.length === b.length
  ) {
    return b.localeCompare(a, 'en-US');
  }
  return undefined;
}

/** How many bits a number of this format has, and whether it has a sign. */
function sizeOf(format: unknown) {
  const match = /^([iuf])(\d+)$/.exec(String(format));
  return match ? { letter: match[1], bits: Number(match[2]) } : undefined;
}

function changeOf(
  sense: Sense,
  a: unknown,
  b: unknown,
  logicalType: unknown,
): 'limit-loosened' | 'limit-tightened' | 'limit-changed' | 'notation-changed' {
  if (sense === 'flag') {
    return b === true ? 'limit-tightened' : 'limit-loosened';
  }
  if (sense === 'format' && MOMENTS.includes(String(logicalType))) {
    return a !== undefined && b !== undefined
      ? 'notation-changed'
      : 'limit-changed';
  }
  if (a === undefined) {
    return 'limit-tightened';
  }
  if (b === undefined) {
    return 'limit-loosened';
  }
  if (sense === 'floor' || sense === 'ceiling') {
    const larger = order(a, b);
    if (larger === undefined) {
      return 'limit-changed';
    }
    return larger > 0 === (sense === 'floor')
      ? 'limit-tightened'
      : 'limit-loosened';
  }
  if (sense === 'step' && typeof a === 'number' && typeof b === 'number') {
    if (b % a === 0) {
      return 'limit-tightened';
    }
    return a % b === 0 ? 'limit-loosened' : 'limit-changed';
  }
  if (sense === 'format') {
    const [from, to] = [sizeOf(a), sizeOf(b)];
    if (from && to && from.letter === to.letter) {
      return to.bits > from.bits ? 'limit-loosened' : 'limit-tightened';
    }
  }
  return 'limit-changed';
}

/** Compares `logicalTypeOptions` of two versions of a column of one type. @internal */
export function compareLimits(
  comparing: Comparing,
  before: Fields,
  after: Fields,
  place: Place,
): void {
  const [a, b] = [before, after].map(
    fields => asFields(fields.logicalTypeOptions) ?? {},
  );
  for (const field of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [from, to] = [a[field], b[field]];
    if (isSame(from, to)) {
      continue;
    }
    const at = {
      ...place,
      path: [...place.path, 'logicalTypeOptions', field],
    };
    const sense = entryOf(OPTIONS, field);
    if (field === 'required') {
      compareRequired(comparing, from, to, at);
    } else if (sense === undefined) {
      comparing.add('field-changed', at, { field, before: from, after: to });
    } else if (!(sense === 'flag' && isSame(stated(from), stated(to)))) {
      comparing.add(changeOf(sense, from, to, after.logicalType), at, {
        field,
        before: from,
        after: to,
      });
    }
  }
}

/** An object may name those of its columns that are always filled, in place of the columns themselves. */
function compareRequired(
  comparing: Comparing,
  before: unknown,
  after: unknown,
  place: Place,
): void {
  const [a, b] = [before, after].map(list => asList(list).map(String));
  const of = (name: string) => ({
    ...place,
    what: `${name} in ${place.what.toLowerCase()}`,
  });
  for (const name of a.filter(item => !b.includes(item))) {
    comparing.add('nulls-allowed', of(name));
  }
  for (const name of b.filter(item => !a.includes(item))) {
    comparing.add('nulls-forbidden', of(name));
  }
}

/** Compares the values a column may have, which v3.2 lists. @internal */
export function compareValues(
  comparing: Comparing,
  before: Fields,
  after: Fields,
  place: Place,
): void {
  const at = { ...place, path: [...place.path, 'enum'] };
  const listed = (fields: Fields) => {
    const list = asList(fields.enum).map(item => {
      const value = asFields(item);
      return JSON.stringify(value && 'value' in value ? value.value : item);
    });
    return list.length > 0 ? [...new Set(list)] : undefined;
  };
  const [a, b] = [listed(before), listed(after)];
  if (!a && !b) {
    return;
  }
  if (!a || !b) {
    comparing.add(a ? 'limit-loosened' : 'limit-tightened', at, {
      field: 'enum',
      before: a?.join(', '),
      after: b?.join(', '),
    });
    return;
  }
  const [left, right] = [new Set(a), new Set(b)];
  const added = b.filter(value => !left.has(value));
  const removed = a.filter(value => !right.has(value));
  if (added.length > 0) {
    comparing.add('value-added', at, { after: added.join(', ') });
  }
  if (removed.length > 0) {
    comparing.add('value-removed', at, { before: removed.join(', ') });
  }
  if (
    added.length === 0 &&
    removed.length === 0 &&
    !isSame(before.enum, after.enum)
  ) {
    comparing.add('words-changed', at, { field: 'enum' });
  }
}
