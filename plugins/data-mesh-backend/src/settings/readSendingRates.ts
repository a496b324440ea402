import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'dataMesh.evidence.limits';

/** An OpenLineage transport sends an event a request, so that a busy scheduler needs many. */
const DEFAULTS = {
  publisher: { requestsPerMinute: 6_000, recordsPerMinute: 1_000_000 },
  person: { requestsPerMinute: 60, recordsPerMinute: 10_000 },
};

/**
 * How much a publisher, and a person by hand, may send in a minute.
 *
 * @throws InputError where a value is no whole number from 1 up
 */
export function readSendingRates(config: Config): typeof DEFAULTS {
  const read = (
    sender: keyof typeof DEFAULTS,
    what: 'requestsPerMinute' | 'recordsPerMinute',
  ) => {
    const key = `${KEY}.${sender}.${what}`;
    const value = config.getOptionalNumber(key) ?? DEFAULTS[sender][what];
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new InputError(
        `${key} is ${value}; write a whole number from 1 up`,
      );
    }
    return value;
  };
  const rateOf = (sender: keyof typeof DEFAULTS) => ({
    requestsPerMinute: read(sender, 'requestsPerMinute'),
    recordsPerMinute: read(sender, 'recordsPerMinute'),
  });
  return { publisher: rateOf('publisher'), person: rateOf('person') };
}
