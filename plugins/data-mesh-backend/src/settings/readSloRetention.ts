import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const KEY = 'dataMesh.slo.retention';
const DAY = 24 * 3_600_000;
const DEFAULT = 3 * 366 * DAY;
/** The longest window of a promise. */
const SHORTEST = 366 * DAY;

/**
 * How long the days of service levels are kept, in milliseconds.
 *
 * @throws InputError for less than a window may be long
 */
export function readSloRetention(config: Config): number {
  if (!config.has(KEY)) {
    return DEFAULT;
  }
  const kept = durationToMilliseconds(
    readDurationFromConfig(config, { key: KEY }),
  );
  if (kept < SHORTEST) {
    throw new InputError(
      `${KEY} is ${
        Math.floor((kept / DAY) * 10) / 10
      } days; a promise may be judged over a year, so that it has to be 366 days or more`,
    );
  }
  return kept;
}
