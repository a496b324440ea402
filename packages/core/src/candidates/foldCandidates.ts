import {
  Candidate,
  CandidateCounts,
  CandidateHome,
  CandidateReader,
  CandidateReaders,
  CandidateRule,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { isStageName } from './isStageName';
import { ruleText } from './ruleText';
import { CandidateGraph, GraphDataSet, GraphUse } from './types';

/** Most candidates that are recommended at a time. @public */
export const SHORTLIST_LENGTH = 12;
/** Groups beside its own that have to read a data set. */
const ENOUGH_GROUPS = 2;
const MOST_READERS_LISTED = 20;

/** Every data set with its standing, in order of demand. @public */
export interface FoldedCandidates {
  items: Candidate[];
  counts: CandidateCounts;
}

interface Reading {
  reader: GraphDataSet | GraphUse;
  through?: GraphDataSet;
}

class Fold {
  readonly #dataSets: GraphDataSet[];
  readonly #byId = new Map<string, GraphDataSet>();
  readonly #readers = new Map<string, (GraphDataSet | GraphUse)[]>();
  readonly #domains = new Map<string, Set<string>>();
  readonly #stages = new Map<string, CandidateRule>();
  readonly #served: (dataSet: GraphDataSet) => readonly string[];
  readonly #severalProjects: boolean;
  readonly #isCentral: (group: string) => boolean;

  constructor(
    graph: CandidateGraph,
    served: (dataSet: GraphDataSet) => readonly string[],
    isCentral: (group: string) => boolean,
  ) {
    this.#served = served;
    this.#isCentral = isCentral;
    this.#dataSets = [...graph.dataSets].sort((a, b) => compare(a.id, b.id));
    const projects = new Set<string>();
    for (const dataSet of this.#dataSets) {
      this.#byId.set(dataSet.id, dataSet);
      if (dataSet.project !== undefined) {
        projects.add(dataSet.project);
      }
      if (dataSet.group !== undefined && dataSet.domain !== undefined) {
        const domains = this.#domains.get(dataSet.group) ?? new Set();
        this.#domains.set(dataSet.group, domains.add(dataSet.domain));
      }
    }
    this.#severalProjects = projects.size > 1;
    for (const dataSet of this.#dataSets) {
      for (const id of new Set(dataSet.upstream ?? [])) {
        if (id !== dataSet.id) {
          this.#addReader(id, dataSet);
        }
      }
    }
    for (const use of [...graph.uses].sort((a, b) => compare(a.id, b.id))) {
      for (const id of new Set(use.reads)) {
        this.#addReader(id, use);
      }
    }
    this.#findStages();
  }

  result(): FoldedCandidates {
    const items = this.#dataSets
      .map(dataSet => this.#candidate(dataSet))
      .sort(byDemand);
    let rank = 0;
    const counts: CandidateCounts = {
      dataSets: items.length,
      candidates: 0,
      served: 0,
      setAside: {},
    };
    for (const item of items) {
      if (item.rule !== undefined) {
        counts.setAside[item.rule] = (counts.setAside[item.rule] ?? 0) + 1;
      } else if (item.standing === 'served') {
        counts.served++;
      } else {
        counts.candidates++;
        if (rank < SHORTLIST_LENGTH) {
          item.rank = ++rank;
        }
      }
    }
    return { items, counts };
  }

  #addReader(id: string, reader: GraphDataSet | GraphUse): void {
    const readers = this.#readers.get(id);
    if (readers) {
      readers.push(reader);
    } else if (this.#byId.has(id)) {
      this.#readers.set(id, [reader]);
    }
  }

  /** What is read on the way to somebody, but is nothing for others by itself. */
  #findStages(): void {
    for (const dataSet of this.#dataSets) {
      if (dataSet.ephemeral) {
        this.#stages.set(dataSet.id, 'ephemeral');
      } else if (dataSet.access === 'private') {
        this.#stages.set(dataSet.id, 'private');
      }
    }
    // By those alone, so that which of the weaker rules holds for one data set does not depend on which was asked first.
    const found: [string, CandidateRule][] = [];
    for (const dataSet of this.#dataSets) {
      const rule = this.#stages.has(dataSet.id)
        ? undefined
        : this.#weakerRule(dataSet);
      if (rule) {
        found.push([dataSet.id, rule]);
      }
    }
    found.forEach(([id, rule]) => this.#stages.set(id, rule));
  }

  #weakerRule(dataSet: GraphDataSet): CandidateRule | undefined {
    const readings = this.#readings(dataSet);
    const { group, project } = dataSet;
    if (readings.length > 0) {
      if (group !== undefined) {
        if (readings.every(({ reader }) => reader.group === group)) {
          return 'own-group';
        }
      } else if (
        this.#severalProjects &&
        project !== undefined &&
        readings.every(
          ({ reader }) =>
            reader.group === undefined &&
            'upstream' in reader &&
            reader.project === project,
        )
      ) {
        return 'own-project';
      }
    }
    const readByOthers = readings.some(
      ({ reader }) => reader.group !== undefined && reader.group !== group,
    );
    return dataSet.access !== 'public' && !readByOthers && isStageName(dataSet)
      ? 'stage-name'
      : undefined;
  }

  /** Who reads a data set, directly or through the stages that are known so far. */
  #readings(dataSet: GraphDataSet): Reading[] {
    const found = new Map<GraphDataSet | GraphUse, Reading>();
    const seen = new Set([dataSet.id]);
    let stages: (GraphDataSet | undefined)[] = [undefined];
    while (stages.length > 0) {
      const next: GraphDataSet[] = [];
      for (const stage of stages) {
        for (const reader of this.#readers.get((stage ?? dataSet).id) ?? []) {
          if (isDataSet(reader) && this.#stages.has(reader.id)) {
            if (!seen.has(reader.id)) {
              seen.add(reader.id);
              next.push(reader);
            }
          } else if (reader !== dataSet && !found.has(reader)) {
            found.set(reader, stage ? { reader, through: stage } : { reader });
          }
        }
      }
      stages = next;
    }
    return [...found.values()];
  }

  #candidate(dataSet: GraphDataSet): Candidate {
    const stage = this.#stages.get(dataSet.id);
    const readings = stage
      ? (this.#readers.get(dataSet.id) ?? []).map(reader => ({ reader }))
      : this.#readings(dataSet);
    const readers = groupsOf(readings, dataSet.group);
    const groups = readers.filter(
      ({ group }) => group !== undefined && group !== dataSet.group,
    ).length;
    const otherGroups =
      dataSet.group === undefined ? Math.max(0, groups - 1) : groups;
    const aiUseCases = readings.filter(
      ({ reader }) => 'reads' in reader && reader.ai,
    ).length;
    const products = [
      ...new Set([...(dataSet.products ?? []), ...this.#served(dataSet)]),
    ].sort();
    const item: Candidate = {
      id: dataSet.id,
      ...given('namespace', dataSet.namespace),
      name: dataSet.name,
      title: dataSet.title ?? lastPart(dataSet.name),
      kind: dataSet.kind,
      standing: 'candidate',
      ...given('group', dataSet.group),
      ...given('domain', dataSet.domain),
      ...given('project', dataSet.project),
      ...given('access', dataSet.access),
      tags: dataSet.tags ?? [],
      described: dataSet.described ?? false,
      tests: dataSet.tests ?? 0,
      otherGroups,
      readers,
      aiUseCases,
      ...given('home', this.#home(dataSet)),
    };
    if (products.length > 0) {
      return { ...item, standing: 'served', products };
    }
    const rule = stage ?? demandRule(item);
    return rule
      ? { ...item, standing: 'set-aside', rule, reason: ruleText(rule, item) }
      : item;
  }

  /** What a data set is made of, behind internal stages: those are only the way to it. */
  #madeOf(dataSet: GraphDataSet): Set<string> {
    const made = new Set<string>();
    const seen = new Set([dataSet.id]);
    const open = [...(dataSet.upstream ?? [])];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (!seen.has(id)) {
        seen.add(id);
        const upstream = this.#byId.get(id)?.upstream ?? [];
        if (this.#stages.has(id) && upstream.length > 0) {
          open.push(...upstream);
        } else {
          made.add(id);
        }
      }
    }
    return made;
  }

  /** Whoever makes more than half of what a data set is made of, else its own group. Who builds for others is nobody's home. */
  #home(dataSet: GraphDataSet): CandidateHome | undefined {
    const made = this.#madeOf(dataSet);
    const makers = new Map<string, number>();
    for (const id of made) {
      const group = this.#byId.get(id)?.group;
      if (group !== undefined && !this.#isCentral(group)) {
        makers.set(group, (makers.get(group) ?? 0) + 1);
      }
    }
    for (const [group, count] of makers) {
      if (count * 2 > made.size) {
        return {
          group,
          ...given('domain', this.#domainOf(group)),
          basis: 'upstream',
          makes: { of: made.size, count },
          reason: `${group} makes ${
            made.size === 1
              ? 'the data set'
              : `${count} of the ${made.size} data sets`
          } that it is made of`,
        };
      }
    }
    return dataSet.group === undefined || this.#isCentral(dataSet.group)
      ? undefined
      : {
          group: dataSet.group,
          ...given('domain', dataSet.domain ?? this.#domainOf(dataSet.group)),
          basis: 'owner',
          reason: `${dataSet.group} makes it`,
        };
  }

  /** The only domain that is named beside a group. */
  #domainOf(group: string): string | undefined {
    const domains = this.#domains.get(group);
    return domains?.size === 1 ? [...domains][0] : undefined;
  }
}

