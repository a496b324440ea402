const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// English for now, as all texts of the plugin; UTC, as all days that rules speak of.
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const momentFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `4 Dec 2026`. @internal */
export function dayText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : dayFormat.format(date);
}

/** `4 Dec 2026, 10:03 UTC`. @internal */
export function momentText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? time
    : `${momentFormat.format(date)} UTC`;
}

/** `3 min ago`, `in 2 days`. @internal */
export function ageText(time: string, now: number): string {
  const distance = now - Date.parse(time);
  if (Number.isNaN(distance)) {
    return time;
  }
  const size = Math.abs(distance);
  if (size < MINUTE) {
    return 'just now';
  }
  const words = spanText(size);
  return distance >= 0 ? `${words} ago` : `in ${words}`;
}

function spanText(size: number): string {
  if (size < HOUR) {
    return `${Math.round(size / MINUTE)} min`;
  }
  if (size < 2 * DAY) {
    return `${Math.round(size / HOUR)} h`;
  }
  return `${Math.round(size / DAY)} days`;
}

/** `within 2 days` for `P2D`; the text itself where it is no simple duration. @internal */
export function durationText(duration: string): string {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(
    duration,
  );
  if (!match || duration === 'P' || duration.endsWith('T')) {
    return duration;
  }
  const units = ['week', 'day', 'hour', 'minute'];
  return units
    .map((unit, index) => ({ unit, count: Number(match[index + 1] ?? 0) }))
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
