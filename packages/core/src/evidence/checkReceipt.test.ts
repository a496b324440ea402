import { checkReceipt, CheckReceiptOptions } from './checkReceipt';

const NOW = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('checkReceipt', () => {
  it.each<[string, Partial<CheckReceiptOptions>, object]>([
    ['a record of now', {}, { backfilled: false }],
    ['five minutes ahead', { time: NOW + 5 * MINUTE }, { backfilled: false }],
    [
      'more than five minutes ahead',
      { time: NOW + 5 * MINUTE + 1 },
      { rejected: expect.stringContaining('6 minutes in the future') },
    ],
    [
      'a future record of a publisher of history',
      { time: NOW + HOUR, witness: 'platform', mayBackfill: true },
      { rejected: expect.stringContaining('future') },
    ],
    ['72 hours late', { time: NOW - 72 * HOUR }, { backfilled: false }],
    [
      'later than 72 hours',
      { time: NOW - 72 * HOUR - 1 },
      { backfilled: true },
    ],
    [
      'history of a publisher that may send it',
      { time: NOW - 9999 * HOUR, witness: 'platform', mayBackfill: true },
      { backfilled: false },
    ],
    [
      'history of a platform publisher that may not',
      { time: NOW - 9999 * HOUR, witness: 'platform' },
      { backfilled: true },
    ],
    ['no time', { time: NaN }, { rejected: expect.any(String) }],
  ])('%s', (_what, options, result) => {
    expect(
      checkReceipt({
        time: NOW,
        receivedAt: NOW,
        witness: 'self',
        mayBackfill: false,
        ...options,
      }),
    ).toEqual(result);
  });
});