function isDataSet(reader: GraphDataSet | GraphUse): reader is GraphDataSet {
  return !('reads' in reader);
}

function demandRule(item: Candidate): CandidateRule | undefined {
  const { readers, otherGroups, aiUseCases } = item;
  if (aiUseCases > 0 || otherGroups >= ENOUGH_GROUPS) {
    return undefined;
  }
  if (readers.length === 0) {
    return 'no-reader';
  }
  return readers.every(({ group }) => group === undefined)
    ? 'unknown-readers'
    : 'little-demand';
}

/** Readers by group: other groups by name, the own one, and those without a known group last. */
function groupsOf(
  readings: Reading[],
  own: string | undefined,
): CandidateReaders[] {
  const groups = new Map<string | undefined, Reading[]>();
  for (const reading of readings) {
    const { group } = reading.reader;
    const known = groups.get(group);
    if (known) {
      known.push(reading);
    } else {
      groups.set(group, [reading]);
    }
  }
  const place = (group: string | undefined) => {
    if (group === undefined) {
      return 2;
    }
    return group === own ? 1 : 0;
  };
  return [...groups]
    .sort(([a], [b]) => place(a) - place(b) || compare(String(a), String(b)))
    .map(([group, own_]) => ({
      ...given('group', group),
      count: own_.length,
      readers: own_
        .map(toReader)
        .sort(directFirst)
        .slice(0, MOST_READERS_LISTED),
    }));
}

