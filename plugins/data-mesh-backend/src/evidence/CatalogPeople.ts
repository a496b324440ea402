import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

const MINUTE = 60 * 1000;
const KEPT_FOR = 10 * MINUTE;
/** Somebody who is new in the directory is found soon. */
const NOT_FOUND_KEPT_FOR = MINUTE;
const MOST_KEPT = 10_000;
const DEEPEST = 20;

/** A person as a sender names one. */
export interface Person {
  user?: string;
  email?: string;
}

/**
 * Maps people to their groups by the catalog. What it learns stays in memory for minutes, and no person leaves it: that is how
 * evidence can be about groups only.
 */
export class CatalogPeople {
  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    /** Milliseconds; only for how long answers are kept. */
    now: () => number;
  }): CatalogPeople {
    return new CatalogPeople(options.catalog, options.auth, options.now);
  }

  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #now: () => number;
  readonly #answers = new Map<
    string,
    { groups: Promise<string[] | undefined>; until: number }
  >();

  private constructor(
    catalog: CatalogService,
    auth: AuthService,
    now: () => number,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
    this.#now = now;
  }

  /** The groups a person is a direct member of, in order; undefined for somebody the catalog does not know. */
  async groupsOf(person: Person): Promise<string[] | undefined> {
    const { user, email } = person;
    if (user) {
      return this.#remember(`user ${user.toLowerCase()}`, async () =>
        memberOf(await this.#entity(user)),
      );
    }
    if (email) {
      return this.#remember(`email ${email.toLowerCase()}`, async () =>
        memberOf(await this.#userByEmail(email)),
      );
    }
    return undefined;
  }

  /** The groups of a user and all groups above them: those in whose name the user can speak. */
  async groupsAbove(user: string): Promise<string[]> {
    const above = new Set<string>();
    let level = (await this.groupsOf({ user })) ?? [];
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
      level.forEach(group => above.add(group));
      const parents = await Promise.all(
        level.map(group =>
          this.#remember(`above ${group}`, async () =>
            related(await this.#entity(group), RELATION_CHILD_OF),
          ),
        ),
      );
      level = parents
        .flatMap(found => found ?? [])
        .filter(group => !above.has(group));
    }
    return [...above];
  }

  /** Who owns an entity; nobody for one that the catalog does not have. */
  async ownersOf(reference: string): Promise<string[]> {
    const owners = await this.#remember(`owners ${reference}`, async () =>
      related(await this.#entity(reference), RELATION_OWNED_BY),
    );
    return owners ?? [];
  }

  async #entity(reference: string): Promise<Entity | undefined> {
    try {
      parseEntityRef(reference, { defaultKind: 'user' });
    } catch {
      return undefined;
    }
    return this.#catalog.getEntityByRef(
      stringifyEntityRef(parseEntityRef(reference, { defaultKind: 'user' })),
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
  }

  async #userByEmail(email: string): Promise<Entity | undefined> {
    const { items } = await this.#catalog.queryEntities(
      {
        filter: { kind: 'User', 'spec.profile.email': email },
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
        limit: 2,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    // Two people with one address are nobody in particular.
    return items.length === 1 ? items[0] : undefined;
  }

  #remember(
    key: string,
    ask: () => Promise<string[] | undefined>,
  ): Promise<string[] | undefined> {
    const now = this.#now();
    const kept = this.#answers.get(key);
    if (kept && kept.until > now) {
      return kept.groups;
    }
    const answer = { groups: ask(), until: now + KEPT_FOR };
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    answer.groups.then(
      groups => {
        if (!groups) {
          answer.until = now + NOT_FOUND_KEPT_FOR;
        }
      },
      // A catalog that is away has said nothing about this person: ask again next time.
      () => this.#answers.delete(key),
    );
    if (this.#answers.size > MOST_KEPT) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest);
    }
    return answer.groups;
  }
}

function memberOf(entity: Entity | undefined): string[] | undefined {
  return entity?.kind.toLowerCase() === 'user'
    ? related(entity, RELATION_MEMBER_OF)
    : undefined;
}

function related(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef.toLowerCase())
    .sort();
}
