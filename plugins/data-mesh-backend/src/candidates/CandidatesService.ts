import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Candidate,
  CandidateCounts,
  CandidateFilter,
  CandidatePage,
  CandidateReaders,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  CandidateGraph,
  datasetKey,
  DatasetMappings,
  foldCandidates,
  GraphDataSet,
  mergeGraphs,
  withoutDataSets,
} from '@meshproof/core';
import { contentDigest } from '../database';
import { isVisible, ReaderService } from '../permissions';
import { SubjectAddress, SubjectsLookup } from '../sources/SubjectsLookup';
import { CandidateStore, StoredCandidateSource } from './CandidateStore';

const KEPT = 8;

/** What a reader may see of all sources, folded. */
interface Folded {
  items: Candidate[];
  counts: CandidateCounts;
  domains: string[];
  /** Data sets by source, without what is hidden. */
  dataSets: Map<string, number>;
}

/** Tells readers which data sets might become products. */
export class CandidatesService {
  readonly #store: CandidateStore;
  readonly #subjects: SubjectsLookup;
  readonly #reader: ReaderService;
  readonly #mappings: DatasetMappings;
  readonly #centralGroups: () => Promise<Set<string>>;
  readonly #graphs = new Map<
    string,
    { digest: string; graph: CandidateGraph }
  >();
  readonly #folded = new Map<string, Folded>();

  constructor(options: {
    store: CandidateStore;
    subjects: SubjectsLookup;
    reader: ReaderService;
    mappings: DatasetMappings;
    /** References of the groups that build for others, and of all below them. */
    centralGroups: () => Promise<Set<string>>;
  }) {
    this.#store = options.store;
    this.#subjects = options.subjects;
    this.#reader = options.reader;
    this.#mappings = options.mappings;
    this.#centralGroups = options.centralGroups;
  }