function toReader({ reader, through }: Reading): CandidateReader {
  return {
    name: isDataSet(reader) ? reader.name : reader.name,
    kind: reader.kind,
    ai: !isDataSet(reader) && reader.ai === true,
    ...given('through', through?.name),
  };
}

function directFirst(a: CandidateReader, b: CandidateReader): number {
  return (
    Number(a.through !== undefined) - Number(b.through !== undefined) ||
    Number(b.ai) - Number(a.ai) ||
    compare(a.name, b.name) ||
    compare(a.kind, b.kind)
  );
}

const STANDINGS: Record<Candidate['standing'], number> = {
  candidate: 0,
  served: 1,
  'set-aside': 2,
};

function byDemand(a: Candidate, b: Candidate): number {
  return (
    STANDINGS[a.standing] - STANDINGS[b.standing] ||
    b.aiUseCases - a.aiUseCases ||
    b.otherGroups - a.otherGroups ||
    total(b) - total(a) ||
    compare(a.name, b.name) ||
    compare(a.id, b.id)
  );
}

function total({ readers }: Candidate): number {
  return readers.reduce((sum, { count }) => sum + count, 0);
}

function lastPart(name: string): string {
  return /[^./]+$/.exec(name)?.[0] ?? name;
}

/** By code unit: the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function given<K extends string, V>(
  key: K,
  value: V | undefined,
): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

/**
 * Tells which data sets of a graph are candidates for data products, which are served already, and which are set aside by which rule. Every
 * data set is exactly one of these. The order is that of demand: AI use cases, then other groups, then readers, then the name; it does not depend on the
 * order of the graph.
 *
 * @param options - `served`: products that serve a data set, beside those that the graph names; `isCentral`: groups that build for others,
 *   and are never suggested as home
 * @public
 */
export function foldCandidates(
  graph: CandidateGraph,
  options: {
    served?: (dataSet: GraphDataSet) => readonly string[];
    isCentral?: (group: string) => boolean;
  } = {},
): FoldedCandidates {
  const { served = () => [], isCentral = () => false } = options;
  return new Fold(graph, served, isCentral).result();
}
