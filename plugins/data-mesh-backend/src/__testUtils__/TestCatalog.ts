import {
  BackstageCredentials,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { contentDigest } from '../database';

/** A catalog in memory whose entities come, change and go, and of which a reader may see a part. */
export class TestCatalog {
  readonly #entities = new Map<string, Entity>();
  readonly #hidden = new Map<string, Set<string>>();
  /** Set to make the next listings fail. */
  failure: Error | undefined;

  constructor(entities: Entity[] = []) {
    entities.forEach(entity => this.put(entity));
  }

  put(entity: Entity): string {
    const ref = stringifyEntityRef(entity);
    this.#entities.set(ref, {
      ...entity,
      metadata: { ...entity.metadata, etag: contentDigest(entity) },
    });
    return ref;
  }

  remove(ref: string): void {
    this.#entities.delete(ref);
  }

  hide(ref: string, from: string): void {
    this.#hidden.set(from, (this.#hidden.get(from) ?? new Set()).add(ref));
  }

  factory() {
    return createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => this.service(),
    });
  }

  service(): CatalogService {
    return new Proxy({} as CatalogService, {
      get: (_, method: keyof CatalogService) =>
        typeof method !== 'string' || method === ('then' as string)
          ? undefined
          : (
              request: never,
              options?: { credentials: BackstageCredentials },
            ) => {
              if (this.failure) {
                throw this.failure;
              }
              const mock = catalogServiceMock({
                entities: this.#visible(options?.credentials),
              });
              return (mock[method] as Function).call(mock, request, options);
            },
    });
  }

  #visible(credentials: BackstageCredentials | undefined): Entity[] {
    const { userEntityRef } = (credentials?.principal ?? {}) as {
      userEntityRef?: string;
    };
    const hidden = this.#hidden.get(userEntityRef ?? '');
    return [...this.#entities.values()].filter(
      entity => !hidden?.has(stringifyEntityRef(entity)),
    );
  }
}