  /**
   * Everything that the reader may see, narrowed. Data sets of products that are hidden from the reader are taken out before anything is counted,
   * as are their reads of others.
   */
  async list(
    filter: CandidateFilter,
    credentials: BackstageCredentials,
  ): Promise<Omit<CandidatePage, 'totalItems' | 'nextCursor'>> {
    const [sources, addresses, refs, visible] = await Promise.all([
      this.#store.list(),
      this.#subjects.allAddresses(),
      this.#subjects.allRefs(),
      this.#reader.visible(credentials),
    ]);
    const dataSets = addresses.filter(({ kind }) => kind === 'dataset');
    const folded = await this.#fold(
      sources,
      dataSets.filter(({ ref }) => isVisible(visible, ref)),
      dataSets.filter(({ ref }) => !isVisible(visible, ref)),
    );
    const items = folded.items.filter(matching(filter));
    return {
      items,
      shortlist: folded.items.filter(({ rank }) => rank !== undefined),
      counts: folded.counts,
      sources: sources.map(({ id, title, receivedAt }) => ({
        id,
        title,
        receivedAt: new Date(receivedAt).toISOString(),
        dataSets: folded.dataSets.get(id) ?? 0,
      })),
      domains: folded.domains,
      partlyHidden: refs.some(ref => !isVisible(visible, ref)),
    };
  }

  /** The groups of these candidates as entities, where the catalog has them and the reader may see them. */
  async withGroups(
    candidates: Candidate[],
    credentials: BackstageCredentials,
  ): Promise<Candidate[]> {
    const names = new Set(
      candidates.flatMap(({ readers, home }) => [
        ...readers.flatMap(({ group }) => group ?? []),
        ...(home ? [home.group] : []),
      ]),
    );
    const refs = new Map(
      [...names].flatMap((name): [string, string][] => {
        const ref = groupRef(name);
        return ref === undefined ? [] : [[name, ref]];
      }),
    );
    const found = await this.#reader.found([...refs.values()], credentials);
    const refOf = (group: string | undefined) => {
      const ref = group === undefined ? undefined : refs.get(group);
      return ref !== undefined && found.has(ref) ? { ref } : {};
    };
    return candidates.map(candidate => ({
      ...candidate,
      readers: candidate.readers.map(
        (readers): CandidateReaders => ({
          ...readers,
          ...refOf(readers.group),
        }),
      ),
      ...(candidate.home
        ? { home: { ...candidate.home, ...refOf(candidate.home.group) } }
        : {}),
    }));
  }

  async #fold(
    sources: StoredCandidateSource[],
    seen: SubjectAddress[],
    hidden: SubjectAddress[],
  ): Promise<Folded> {
    const central = await this.#centralGroups();
    const key = contentDigest([
      [...central].sort(),
      sources.map(({ id, digest }) => [id, digest]),
      seen
        .map(({ ref, key: address, served }) => [ref, address, served])
        .sort(),
      hidden.map(({ key: address }) => address).sort(),
    ]);
    const known = this.#folded.get(key);
    if (known) {
      return known;
    }
    const hiddenBy = this.#matcher(hidden);
    const seenBy = this.#matcher(seen);
    // One that a visible product serves as well is no secret.
    const isHidden = (dataSet: GraphDataSet) =>
      hiddenBy(dataSet).length > 0 && seenBy(dataSet).length === 0;
    const graphs = new Map<string, CandidateGraph>();
    for (const source of sources) {
      const graph = await this.#graph(source);
      graphs.set(
        source.id,
        withoutDataSets(
          graph,
          new Set(
            hidden.length === 0
              ? []
              : graph.dataSets.filter(isHidden).map(({ id }) => id),
          ),
        ),
      );
    }
    const servedBy = this.#matcher(seen.filter(({ served }) => served));
    const { items, counts } = foldCandidates(
      graphs.size === 1 ? [...graphs.values()][0] : mergeGraphs(graphs),
      {
        served: servedBy,
        isCentral: group => central.has(groupRef(group) ?? ''),
      },
    );
    const told = new Map<string, string[]>();
    for (const [source, graph] of graphs) {
      for (const { id } of graph.dataSets) {
        told.set(id, [...(told.get(id) ?? []), source]);
      }
    }
    const folded: Folded = {
      items: items.map(item => ({ ...item, sources: told.get(item.id) ?? [] })),
      counts,
      domains: [...new Set(items.flatMap(placesOf))].sort(),
      dataSets: new Map(
        [...graphs].map(([id, graph]) => [id, graph.dataSets.length]),
      ),
    };
    this.#folded.set(key, folded);
    if (this.#folded.size > KEPT) {
      const [oldest] = this.#folded.keys();
      this.#folded.delete(oldest);
    }
    return folded;
  }

  async #graph({ id, digest }: StoredCandidateSource): Promise<CandidateGraph> {
    const known = this.#graphs.get(id);
    if (known?.digest === digest) {
      return known.graph;
    }
    const graph = await this.#store.graph(id);
    this.#graphs.set(id, { digest, graph });
    return graph;
  }

  /**
   * Which products' addresses a data set is: the same server and name, after mappings. One whose server is not known is matched by its
   * full name, where products serve that name on one server only.
   */
  #matcher(addresses: SubjectAddress[]): (dataSet: GraphDataSet) => string[] {
    const byKey = new Map<string, Set<string>>();
    const byName = new Map<string, Set<string>>();
    for (const { key, ref } of addresses) {
      byKey.set(key, (byKey.get(key) ?? new Set()).add(ref));
      const name = key.slice(key.indexOf('|') + 1);
      byName.set(name, (byName.get(name) ?? new Set()).add(key));
    }
    return dataSet => {
      const { namespace = '', name } = dataSet;
      const target = this.#mappings.target({ namespace, name });
      const keys = [dataSet.id, ...(target ? [datasetKey(target)] : [])];
      if (namespace === '' && name.includes('.')) {
        const named = byName.get(dataSet.id.slice(1));
        if (named?.size === 1) {
          keys.push(...named);
        }
      }
      return [...new Set(keys.flatMap(key => [...(byKey.get(key) ?? [])]))];
    };
  }
}

/** A group of the catalog that could have this name. */
function groupRef(name: string): string | undefined {
  const plain = name.trim().toLocaleLowerCase('en-US');
  if (/^group:[a-z0-9_.-]+\/[a-z0-9_.-]+$/.test(plain)) {
    return plain;
  }
  const slug = plain.replace(/[\s_]+/g, '-');
  return /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/.test(slug)
    ? `group:default/${slug}`
    : undefined;
}

/** Where the filter by domain finds a data set. */
function placesOf({ domain, group, home }: Candidate): string[] {
  return [domain, group, home?.group, home?.domain].filter(
    place => place !== undefined,
  );
}

function matching(filter: CandidateFilter): (item: Candidate) => boolean {
  const asked = <T>(value: T | T[] | undefined): Set<T> | undefined => {
    const values = value === undefined ? [] : [value].flat();
    return values.length > 0 ? new Set(values as T[]) : undefined;
  };
  const sources = asked(filter.source);
  const domains = asked(filter.domain);
  const standings = asked(filter.standing);
  const rules = asked(filter.rule);
  const words = (filter.q ?? '').toLocaleLowerCase('en-US').split(/\s+/);
  return item => {
    const text = `${item.name} ${item.title}`.toLocaleLowerCase('en-US');
    return (
      (!sources || item.sources!.some(source => sources.has(source))) &&
      (!domains || placesOf(item).some(place => domains.has(place))) &&
      (!standings || standings.has(item.standing)) &&
      (!rules || (item.rule !== undefined && rules.has(item.rule))) &&
      words.every(word => text.includes(word))
    );
  };
}
