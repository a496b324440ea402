import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { isError, NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  DATA_PRODUCT_KIND,
  isDataProductEntity,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { CatalogDirectory } from '../scorecard/CatalogDirectory';

/** What a reader may see of products and domains: everything, or these references. */
export type Visible = 'all' | ReadonlySet<string>;

const MAX_AGE = 30_000;
const CACHED_READERS = 500;
const BATCH = 100;

/** Tells what the one who asks may see. */
export class ReaderService {
  readonly #options: {
    auth: AuthService;
    permissions: PermissionsService;
    userInfo: UserInfoService;
    catalog: CatalogService;
    directory: CatalogDirectory;
  };
  readonly #visible = new Map<string, { at: number; refs: Promise<Visible> }>();

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    userInfo: UserInfoService;
    catalog: CatalogService;
    directory: CatalogDirectory;
  }) {
    this.#options = options;
  }

  /** Products and domains that the reader may see. Remembered for less than a minute. */
  async visible(credentials: BackstageCredentials): Promise<Visible> {
    const { auth, permissions } = this.#options;
    if (!(await this.reachesCatalog(credentials))) {
      return new Set();
    }
    const [decision] = await permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.ALLOW) {
      return 'all';
    }
    if (decision.result === AuthorizeResult.DENY) {
      return new Set();
    }
    if (!auth.isPrincipal(credentials, 'user')) {
      return this.#list(credentials);
    }
    const reader = credentials.principal.userEntityRef;
    const known = this.#visible.get(reader);
    if (known && Date.now() - known.at < MAX_AGE) {
      return known.refs;
    }
    const refs = this.#list(credentials);
    this.#visible.delete(reader);
    this.#visible.set(reader, { at: Date.now(), refs });
    refs.catch(() => this.#visible.delete(reader));
    if (this.#visible.size > CACHED_READERS) {
      const [oldest] = this.#visible.keys();
      this.#visible.delete(oldest);
    }
    return refs;
  }

  /**
   * The product as the reader may see it.
   *
   * @throws NotFoundError, the same for what does not exist and for what the reader may not see
   */
  async product(
    name: { namespace: string; name: string },
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.entity(
      stringifyEntityRef({ kind: DATA_PRODUCT_KIND, ...name }),
      credentials,
    );
    if (!isDataProductEntity(entity)) {
      throw notFoundOrNotVisible(`Data product ${name.namespace}/${name.name}`);
    }
    return entity;
  }

  /** @throws NotFoundError, as {@link ReaderService.product} does */
  async entity(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = (await this.reachesCatalog(credentials))
      ? await this.#options.catalog.getEntityByRef(ref, { credentials })
      : undefined;
    if (!entity) {
      throw notFoundOrNotVisible(ref);
    }
    return entity;
  }

  /** Which of these entities the reader may see. */
  async found(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const wanted = (await this.reachesCatalog(credentials))
      ? [...new Set(refs)]
      : [];
    const found = new Set<string>();
    for (let start = 0; start < wanted.length; start += BATCH) {
      const entityRefs = wanted.slice(start, start + BATCH);
      const { items } = await this.#options.catalog.getEntitiesByRefs(
        { entityRefs, fields: ['kind'] },
        { credentials },
      );
      items.forEach((item, index) => {
        if (item) {
          found.add(entityRefs[index]);
        }
      });
    }
    return found;
  }

  /**
   * Whether the catalog would answer at all: a service token may be limited to this plugin. Our own permission check allows
   * such a token everything, so this has to be asked first.
   */
  async reachesCatalog(credentials: BackstageCredentials): Promise<boolean> {
    const { auth } = this.#options;
    if (!auth.isPrincipal(credentials, 'service')) {
      return true;
    }
    try {
      await auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'catalog',
      });
      return true;
    } catch (error) {
      if (isError(error) && error.name === 'NotAllowedError') {
        return false;
      }
      throw error;
    }
  }

  /** Whether the reader may do this, where it is about no single entity. */
  async may(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** Groups, and the person, that the reader acts for; empty for services. */
  async memberships(credentials: BackstageCredentials): Promise<Set<string>> {
    const { auth, userInfo } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) {
      return new Set();
    }
    const { ownershipEntityRefs, userEntityRef } = await userInfo.getUserInfo(
      credentials,
    );
    return new Set(
      [...ownershipEntityRefs, userEntityRef].map(ref =>
        ref.toLocaleLowerCase('en-US'),
      ),
    );
  }

  /** Whether somebody with these memberships answers for the product: owner or curator, or a group below them. */
  async answersFor(
    memberships: ReadonlySet<string>,
    product: { owner?: string; curator?: string },
  ): Promise<boolean> {
    if (memberships.size === 0) {
      return false;
    }
    for (const ref of [product.owner, product.curator]) {
      if (ref) {
        const { family } = await this.#options.directory.group(ref);
        if ([ref, ...family].some(group => memberships.has(group))) {
          return true;
        }
      }
    }
    return false;
  }

  async #list(credentials: BackstageCredentials): Promise<Visible> {
    const refs = new Set<string>();
    for await (const page of this.#options.catalog.streamEntities(
      {
        filter: { kind: [DATA_PRODUCT_KIND, 'Domain'] },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    )) {
      for (const entity of page) {
        refs.add(stringifyEntityRef(entity));
      }
    }
    return refs;
  }
}

/** Whether a reference is among what the reader may see. */
export function isVisible(visible: Visible, ref: string): boolean {
  return visible === 'all' || visible.has(ref);
}

/** One answer for what does not exist and what may not be seen, so that asking tells nothing. */
export function notFoundOrNotVisible(what: string): NotFoundError {
  return new NotFoundError(`${what}: not found or not visible`);
}
