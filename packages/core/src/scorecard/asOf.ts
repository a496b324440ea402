import { ProductSituation } from './types';

/**
 * The situation as it was then: sources that came or sent later did not yet. What people are in a group is known of today only.
 * @internal
 */
export function asOf(
  situation: ProductSituation,
  moment: number,
): ProductSituation {
  return {
    ...situation,
    now: moment,
    sources: situation.sources
      .filter(({ firstAt }) => firstAt <= moment)
      .map(source => ({
        ...source,
        lastAt: Math.min(source.lastAt, moment),
      })),
  };
}
