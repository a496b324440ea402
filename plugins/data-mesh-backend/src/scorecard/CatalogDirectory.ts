import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { GroupFacts } from '@meshproof/core';
import { fullRef } from '../claims';

/** A domain as the catalog knows it. */
export interface DomainFacts {
  ref: string;
  title: string;
  parent?: string;
  owner?: string;
  /** Itself, what is above and what is below. */
  family: string[];
}

/** What is known of an entity that somebody names. */
export interface EntityFacts {
  exists: boolean;
  owner?: string;
  domain?: string;
  /** The system that the domain is known by, where the entity names none. */
  domainBySystem?: string;
  aiUseCase: boolean;
}

interface Snapshot {
  at: number;
  groups: Map<string, GroupFacts>;
  domains: Map<string, DomainFacts>;
}

const MAX_AGE = 30_000;
const BATCH = 100;

/**
 * Groups, domains and single entities, read with the plugin's own rights and remembered for half a minute: many products are
 * judged in the same surroundings.
 */
export class CatalogDirectory {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #aiTypes: Set<string>;
  readonly #maxAge: number;
  #snapshot: Promise<Snapshot> | undefined;
  readonly #entities = new Map<string, { at: number; facts: EntityFacts }>();

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    aiTypes: string[];
    maxAge?: number;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#aiTypes = new Set(
      options.aiTypes.map(type => type.toLocaleLowerCase('en-US')),
    );
    this.#maxAge = options.maxAge ?? MAX_AGE;
  }

  /** Forgets what it knows, so that the next question goes to the catalog. */
  clear(): void {
    this.#snapshot = undefined;
    this.#entities.clear();
  }

  async group(ref: string): Promise<GroupFacts> {
    const { groups } = await this.#current();
    return (
      groups.get(ref) ?? { ref, exists: false, family: [ref], members: [] }
    );
  }

  async domain(ref: string): Promise<DomainFacts | undefined> {
    return (await this.#current()).domains.get(ref);
  }

  async domains(): Promise<DomainFacts[]> {
    return [...(await this.#current()).domains.values()];
  }

  /** These domains and all below them, as far as one gets by domains that `isVisible`. */
  async below(
    refs: string[],
    isVisible: (ref: string) => boolean,
  ): Promise<Set<string>> {
    const children = new Map<string, Set<string>>();
    for (const { ref, parent } of await this.domains()) {
      if (parent !== undefined && isVisible(parent) && isVisible(ref)) {
        link(children, parent, ref);
      }
    }
    return new Set(refs.flatMap(ref => [...closure(children, ref)]));
  }

  async entities(refs: string[]): Promise<Map<string, EntityFacts>> {
    const now = Date.now();
    const isFresh = (ref: string) =>
      now - (this.#entities.get(ref)?.at ?? 0) < this.#maxAge;
    const wanted = [...new Set(refs)];
    await this.#read(
      wanted.filter(ref => !isFresh(ref)),
      now,
    );
    return new Map(
      wanted.map(ref => [
        ref,
        this.#entities.get(ref)?.facts ?? { exists: false, aiUseCase: false },
      ]),
    );
  }

  async #current(): Promise<Snapshot> {
    const present = this.#snapshot && (await this.#snapshot);
    if (!present || Date.now() - present.at >= this.#maxAge) {
      const next = this.#list();
      this.#snapshot = next;
      next.catch(() => {
        if (this.#snapshot === next) {
          this.#snapshot = undefined;
        }
      });
    }
    return this.#snapshot!;
  }

  async #list(): Promise<Snapshot> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const groups: Entity[] = [];
    const domains: Entity[] = [];
    for await (const page of this.#catalog.streamEntities(
      {
        filter: { kind: ['Group', 'Domain'] },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'spec.parent',
          'spec.owner',
          'spec.subdomainOf',
          'relations',
        ],
      },
      { credentials },
    )) {
      for (const entity of page) {
        (isKind(entity, 'group') ? groups : domains).push(entity);
      }
    }
    return {
      at: Date.now(),
      groups: toGroups(groups),
      domains: toDomains(domains),
    };
  }

  async #read(refs: string[], now: number): Promise<void> {
    if (refs.length === 0) {
      return;
    }
    const found = await this.#fetch(refs);
    const systems = await this.#fetch([
      ...new Set(
        [...found.values()]
          .map(entity => systemOf(entity))
          .filter(system => system !== undefined),
      ),
    ]);
    for (const ref of refs) {
      const entity = found.get(ref);
      const system = entity && systems.get(systemOf(entity) ?? '');
      const ownDomain = entity && domainOf(entity);
      this.#entities.set(ref, {
        at: now,
        facts: entity
          ? {
              exists: true,
              owner: ownerOf(entity),
              domain: ownDomain ?? (system && domainOf(system)),
              ...(system && ownDomain === undefined
                ? { domainBySystem: stringifyEntityRef(system) }
                : {}),
              aiUseCase: this.#isAiUseCase(entity),
            }
          : { exists: false, aiUseCase: false },
      });
    }
  }

  async #fetch(refs: string[]): Promise<Map<string, Entity>> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const found = new Map<string, Entity>();
    for (let start = 0; start < refs.length; start += BATCH) {
      const entityRefs = refs.slice(start, start + BATCH);
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs,
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'spec.type',
            'spec.owner',
            'spec.system',
            'spec.domain',
          ],
        },
        { credentials },
      );
      items.forEach((entity, index) => {
        if (entity) {
          found.set(entityRefs[index], entity);
        }
      });
    }
    return found;
  }

  #isAiUseCase(entity: Entity): boolean {
    const type = entity.spec?.type;
    return (
      (isKind(entity, 'component') || isKind(entity, 'airesource')) &&
      typeof type === 'string' &&
      this.#aiTypes.has(type.toLocaleLowerCase('en-US'))
    );
  }
}

