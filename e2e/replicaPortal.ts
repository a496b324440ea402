import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { clockServiceRef } from '@meshproof/backstage-plugin-data-mesh-node';
import { features } from '../packages/backend/src/features';

// The same portal as packages/backend, with a clock that stands, so that what two runs judge can be compared to the letter.
const now = Date.parse(process.env.MESHPROOF_REPLICAS_NOW ?? '');
if (Number.isNaN(now)) {
  throw new Error('MESHPROOF_REPLICAS_NOW must name a moment');
}
const backend = createBackend();
for (const feature of features()) {
  backend.add(feature);
}
backend.add(
  createServiceFactory({
    service: clockServiceRef,
    deps: {},
    factory: () => ({ now: () => now }),
  }),
);
backend.start();
