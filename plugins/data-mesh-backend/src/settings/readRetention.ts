import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const KEY = 'dataMesh.evidence.retention';
const DAY = 24 * 3_600_000;
const DEFAULT = 400 * DAY;
/** An evaluation reads the records of a year. */
const SHORTEST = 366 * DAY;

/**
 * How long evidence is kept, in milliseconds.
 *
 * @throws InputError for less than an evaluation reads
 */
export function readRetention(config: Config): number {
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
      } days; an evaluation reads a year, so that it has to be 366 days or more`,
    );
  }
  return kept;
}
