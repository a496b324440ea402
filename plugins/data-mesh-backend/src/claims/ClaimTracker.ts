import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  DATA_PRODUCT_API_VERSION,
  DATA_PRODUCT_KIND,
  isDataProductEntity,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { ClaimStore } from './ClaimStore';
import { toSighting } from './toSighting';

const BATCH = 100;

/** Called with the products whose claims are new or changed, before anything else learns of them. */
export type ClaimListener = (refs: string[]) => Promise<void>;

/**
 * Follows the data products of the catalog. The catalog tells nobody when an entity changes, so this lists them: references and
 * etags only, and whole entities where an etag is another one than last time.
 */
export class ClaimTracker {
  readonly #options: {
    catalog: CatalogService;
    auth: AuthService;
    store: ClaimStore;
    clock: ClockService;
    logger: LoggerService;
    onClaims: ClaimListener;
  };
  #running: Promise<void> | undefined;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    store: ClaimStore;
    clock: ClockService;
    logger: LoggerService;
    onClaims: ClaimListener;
  }) {
    this.#options = options;
  }

  /** Lists the catalog once. Calls that come while one is under way share it. */
  async refresh(): Promise<void> {
    this.#running ??= this.#refresh().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Takes note of one product that somebody just read, so that nobody waits for the next listing. */
  async observe(entity: Entity): Promise<void> {
    const { store } = this.#options;
    if (!isDataProductEntity(entity)) {
      return;
    }
    const known = await store.getSubject(stringifyEntityRef(entity));
    if (
      known?.state === 'live' &&
      known.etag !== undefined &&
      known.etag === entity.metadata.etag
    ) {
      return;
    }
    await this.#observe([entity]);
  }

  async #refresh(): Promise<void> {
    const { catalog, auth, store, clock, logger } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const known = new Map(
      (await store.listLive()).map(subject => [subject.ref, subject]),
    );
    const listed = new Set<string>();
    const toRead: string[] = [];
    // A listing that breaks off throws here, before anything could be taken for gone.
    for await (const page of catalog.streamEntities(
      {
        filter: { kind: DATA_PRODUCT_KIND },
        fields: [
          'apiVersion',
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.etag',
        ],
      },
      { credentials },
    )) {
      for (const entity of page) {
        if (entity.apiVersion !== DATA_PRODUCT_API_VERSION) {
          continue;
        }
        const ref = stringifyEntityRef(entity);
        listed.add(ref);
        const etag = known.get(ref)?.etag;
        if (etag === undefined || etag !== entity.metadata.etag) {
          toRead.push(ref);
        }
      }
    }

    for (let start = 0; start < toRead.length; start += BATCH) {
      const entityRefs = toRead.slice(start, start + BATCH);
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs },
        { credentials },
      );
      await this.#observe(items.filter(item => item !== undefined));
    }

    const missing = [...known.keys()].filter(ref => !listed.has(ref));
    if (missing.length > 0) {
      // Pages shift while entities come and go: only what is not there when asked for by name is gone.
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: missing, fields: ['apiVersion', 'kind'] },
        { credentials },
      );
      const gone = missing.filter(
        (_, index) => items[index]?.apiVersion !== DATA_PRODUCT_API_VERSION,
      );
      await store.markGone(gone, clock.now());
      if (gone.length > 0) {
        logger.info(
          `No longer in the catalog: ${gone.join(', ')}. Their history stays.`,
        );
      }
    }
  }

  async #observe(entities: Entity[]): Promise<void> {
    const { store, clock, logger, onClaims } = this.#options;
    const changed: string[] = [];
    for (const entity of entities) {
      if (!isDataProductEntity(entity)) {
        continue;
      }
      try {
        changed.push(
          ...(await store.observe([toSighting(entity)], clock.now())),
        );
      } catch (error) {
        logger.error(
          `The claims of ${stringifyEntityRef(entity)} could not be kept`,
          error as Error,
        );
      }
    }
    if (changed.length > 0) {
      logger.info(`New or changed claims: ${changed.join(', ')}`);
      await onClaims(changed);
    }
  }
}
