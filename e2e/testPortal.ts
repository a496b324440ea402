import { createBackend } from '@backstage/backend-defaults';
import { features } from '../packages/backend/src/features';
import { testClock } from './testClock';

// The same portal as packages/backend, with a clock that the tests may put forward.
const backend = createBackend();
for (const feature of features()) {
  backend.add(feature);
}
backend.add(testClock);
backend.start().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
