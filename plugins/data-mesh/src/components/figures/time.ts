import { Texts } from '../../texts/useTexts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// UTC, as all days that rules speak of.
const DAY_FORMAT: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
};
const MOMENT_FORMAT: Intl.DateTimeFormatOptions = {
  ...DAY_FORMAT,
  hour: '2-digit',
  minute: '2-digit',
};

// Making one takes longer than using it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(t: Texts, options: Intl.DateTimeFormatOptions) {
  const locale = t('format.locale');
  const key = `${locale} ${options.hour ?? ''}`;
  const format = formats.get(key) ?? makeFormat(locale, options);
  formats.set(key, format);
  return format;
}

// A translation that names no language must not take the page with it.
function makeFormat(locale: string, options: Intl.DateTimeFormatOptions) {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    return new Intl.DateTimeFormat(undefined, options);
  }
}

/** `4 Dec 2026`. @internal */
export function dayText(t: Texts, time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? time
    : formatOf(t, DAY_FORMAT).format(date);
}

/** `4 Dec 2026, 10:03 UTC`. @internal */
export function momentText(t: Texts, time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? time
    : t('time.utc', { moment: formatOf(t, MOMENT_FORMAT).format(date) });
}

/** `3 min ago`, `in 2 days`. @internal */
export function ageText(t: Texts, time: string, now: number): string {
  const distance = now - Date.parse(time);
  if (Number.isNaN(distance)) {
    return time;
  }
  const size = Math.abs(distance);
  if (size < MINUTE) {
    return t('time.now');
  }
  const span = spanText(t, size);
  return distance >= 0 ? t('time.ago', { span }) : t('time.ahead', { span });
}

function spanText(t: Texts, size: number): string {
  if (size < HOUR) {
    return t('time.minutes', { count: Math.round(size / MINUTE) });
  }
  if (size < 2 * DAY) {
    return t('time.hours', { count: Math.round(size / HOUR) });
  }
  return t('time.days', { count: Math.round(size / DAY) });
}

/** `within 2 days` for `P2D`; the text itself where it is no simple duration. @internal */
export function durationText(t: Texts, duration: string): string {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(
    duration,
  );
  if (!match || duration === 'P' || duration.endsWith('T')) {
    return duration;
  }
  const units = ['weeks', 'days', 'hours', 'minutes'] as const;
  return units
    .map((unit, index) => ({ unit, count: Number(match[index + 1] ?? 0) }))
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => t(`duration.${unit}`, { count }))
    .join(' ');
}
