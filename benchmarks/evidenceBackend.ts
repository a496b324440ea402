import { createBackend } from '@backstage/backend-defaults';

// The backend under test: the plugin as a portal starts it, with the catalog it follows and nothing else. Once a second and when it is
// asked, it tells its memory to the process that started it.
const tellMemory = () =>
  process.send?.({
    now: process.memoryUsage.rss(),
    // The operating system's own mark, so that no peak falls between two looks. Kilobytes.
    peak: process.resourceUsage().maxRSS * 1024,
  });

const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@meshproof/backstage-plugin-catalog-backend-module-data-mesh'),
);
backend.add(import('@meshproof/backstage-plugin-data-mesh-backend'));
backend.start().then(
  () => {
    setInterval(tellMemory, 1_000).unref();
    process.on('message', tellMemory);
  },
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
