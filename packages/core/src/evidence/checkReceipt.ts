import { Witness } from '@meshproof/backstage-plugin-data-mesh-common';

/** A record may be dated this much after its receipt: clocks differ. Milliseconds. @public */
export const RECEIPT_FUTURE_LIMIT = 5 * 60_000;

/** From then on a record of a publisher that may not send history is backfilled. Milliseconds. @public */
export const RECEIPT_LATE_LIMIT = 72 * 3_600_000;

/** What the door knows when a record comes. Times in milliseconds since the epoch. @public */
export interface CheckReceiptOptions {
  time: number;
  receivedAt: number;
  witness: Witness;
  mayBackfill: boolean;
}

/**
 * Whether a record's time is acceptable: more than five minutes ahead is refused; more than 72 hours late is kept and marked
 * as backfilled unless the publisher may send history, and then counts in no window.
 *
 * @see docs/evidence.md
 * @public
 */
export function checkReceipt(
  options: CheckReceiptOptions,
): { rejected: string } | { backfilled: boolean } {
  const { time, receivedAt, mayBackfill } = options;
  if (!Number.isFinite(time) || !Number.isFinite(receivedAt)) {
    return { rejected: '"time" is no time.' };
  }
  if (time > receivedAt + RECEIPT_FUTURE_LIMIT) {
    const minutes = Math.ceil((time - receivedAt) / 60_000);
    return {
      rejected: `"time" lies ${minutes} minutes in the future; at most 5 are accepted. Check the clock and the time zone of the sender.`,
    };
  }
  return {
    backfilled: !mayBackfill && receivedAt - time > RECEIPT_LATE_LIMIT,
  };
}
