import { datasetKey } from '../evidence/datasetKey';
import { CandidateGraph, GraphDataSet, GraphUse } from './types';

const KINDS: Record<GraphDataSet['kind'], number> = {
  model: 0,
  snapshot: 1,
  seed: 2,
  table: 3,
  source: 4,
};
const ACCESS = { public: 0, protected: 1, private: 2 };
const MOST_TAGS = 20;

/** What is known so far of a data set; what several files say of it comes together. */
interface Known {
  namespace: string | undefined;
  name: string;
  kind: GraphDataSet['kind'];
  titles?: Set<string>;
  groups?: Set<string>;
  /** Namespaces of the jobs that write it: its group, where nothing better is known. */
  writers?: Set<string>;
  domains?: Set<string>;
  projects?: Set<string>;
  access?: 'public' | 'protected' | 'private';
  ephemeral: boolean;
  stages?: Set<string>;
  tests?: Map<string, number>;
  rules?: Set<string>;
  described: boolean;
  tags?: Set<string>;
  products?: Set<string>;
  upstream?: Set<string>;
}

/** What one file says of a data set. @internal */
export type DataSetNote = Omit<GraphDataSet, 'id' | 'upstream'>;

/**
 * Gathers what files say of data sets and their readers into one graph, small enough for any number of files. What two files say differently
 * of a group or domain is not known. In which order the files come makes no difference.
 * @internal
 */
export class CandidateGraphBuilder {
  readonly #dataSets = new Map<string, Known>();
  readonly #uses = new Map<string, GraphUse & { groups: Set<string> }>();
  readonly #late: (() => void)[] = [];
  /** What a file calls data sets, where that is not the id. */
  readonly #aliases = new Map<string, Map<string, string>>();

  get size(): number {
    return this.#dataSets.size;
  }

