import { createBackend } from '@backstage/backend-defaults';
import { features } from './features';

const backend = createBackend();
for (const feature of features()) {
  backend.add(feature);
}
// Without this the process would live on, not ready, and whoever waits for it would learn nothing.
backend.start().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
