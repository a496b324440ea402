/**
 * Whether enough of what was expected came. Where few are expected a share is too coarse: under three none may be missing, from
 * three to nineteen one may. @internal
 */
export function enough(met: number, expected: number, share: number): boolean {
  const misses = expected - met;
  if (expected < 3) {
    return expected > 0 && misses <= 0;
  }
  if (expected < 20 && misses <= 1) {
    return true;
  }
  // A share such as 0.95 has no exact value; a result on the line passes.
  return met >= share * expected - 1e-9;
}

/** The most misses with which it is still enough. @internal */
export function mostMisses(expected: number, share: number): number {
  let misses = 0;
  while (misses < expected && enough(expected - misses - 1, expected, share)) {
    misses++;
  }
  return misses;
}
