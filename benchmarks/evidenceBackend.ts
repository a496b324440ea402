import { createBackend } from '@backstage/backend-defaults';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';

// The backend under test: the plugin as a portal starts it, with the catalog it follows and nothing else. When it is asked, it tells
// its memory to the process that started it.
const tellMemory = () =>
  process.send?.({
    now: process.memoryUsage.rss(),
    // The operating system's own mark, so that no peak falls between two looks. Kilobytes.
    peak: process.resourceUsage().maxRSS * 1024,
  });

const backend = createBackend();
// Backstage's own logger, but one that does not look for secrets in the configuration: for that Backstage compiles the schemas of all
// packages of the repository with TypeScript, which takes 230 MB that are never given back and are not what is measured here.
backend.add(
  createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: async () => WinstonLogger.create({}),
  }),
);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@meshproof/backstage-plugin-catalog-backend-module-data-mesh'),
);
backend.add(import('@meshproof/backstage-plugin-data-mesh-backend'));
backend.start().then(
  () => process.on('message', tellMemory),
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
