import { SourceReach } from '@meshproof/core';
import { silentSince } from './silentSince';

/** How long each publisher has been silent, in milliseconds; 0 for those that keep their rhythm. */
export function silenceOf(
  reach: readonly SourceReach[],
  now: number,
): Map<string, number> {
  const publishers = new Set(reach.map(({ publisher }) => publisher));
  return new Map(
    [...publishers].map(publisher => {
      const since = silentSince(
        reach.filter(row => row.publisher === publisher),
        now,
      );
      return [publisher, since === undefined ? 0 : now - since];
    }),
  );
}
