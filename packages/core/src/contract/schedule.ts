const DAY = 86_400_000;
// Two years and a day, around a leap day, so that every rhythm shows its longest gap.
const FIRST_DAY = Date.UTC(2027, 0, 1);
const DAYS = 732;

const MACROS: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

/** What a cron expression means for a promise. Lengths in milliseconds. @internal */
export interface Schedule {
  /** The longest time between two firings; weekends left out where it fires on business days only. */
  interval: number;
  /** Of a firing, since the epoch, modulo the interval; 0 where the rhythm follows the calendar (months, quarters, years). */
  offset: number;
  businessDays: boolean;
}

function valuesOf(
  field: string,
  first: number,
  last: number,
  names: string[] = [],
  shift = 0,
): Set<number> | undefined {
  const numberOf = (word: string): number | undefined => {
    const named = names.indexOf(word.slice(0, 3));
    if (named >= 0) {
      return named + (names === MONTHS ? 1 : 0);
    }
    return /^\d{1,2}$/.test(word) ? Number(word) - shift : undefined;
  };
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^([a-z0-9]+|\*|\?)(?:-([a-z0-9]+))?(?:\/(\d{1,2}))?$/.exec(
      part,
    );
    if (!match) {
      return undefined;
    }
    const [, from, to, every] = match;
    const open = from === '*' || from === '?';
    const start = open ? first : numberOf(from);
    let end = start;
    if (to !== undefined) {
      end = numberOf(to);
    } else if (open || every !== undefined) {
      end = last;
    }
    const step = every === undefined ? 1 : Number(every);
    if (
      start === undefined ||
      end === undefined ||
      start < first ||
      end > last ||
      end < start ||
      step < 1
    ) {
      return undefined;
    }
    for (let value = start; value <= end; value += step) {
      found.add(value);
    }
  }
  return found;
}

function fieldsOf(expression: string) {
  const trimmed = expression.trim().toLowerCase();
  const words = (MACROS[trimmed] ?? trimmed).split(/\s+/);
  // Quartz writes seconds first, may write the year last, and counts weekdays from 1.
  const quartz = words.length === 6 || words.length === 7;
  const [minute, hour, date, month, weekday] = quartz
    ? words.slice(1, 6)
    : words;
  if ((!quartz && words.length !== 5) || expression.length > 200) {
    return undefined;
  }
  const parsed = {
    minutes: valuesOf(minute, 0, 59),
    hours: valuesOf(hour, 0, 23),
    dates: valuesOf(date, 1, 31),
    months: valuesOf(month, 1, 12, MONTHS),
    weekdays: valuesOf(weekday, 0, 7, WEEKDAYS, quartz ? 1 : 0),
  };
  const { minutes, hours, dates, months, weekdays } = parsed;
  if (!minutes || !hours || !dates || !months || !weekdays) {
    return undefined;
  }
  if (weekdays.has(7)) {
    weekdays.add(0);
    weekdays.delete(7);
  }
  return {
    minutes: [...hours]
      .flatMap(h => [...minutes].map(m => h * 60 + m))
      .sort((a, b) => a - b),
    dates,
    months,
    weekdays,
    anyDate: /^[*?]$/.test(date),
    anyWeekday: /^[*?]$/.test(weekday),
  };
}

/**
 * Reads a cron expression (five fields, the six and seven of Quartz, `@daily` and its like), all times UTC. Undefined where it
 * is none, or uses extensions (`L`, `W`, `#`) that have no fixed rhythm. @internal
 */
export function readSchedule(expression: unknown): Schedule | undefined {
  if (typeof expression !== 'string') {
    return undefined;
  }
  const cron = fieldsOf(expression);
  if (!cron) {
    return undefined;
  }
  const { weekdays } = cron;
  const businessDays =
    weekdays.size === 5 && !weekdays.has(0) && !weekdays.has(6) && cron.anyDate;
  const fires = (day: Date) => {
    if (!cron.months.has(day.getUTCMonth() + 1)) {
      return false;
    }
    const byDate = cron.dates.has(day.getUTCDate());
    const byWeekday = weekdays.has(day.getUTCDay());
    // Cron's own rule: with both restricted, either is enough.
    return cron.anyDate || cron.anyWeekday
      ? byDate && byWeekday
      : byDate || byWeekday;
  };
  const [firstMinute] = cron.minutes;
  const lastMinute = cron.minutes[cron.minutes.length - 1];
  let interval = 0;
  for (let index = 1; index < cron.minutes.length; index++) {
    interval = Math.max(
      interval,
      (cron.minutes[index] - cron.minutes[index - 1]) * 60_000,
    );
  }
  let first: number | undefined;
  let previous: number | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < DAYS; index++) {
    const at = FIRST_DAY + index * DAY;
    if (fires(new Date(at))) {
      first ??= at + firstMinute * 60_000;
      if (previous !== undefined) {
        const days =
          businessDays && at - previous === 3 * DAY ? 1 : (at - previous) / DAY;
        const gap = days * DAY + (firstMinute - lastMinute) * 60_000;
        interval = Math.max(interval, gap);
        shortest = Math.min(shortest, gap);
      }
      previous = at;
    }
  }
  if (first === undefined || interval === 0) {
    return undefined;
  }
  const even = shortest === interval || interval <= DAY;
  return { interval, offset: even ? first % interval : 0, businessDays };
}
