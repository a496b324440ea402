import { dependsOn, relationOf, testedNode } from '../evidence/formats/dbt';
import { list, object, text } from '../evidence/formats/fields';
import { CandidateGraphBuilder } from './CandidateGraphBuilder';
import { GraphDataSet } from './types';
import { dataSetName, nameOf, saysAi, tagsOf } from './words';

const KINDS: Record<string, GraphDataSet['kind']> = {
  model: 'model',
  seed: 'seed',
  snapshot: 'snapshot',
  source: 'source',
};
const NEWEST = 12;
/** Nodes that stand between an exposure and the data that it reads. */
const BETWEEN = ['metrics', 'semantic_models', 'saved_queries'];

/** Top-level keys of a manifest that are read. @internal */
export const DBT_KEYS = [
  'metadata',
  'nodes',
  'sources',
  'exposures',
  'groups',
  ...BETWEEN,
];

interface Refused {
  path: string;
  reason: string;
}

/**
 * Reads a dbt manifest of the schemas v1 to v12, member by member. Of each node only its name, place, group, access, tags and edges are
 * kept; groups and exposures are kept without the persons who own them. @internal
 */
export class DbtProject {
  readonly #builder: CandidateGraphBuilder;
  readonly #file: string;
  readonly #namespace: string | undefined;
  /** Ids of the graph by ids of dbt. */
  readonly #ids = new Map<string, string>();
  readonly #upstream = new Map<string, string[]>();
  readonly #between = new Map<string, string[]>();
  readonly #tests = new Map<string, number>();
  readonly #groups = new Map<string, string>();
  readonly #exposures: {
    id: string;
    name: string;
    kind: string;
    ai: boolean;
    group: string | undefined;
    owner: string | undefined;
    nodes: string[];
  }[] = [];

  constructor(
    builder: CandidateGraphBuilder,
    file: string,
    namespace: string | undefined,
  ) {
    this.#builder = builder;
    this.#file = file;
    this.#namespace = namespace;
    builder.later(() => this.#connect());
  }

  /** Why a manifest of this schema is not read. */
  static refuse(schema: unknown): Refused | undefined {
    const version = /\/manifest\/v(\d+)\.json$/.exec(text(schema) ?? '')?.[1];
    if (version === undefined || Number(version) > NEWEST) {
      return {
        path: 'metadata.dbt_schema_version',
        reason: `'${
          text(schema) ?? ''
        }' is no manifest of a known version; v1 to v${NEWEST} are read`,
      };
    }
    return undefined;
  }

  take(
    key: string,
    at: string | number | undefined,
    value: unknown,
  ): Refused | undefined {
    if (key === 'metadata' || typeof at !== 'string') {
      return undefined;
    }
    const node = object(value);
    if (key === 'groups') {
      const name = nameOf(node.name);
      if (name !== undefined) {
        this.#groups.set(name.toLowerCase(), name);
      }
      return undefined;
    }
    if (BETWEEN.includes(key)) {
      this.#between.set(at, dependsOn(node));
      return undefined;
    }
    if (key === 'exposures') {
      return this.#takeExposure(at, node);
    }
    return this.#takeNode(at, node);
  }

  #takeNode(id: string, node: Record<string, unknown>): Refused | undefined {
    const type = text(node.resource_type) ?? id.split('.', 1)[0];
    if (type === 'test') {
      const tested = testedNode(node);
      if (tested !== undefined) {
        this.#tests.set(tested, (this.#tests.get(tested) ?? 0) + 1);
      }
      return undefined;
    }
    const kind = KINDS[type];
    if (kind === undefined) {
      // An analysis or operation makes no data; what it reads is read once and for one.
      return undefined;
    }
    const name = dataSetName(relationOf(node));
    if (name === undefined) {
      return {
        path: `${kind === 'source' ? 'sources' : 'nodes'}.${id}.name`,
        reason: 'has no name, or one of more than 1,000 characters',
      };
    }
    const config = object(node.config);
    const meta = { ...object(node.meta), ...object(config.meta) };
    const access = text(node.access) ?? text(config.access);
    const materialized = text(config.materialized);
    this.#ids.set(
      id,
      this.#builder.addDataSet(
        {
          namespace: this.#namespace,
          name,
          title: nameOf(node.name),
          kind,
          group:
            nameOf(node.group) ??
            nameOf(config.group) ??
            nameOf(meta.owner_group) ??
            nameOf(meta.team),
          domain: nameOf(meta.domain),
          project: nameOf(node.package_name),
          access:
            access === 'public' ||
            access === 'protected' ||
            access === 'private'
              ? access
              : undefined,
          ephemeral: materialized === 'ephemeral',
          stage: folderOf(node),
          described: text(node.description) !== undefined,
          tags: tagsOf(node.tags ?? []),
        },
        this.#file,
      ),
    );
    const upstream = dependsOn(node);
    if (upstream.length > 0) {
      this.#upstream.set(id, upstream);
    }
    return undefined;
  }

  #takeExposure(
    id: string,
    node: Record<string, unknown>,
  ): Refused | undefined {
    const name = nameOf(node.label) ?? nameOf(node.name);
    if (name === undefined) {
      return { path: `exposures.${id}.name`, reason: 'has no name' };
    }
    const config = object(node.config);
    const meta = { ...object(node.meta), ...object(config.meta) };
    const kind = nameOf(node.type)?.toLowerCase() ?? 'use';
    this.#exposures.push({
      id,
      name,
      kind,
      ai:
        saysAi(kind) ||
        meta.ai === true ||
        [...tagsOf(node.tags ?? []), ...tagsOf(config.tags ?? [])].some(saysAi),
      group:
        nameOf(node.group) ??
        nameOf(config.group) ??
        nameOf(meta.owner_group) ??
        nameOf(meta.team) ??
        nameOf(meta.group),
      // Mostly a person: kept only until it is known whether it is one of the groups.
      owner: nameOf(object(node.owner).name),
      nodes: dependsOn(node),
    });
    return undefined;
  }

  /** Edges and tests, once every name is known; those to what the file does not hold lead nowhere. */
  #connect(): void {
    for (const [id, upstream] of this.#upstream) {
      for (const from of this.#behind(upstream)) {
        this.#builder.addUpstream(this.#ids.get(id)!, from);
      }
    }
    for (const [id, count] of this.#tests) {
      const tested = this.#ids.get(id);
      if (tested !== undefined) {
        this.#builder.addTests(tested, count, this.#file);
      }
    }
    for (const exposure of this.#exposures) {
      const { owner, nodes, group, ...use } = exposure;
      this.#builder.addUse({
        ...use,
        group: group ?? this.#groups.get(owner?.toLowerCase() ?? ''),
        reads: this.#behind(nodes),
      });
    }
  }

  /** The data sets that these nodes are or stand for. */
  #behind(nodes: string[]): string[] {
    const found = new Set<string>();
    const seen = new Set(nodes);
    for (const node of seen) {
      const id = this.#ids.get(node);
      if (id !== undefined) {
        found.add(id);
      } else {
        this.#between.get(node)?.forEach(next => seen.add(next));
      }
    }
    return [...found];
  }
}

/** The first folder below the project's own, such as `staging`. */
function folderOf(node: Record<string, unknown>): string | undefined {
  const fqn = list(node.fqn);
  return fqn
    .slice(1, -1)
    .flatMap(part => nameOf(part) ?? [])
    .find(part => /^(staging|stg|intermediate|int|base|tmp|temp)$/i.test(part));
}