  /** @returns the id, by which edges name it */
  addDataSet(note: DataSetNote, file: string): string {
    const id = datasetKey({ namespace: note.namespace ?? '', name: note.name });
    const known = this.#dataSets.get(id) ?? {
      namespace: note.namespace,
      name: note.name,
      kind: note.kind,
      ephemeral: false,
      described: false,
    };
    this.#dataSets.set(id, known);
    if (note.name < known.name) {
      known.name = note.name;
      known.namespace = note.namespace;
    }
    if (KINDS[note.kind] < KINDS[known.kind]) {
      known.kind = note.kind;
    }
    add(known, 'titles', note.title);
    add(known, 'groups', note.group);
    add(known, 'domains', note.domain);
    // A source of one project is often what another one makes.
    if (note.kind !== 'source') {
      add(known, 'projects', note.project);
    }
    // The widest, since that is what others may use.
    if (
      note.access !== undefined &&
      (known.access === undefined || ACCESS[note.access] < ACCESS[known.access])
    ) {
      known.access = note.access;
    }
    known.ephemeral ||= note.ephemeral ?? false;
    add(known, 'stages', note.stage);
    this.addTests(id, note.tests ?? 0, file);
    known.described ||= note.described ?? false;
    note.tags?.forEach(tag => add(known, 'tags', tag));
    note.products?.forEach(product => add(known, 'products', product));
    return id;
  }

  /** Tests that a file holds are added up; those of several files may be the same ones. */
  addTests(id: string, count: number, file: string): void {
    const known = this.#dataSets.get(id);
    if (known && count > 0) {
      known.tests ??= new Map();
      known.tests.set(file, (known.tests.get(file) ?? 0) + count);
    }
  }

  addUpstream(id: string, upstream: string): void {
    if (id !== upstream) {
      this.#note(id, 'upstream', upstream);
    }
  }

  /** A rule that ran, however often. */
  addRule(id: string, rule: string): void {
    this.#note(id, 'rules', rule);
  }

  /** The group of a job that makes it. */
  addWriter(id: string, group: string): void {
    this.#note(id, 'writers', group);
  }

  addProduct(id: string, product: string): void {
    this.#note(id, 'products', product);
  }

  /** A file names a data set by an id of its own. */
  alias(file: string, given: string, id: string): void {
    if (given !== id) {
      const aliases = this.#aliases.get(file) ?? new Map<string, string>();
      this.#aliases.set(file, aliases.set(given, id));
    }
  }

  /** The data set that a file names by this id. */
  idOf(file: string, given: string): string {
    return this.#aliases.get(file)?.get(given) ?? given;
  }

  addUse(use: GraphUse): void {
    const known = this.#uses.get(use.id);
    const groups = known?.groups ?? new Set<string>();
    if (use.group !== undefined) {
      groups.add(use.group);
    }
    this.#uses.set(use.id, {
      ...use,
      name: known && known.name < use.name ? known.name : use.name,
      kind: known && known.kind < use.kind ? known.kind : use.kind,
      ai: (known?.ai ?? false) || (use.ai ?? false),
      groups,
      reads: [...(known?.reads ?? []), ...use.reads],
    });
  }

  /** Something that can only be told when every file was read. */
  later(work: () => void): void {
    this.#late.push(work);
  }

  build(): CandidateGraph {
    this.#late.splice(0).forEach(work => work());
    const ids = [...this.#dataSets.keys()].sort();
    return {
      dataSets: ids.map(id => this.#dataSet(id, this.#dataSets.get(id)!)),
      uses: [...this.#uses.keys()].sort().map(id => {
        const { groups, ai, ...use } = this.#uses.get(id)!;
        const group = only(groups);
        const { group: _, ...rest } = use;
        return {
          ...rest,
          ...(ai ? { ai } : {}),
          ...(group === undefined ? {} : { group }),
          reads: this.#present(use.reads) ?? [],
        };
      }),
    };
  }

  #dataSet(id: string, known: Known): GraphDataSet {
    const dataSet: GraphDataSet = { id, name: known.name, kind: known.kind };
    const put = <K extends keyof GraphDataSet>(
      key: K,
      value: GraphDataSet[K] | undefined,
    ) => {
      if (value !== undefined) {
        dataSet[key] = value;
      }
    };
    put('namespace', known.namespace || undefined);
    put('title', least(known.titles));
    put('group', only(known.groups ?? known.writers));
    put('domain', only(known.domains));
    put('project', only(known.projects));
    put('access', known.access);
    put('ephemeral', known.ephemeral || undefined);
    put('stage', least(known.stages));
    put(
      'tests',
      Math.max(known.rules?.size ?? 0, ...(known.tests?.values() ?? [])) ||
        undefined,
    );
    put('described', known.described || undefined);
    put('tags', listOf(known.tags)?.slice(0, MOST_TAGS));
    put('products', listOf(known.products));
    put('upstream', this.#present(known.upstream));
    return dataSet;
  }

  #note(id: string, key: SetOf, value: string): void {
    const known = this.#dataSets.get(id);
    if (known) {
      add(known, key, value);
    }
  }

  /** Those that some file tells of. */
  #present(ids: Iterable<string> = []): string[] | undefined {
    return listOf(new Set([...ids].filter(id => this.#dataSets.has(id))));
  }
}

type SetOf = {
  [K in keyof Known]-?: Known[K] extends Set<string> | undefined ? K : never;
}[keyof Known];

/** Most data sets have few of these: a set is made once there is something in it. */
function add(known: Known, key: SetOf, value: string | undefined): void {
  if (value !== undefined) {
    known[key] ??= new Set();
    known[key].add(value);
  }
}

function only(set: Set<string> | undefined): string | undefined {
  return set?.size === 1 ? [...set][0] : undefined;
}

function least(set: Set<string> | undefined): string | undefined {
  return listOf(set)?.[0];
}

function listOf(set: Set<string> | undefined): string[] | undefined {
  return set === undefined || set.size === 0 ? undefined : [...set].sort();
}
