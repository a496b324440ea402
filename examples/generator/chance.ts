/**
 * A number from 0 to 1 that depends on its arguments only: the same on every machine and on every day, so that the records of a
 * day are the same whenever they are made.
 */
export function chance(...parts: (string | number)[]): number {
  // FNV-1a, then the finaliser of MurmurHash3, because the last characters differ most.
  let hash = 0x811c9dc5;
  const text = `fernhold|${parts.join('|')}`;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A whole number from `low` to `high`, both included. */
export function between(
  low: number,
  high: number,
  ...parts: (string | number)[]
): number {
  return low + Math.floor(chance(...parts) * (high - low + 1));
}
