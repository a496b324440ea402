import { SourceReach } from '@meshproof/core';

const DAY = 24 * 60 * 60 * 1000;
/** A source that speaks every day is given a quiet one: whole days are all that is known of its rhythm. */
const SHORTEST_SILENCE = 2 * DAY;
const MISSED = 3;

/**
 * Since when a publisher is silent, in milliseconds: its first missed usual interval. It is silent once nothing has come, of any
 * kind and server, for more than three of its usual intervals and more than two days.
 */
export function silentSince(
  reach: readonly Pick<SourceReach, 'lastAt' | 'usualInterval'>[],
  now: number,
): number | undefined {
  if (reach.length === 0) {
    return undefined;
  }
  const lastAt = Math.max(...reach.map(row => row.lastAt));
  const interval = Math.min(...reach.map(row => row.usualInterval));
  return now - lastAt > Math.max(MISSED * interval, SHORTEST_SILENCE)
    ? lastAt + interval
    : undefined;
}
