/** The middle time between moments that ascend; undefined under three of them. @internal */
export function usualGap(times: readonly number[]): number | undefined {
  if (times.length < 3) {
    return undefined;
  }
  const gaps = times
    .slice(1)
    .map((time, index) => time - times[index])
    .sort((a, b) => a - b);
  return gaps[Math.floor((gaps.length - 1) / 2)];
}