function isKind(entity: Entity, kind: string): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === kind;
}

function specRef(
  entity: Entity,
  field: string,
  kind: string,
): string | undefined {
  const value = entity.spec?.[field];
  return typeof value === 'string'
    ? fullRef(value, { kind, namespace: entity.metadata.namespace })
    : undefined;
}

function ownerOf(entity: Entity): string | undefined {
  return specRef(entity, 'owner', 'group');
}

function systemOf(entity: Entity): string | undefined {
  return specRef(entity, 'system', 'system');
}

function domainOf(entity: Entity): string | undefined {
  return isKind(entity, 'domain')
    ? stringifyEntityRef(entity)
    : specRef(entity, 'domain', 'domain');
}

/** Everything reachable from each node; a cycle is walked once. */
function closure(next: Map<string, Set<string>>, start: string): Set<string> {
  const seen = new Set<string>([start]);
  for (const ref of seen) {
    next.get(ref)?.forEach(child => seen.add(child));
  }
  return seen;
}

function link(map: Map<string, Set<string>>, from: string, to: string): void {
  map.set(from, (map.get(from) ?? new Set()).add(to));
}

function toGroups(entities: Entity[]): Map<string, GroupFacts> {
  const children = new Map<string, Set<string>>();
  const members = new Map<string, Set<string>>();
  for (const entity of entities) {
    const ref = stringifyEntityRef(entity);
    const parent = specRef(entity, 'parent', 'group');
    if (parent) {
      link(children, parent, ref);
    }
    for (const { type, targetRef } of entity.relations ?? []) {
      if (type === 'parentOf') {
        link(children, ref, targetRef);
      } else if (type === 'hasMember') {
        link(members, ref, targetRef);
      }
    }
  }
  return new Map(
    entities.map(entity => {
      const ref = stringifyEntityRef(entity);
      const family = [...closure(children, ref)].sort();
      const people = new Set(
        family.flatMap(group => [...(members.get(group) ?? [])]),
      );
      return [ref, { ref, exists: true, family, members: [...people].sort() }];
    }),
  );
}

function toDomains(entities: Entity[]): Map<string, DomainFacts> {
  const below = new Map<string, Set<string>>();
  const above = new Map<string, Set<string>>();
  for (const entity of entities) {
    const parent = specRef(entity, 'subdomainOf', 'domain');
    if (parent) {
      link(below, parent, stringifyEntityRef(entity));
      link(above, stringifyEntityRef(entity), parent);
    }
  }
  return new Map(
    entities.map(entity => {
      const ref = stringifyEntityRef(entity);
      return [
        ref,
        {
          ref,
          title: entity.metadata.title ?? entity.metadata.name,
          parent: specRef(entity, 'subdomainOf', 'domain'),
          owner: ownerOf(entity),
          family: [
            ...new Set([...closure(below, ref), ...closure(above, ref)]),
          ].sort(),
        },
      ];
    }),
  );
}
