import { readSchedule } from './schedule';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('readSchedule', () => {
  it.each<[string, number, number, boolean]>([
    ['*/15 * * * *', 15 * MINUTE, 0, false],
    ['5 * * * *', HOUR, 5 * MINUTE, false],
    ['0 */6 * * *', 6 * HOUR, 0, false],
    ['30 5,17 * * *', 12 * HOUR, 5.5 * HOUR, false],
    ['0 6 * * *', DAY, 6 * HOUR, false],
    ['0 6 * * 1-5', DAY, 6 * HOUR, true],
    ['0 6 * * MON-FRI', DAY, 6 * HOUR, true],
    // The epoch was a Thursday: Monday is four days later.
    ['0 6 * * 1', 7 * DAY, 4 * DAY + 6 * HOUR, false],
    ['0 6 * * 7', 7 * DAY, 3 * DAY + 6 * HOUR, false],
    ['0 6 1 * *', 31 * DAY, 0, false],
    ['0 6 1 */3 *', 92 * DAY, 0, false],
    ['0 6 1 1 *', 366 * DAY, 0, false],
    ['@daily', DAY, 0, false],
    ['@monthly', 31 * DAY, 0, false],
    ['0 0 6 ? * MON-FRI', DAY, 6 * HOUR, true],
    ['0 0 6 ? * 2-6', DAY, 6 * HOUR, true],
    ['0 0 6 * * ? 2027', DAY, 6 * HOUR, false],
  ])('%s', (expression, interval, offset, businessDays) => {
    expect(readSchedule(expression)).toEqual({
      interval,
      offset,
      businessDays,
    });
  });

  it.each([
    '',
    'daily',
    '* * * *',
    '60 * * * *',
    '0 24 * * *',
    '0 6 31 2 *',
    '0 6 L * *',
    '0 6 * * 1#2',
    '0 6 5-1 * *',
    '*/0 * * * *',
    '0 6 * * fun',
    `${'0,'.repeat(500)}0 * * * *`,
    7,
    undefined,
  ])('does not guess at %j', expression => {
    expect(readSchedule(expression)).toBeUndefined();
  });
});
