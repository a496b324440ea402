import {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { ANNOTATION_ID } from '@meshproof/backstage-plugin-data-mesh-common';
import { createHash } from 'node:crypto';
import { mapOdpsDocument } from './mapOdpsDocument';
import { isUrl, OdpsDocumentSource } from './OdpsDocumentSource';
import { odpsLocationEntity } from './odpsLocationEntity';
import { parseOdpsDocument } from './parseOdpsDocument';
import { OdpsLocation } from './readOdpsConfig';

/** What was found behind an address. */
interface ListedDocument {
  target: string;
  digest?: string;
  /** Absent where the document is broken; reading its Location then says how. */
  product?: { id: string; name: string };
}

function keyOf(location: OdpsLocation): string {
  return `${location.type}:${location.target}`;
}

/**
 * Keeps one Location entity per Bitol ODPS document in the catalog.
 *
 * A location that cannot be listed loses nothing: what was found in it before stays until it can be listed again.
 */
export class OdpsLocationProvider implements EntityProvider {
  readonly #source: OdpsDocumentSource;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  readonly #logger: LoggerService;
  #connection?: EntityProviderConnection;
  readonly #lastListing = new Map<string, ListedDocument[]>();

  constructor(options: {
    source: OdpsDocumentSource;
    taskRunner: SchedulerServiceTaskRunner;
    logger: LoggerService;
  }) {
    this.#source = options.source;
    this.#taskRunner = options.taskRunner;
    this.#logger = options.logger;
  }

  getProviderName(): string {
    return 'data-mesh-odps';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#taskRunner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: () => this.refresh(),
    });
  }

  /** Lists all locations once and tells the catalog. */
  async refresh(): Promise<void> {
    if (!this.#connection) {
      throw new Error('The ODPS provider is not connected to the catalog');
    }
    const before = new Map(
      [...this.#lastListing.values()]
        .flat()
        .map(document => [document.target, document.digest]),
    );

    let isComplete = true;
    for (const location of this.#source.locations) {
      try {
        const targets = await this.#source.list(location);
        const documents = [];
        for (const target of targets) {
          documents.push(await this.#inspect(target));
        }
        this.#lastListing.set(keyOf(location), documents);
      } catch (error) {
        // Without a listing from before, only a partial update is sent, so that nothing is taken for deleted.
        isComplete &&= this.#lastListing.has(keyOf(location));
        this.#logger.warn(
          `ODPS location ${location.target} cannot be listed; what was found there before stays`,
          error instanceof Error ? error : undefined,
        );
      }
    }

    const entities = this.#locationEntities().map(entity => ({
      entity,
      locationKey: this.getProviderName(),
    }));
    await this.#connection.applyMutation(
      isComplete
        ? { type: 'full', entities }
        : { type: 'delta', added: entities, removed: [] },
    );

    const changed = [...this.#lastListing.values()]
      .flat()
      .filter(
        ({ target, digest }) =>
          before.has(target) && before.get(target) !== digest,
      );
    if (changed.length > 0) {
      await this.#connection.refresh({
        keys: changed.map(
          ({ target }) => `${isUrl(target) ? 'url' : 'file'}:${target}`,
        ),
      });
    }
  }

  async #inspect(target: string): Promise<ListedDocument> {
    let digest: string | undefined;
    try {
      const text = await this.#source.read(target);
      digest = createHash('sha256').update(text).digest('hex');
      const entity = mapOdpsDocument(parseOdpsDocument(text));
      return {
        target,
        digest,
        product: {
          id: String(entity.metadata.annotations?.[ANNOTATION_ID]),
          name: stringifyEntityRef(entity),
        },
      };
    } catch {
      return { target, digest };
    }
  }

  /** Of documents that would give the same product, the first by address gives it; the others say so. */
  #locationEntities() {
    const byIdentity = new Map<string, string>();
    const documents = new Map(
      [...this.#lastListing.values()]
        .flat()
        .map(document => [document.target, document]),
    );
    return [...documents.values()]
      .sort((a, b) => (a.target < b.target ? -1 : 1))
      .map(({ target, product }) => {
        if (!product) {
          return odpsLocationEntity(target);
        }
        const sameId = byIdentity.get(`id ${product.id}`);
        if (sameId) {
          return odpsLocationEntity(
            target,
            `id: "${product.id}" is already the id of ${sameId}, which is used; remove one of the documents or give it an id of its own`,
          );
        }
        const sameName = byIdentity.get(`name ${product.name}`);
        if (sameName) {
          return odpsLocationEntity(
            target,
            `name: it gives the entity ${product.name}, which ${sameName} already gives; give one of the documents another name`,
          );
        }
        byIdentity.set(`id ${product.id}`, target);
        byIdentity.set(`name ${product.name}`, target);
        return odpsLocationEntity(target);
      });
  }
}
