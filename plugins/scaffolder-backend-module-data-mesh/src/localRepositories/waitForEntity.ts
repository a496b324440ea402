import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;
const REPORT_EVERY_MS = 5_000;

/** Looks at the catalog until it shows the entity, or until the time is over; then `undefined`. */
export async function waitForEntity(options: {
  catalog: CatalogService;
  credentials: BackstageCredentials;
  entityRef: string;
  timeoutMs: number;
  logger: LoggerService;
  signal?: AbortSignal;
}): Promise<{ entity: Entity; afterMs: number } | undefined> {
  const { catalog, credentials, entityRef, timeoutMs, logger, signal } =
    options;
  const startedAt = Date.now();
  let reportedAt = startedAt;
  for (;;) {
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    const now = Date.now();
    if (entity) {
      return { entity, afterMs: now - startedAt };
    }
    if (now - startedAt >= timeoutMs) {
      return undefined;
    }
    if (now - reportedAt >= REPORT_EVERY_MS) {
      reportedAt = now;
      logger.info(
        `Still waiting for ${entityRef} in the catalog, ${Math.round(
          (now - startedAt) / 1000,
        )} of at most ${timeoutMs / 1000} seconds`,
      );
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}
