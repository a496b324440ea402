import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';

/**
 * How often something is done, in milliseconds.
 *
 * @throws InputError where the value is no duration, or not longer than zero
 */
export function readInterval(
  config: Config,
  key: string,
  fallback: HumanDuration,
): number {
  const interval = durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
  if (!(interval > 0)) {
    throw new InputError(
      `${key}: must be longer than zero; write for example 10s, PT1M or { minutes: 5 }`,
    );
  }
  return interval;
}
