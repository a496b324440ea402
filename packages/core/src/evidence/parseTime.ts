const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d\d:?\d\d))?$/;

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Milliseconds of an ISO 8601 time with its zone. A date alone, where accepted, is the start of that day in UTC. Undefined for
 * everything else: 30 February, hour 24 and times of no zone are refused, not moved. @internal
 */
export function parseTime(text: string, dateOnly: boolean): number | undefined {
  const match = text.length <= 40 ? TIME.exec(text) : null;
  if (!match) {
    return undefined;
  }
  const [, y, mo, d, h, mi, s = '0', fraction = '', zone] = match;
  if (zone === undefined && !dateOnly) {
    return undefined;
  }
  const year = Number(y);
  const month = Number(mo);
  const day = Number(d);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (
    year < 1970 ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > LONGEST_MONTHS[month - 1] ||
    (month === 2 && day === 29 && !leap)
  ) {
    return undefined;
  }
  if (zone === undefined) {
    return Date.UTC(year, month - 1, day);
  }
  const hour = Number(h);
  const minute = Number(mi);
  const second = Number(s);
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  let offset = 0;
  if (zone.toUpperCase() !== 'Z') {
    const hours = Number(zone.slice(1, 3));
    const minutes = Number(zone.slice(-2));
    if (hours > 14 || minutes > 59) {
      return undefined;
    }
    offset = (hours * 60 + minutes) * (zone.startsWith('-') ? -1 : 1);
  }
  return (
    Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) -
    offset * 60_000
  );
}
