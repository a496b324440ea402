import { Duration } from 'luxon';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Milliseconds of a day. @internal */
export const DAY = 24 * HOUR;

// Month, quarter and year as docs/rubric.md defines them: the longest there are, so that no calendar makes a promise late.
const UNITS: [string, number, string][] = [
  ['ms|millisecond|milliseconds|msec', 1, 'millisecond'],
  ['s|sec|secs|second|seconds', 1000, 'second'],
  ['m|min|mins|minute|minutes', MINUTE, 'minute'],
  ['h|hr|hrs|hour|hours|hourly', HOUR, 'hour'],
  ['d|day|days|daily', DAY, 'day'],
  ['w|wk|wks|week|weeks|weekly', 7 * DAY, 'week'],
  ['mo|mon|mth|month|months|monthly', 31 * DAY, 'month'],
  ['q|qtr|quarter|quarters|quarterly', 92 * DAY, 'quarter'],
  ['y|yr|yrs|year|years|yearly|annually', 366 * DAY, 'year'],
];

const BY_NAME = new Map<string, { length: number; title: string }>();
for (const [names, length, title] of UNITS) {
  for (const name of names.split('|')) {
    BY_NAME.set(name, { length, title });
  }
}

const BUSINESS =
  /\b(business|working|work)[\s_-]*(days?|d)?\b|^(business|working)days?$|^bd$/i;

/** A length of time as a promise states it. @internal */
export interface PromisedLength {
  milliseconds: number;
  businessDays: boolean;
  /** `4 hours`, `2 business days`. */
  words: string;
  /** ISO 8601. */
  iso: string;
}

/** Whether a text says that only business days count. @internal */
export function saysBusinessDays(text: unknown): boolean {
  return typeof text === 'string' && BUSINESS.test(text.trim().slice(0, 500));
}

function plural(amount: number, title: string): string {
  return `${amount} ${title}${amount === 1 ? '' : 's'}`;
}

function isoOf(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  const rest = milliseconds - days * DAY;
  const time = rest
    ? Duration.fromMillis(rest)
        .shiftTo('hours', 'minutes', 'seconds', 'milliseconds')
        .rescale()
        .toISO()
    : undefined;
  if (!days) {
    return time ?? 'PT0S';
  }
  return `P${days}D${time ? time.slice(1) : ''}`;
}

/** `3,600,000` -> `1 hour`: the largest unit that fits without a remainder. @internal */
export function lengthInWords(milliseconds: number): string {
  const fitting = UNITS.filter(
    ([, length, title]) =>
      title !== 'month' &&
      title !== 'quarter' &&
      title !== 'year' &&
      milliseconds >= length &&
      milliseconds % length === 0,
  );
  const calendar = UNITS.find(
    ([, length]) => length === milliseconds && length >= 31 * DAY,
  );
  const unit =
    calendar ?? fitting.filter(([, , title]) => title !== 'week').pop();
  return unit
    ? plural(milliseconds / unit[1], unit[2])
    : plural(milliseconds / 1000, 'second');
}

function fromIso(text: string): PromisedLength | undefined {
  if (!/^P(?=.)/i.test(text)) {
    return undefined;
  }
  const parsed = Duration.fromISO(text.toUpperCase());
  if (!parsed.isValid) {
    return undefined;
  }
  const { years, quarters, months, weeks, days, hours, minutes } = parsed;
  const milliseconds =
    years * 366 * DAY +
    quarters * 92 * DAY +
    (months === 3 ? 92 : months * 31) * DAY +
    weeks * 7 * DAY +
    days * DAY +
    hours * HOUR +
    minutes * MINUTE +
    parsed.seconds * 1000 +
    parsed.milliseconds;
  return milliseconds > 0 && Number.isFinite(milliseconds)
    ? {
        milliseconds,
        businessDays: false,
        words: lengthInWords(milliseconds),
        iso: text.toUpperCase(),
      }
    : undefined;
}

/**
 * Reads a length of time: a number and its unit, one text with both (`500ms`, `4 h`, `2 business days`), an ISO 8601
 * duration, or a word such as `daily`. Undefined for anything else: an unknown unit is never guessed. @internal
 */
export function readLength(
  value: unknown,
  unit?: unknown,
): PromisedLength | undefined {
  let amount: number;
  let name = typeof unit === 'string' ? unit.trim().slice(0, 100) : '';
  if (typeof value === 'number') {
    amount = value;
  } else if (typeof value === 'string') {
    const text = value.trim().slice(0, 100);
    const iso = fromIso(text);
    if (iso) {
      return { ...iso, businessDays: saysBusinessDays(name) };
    }
    const match = /^(\d+(?:\.\d+)?)\s*(.*)$/.exec(text);
    if (match) {
      amount = Number(match[1]);
      name = match[2] || name;
    } else {
      // A bare word such as "daily" is one of its unit.
      amount = 1;
      name = text;
      if (!/(ly|^day|^hour|^week|^month|^quarter|^year)$/i.test(text)) {
        return undefined;
      }
    }
  } else {
    return undefined;
  }
  const businessDays = saysBusinessDays(name);
  const bare = businessDays ? 'day' : name.toLowerCase();
  const found = BY_NAME.get(bare);
  if (!found || !Number.isFinite(amount) || amount <= 0) {
    return undefined;
  }
  const milliseconds = amount * found.length;
  if (!Number.isFinite(milliseconds) || milliseconds < 1) {
    return undefined;
  }
  return {
    milliseconds,
    businessDays,
    words: plural(amount, `${businessDays ? 'business ' : ''}${found.title}`),
    iso: isoOf(milliseconds),
  };
}

/** What `readLength` accepts as a unit, for messages. @internal */
export const ACCEPTED_UNITS = 'ms, s, min, h, d, business days, w, mo, q, y';
