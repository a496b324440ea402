import { createServiceFactory } from '@backstage/backend-plugin-api';
import { clockServiceRef } from '@meshproof/backstage-plugin-data-mesh-node';
import { readFileSync } from 'node:fs';

/**
 * A clock that runs ahead by as many milliseconds as the file named in MESHPROOF_TEST_CLOCK says. Only the portal of the
 * end-to-end tests has it.
 */
export const testClock = createServiceFactory({
  service: clockServiceRef,
  deps: {},
  factory: () => {
    const file = process.env.MESHPROOF_TEST_CLOCK;
    if (!file) {
      throw new Error(
        'MESHPROOF_TEST_CLOCK must name the file with the offset',
      );
    }
    return {
      now: () => Date.now() + Number(readFileSync(file, 'utf8').trim() || 0),
    };
  },
});
