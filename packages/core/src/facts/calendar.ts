/** Milliseconds. @internal */
export const HOUR = 3_600_000;
/** Milliseconds. @internal */
export const DAY = 24 * HOUR;

/** Number of the UTC day a time lies in, counted from the epoch. @internal */
export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/** The UTC date of a time, `2026-11-20`. @internal */
export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Whether a UTC day number is Monday to Friday and no configured holiday. @internal */
function isBusinessDay(day: number, holidays: ReadonlySet<string>) {
  // Day 0 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return (
    weekday !== 0 &&
    weekday !== 6 &&
    (holidays.size === 0 || !holidays.has(dateOf(day * DAY)))
  );
}

/** The same time of day on the first business day that is not before it. @internal */
export function toBusinessDay(
  time: number,
  holidays: ReadonlySet<string>,
): number {
  let day = dayOf(time);
  const inDay = time - day * DAY;
  // A year of holidays in a row is a configuration mistake, not a reason to hang.
  for (let tries = 0; tries < 366; tries++) {
    if (isBusinessDay(day, holidays)) {
      return day * DAY + inDay;
    }
    day++;
  }
  return time;
}

/** The same time of day, so many business days later. @internal */
export function addBusinessDays(
  time: number,
  days: number,
  holidays: ReadonlySet<string>,
): number {
  let day = dayOf(time);
  const inDay = time - day * DAY;
  let left = days;
  for (let tries = 0; left > 0 && tries < 366 + days * 7; tries++) {
    day++;
    if (isBusinessDay(day, holidays)) {
      left--;
    }
  }
  return day * DAY + inDay;
}

/** A length of time in words, in the largest unit that divides it well. @internal */
export function lengthInWords(milliseconds: number): string {
  const units: [number, string][] = [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [60_000, 'minute'],
    [1_000, 'second'],
  ];
  for (const [size, word] of units) {
    const count = milliseconds / size;
    if (count >= 1) {
      const rounded = Math.round(count * 10) / 10;
      return `${rounded} ${word}${rounded === 1 ? '' : 's'}`;
    }
  }
  return 'less than a second';
}
