import { EvidenceKind } from '@meshproof/backstage-plugin-data-mesh-common';
import { datasetKey } from '../evidence/datasetKey';
import { DatasetMappings } from '../evidence/DatasetMappings';
import { canonicalJson } from '../evidence/recordId';
import { resolveConsumer } from '../evidence/resolveConsumer';
import { Settings, Surroundings } from '../scorecard/types';
import {
  AgreementRecord,
  ChangeRecord,
  ConfirmationRecord,
  DatasetId,
  EvidenceRecord,
  FreshnessRecord,
  IncidentRecord,
  PolicyRunRecord,
  QualityRecord,
  RunRecord,
  SchemaRecord,
  SupportRecord,
  UsageRecord,
} from '../evidence/types';
import { PortTimeline } from './portTimelines';

/** Record types by kind. @internal */
export interface RecordsByKind {
  run: RunRecord;
  quality: QualityRecord;
  freshness: FreshnessRecord;
  schema: SchemaRecord;
  usage: UsageRecord;
  change: ChangeRecord;
  incident: IncidentRecord;
  support: SupportRecord;
  agreement: AgreementRecord;
  confirmation: ConfirmationRecord;
  'policy-run': PolicyRunRecord;
}

type Buckets = Partial<Record<EvidenceKind, EvidenceRecord[]>>;

/**
 * Time, then id: the same order however the records came. Two that claim to be the same record are told apart by when they came,
 * and by what they say. @internal
 */
function byTime(a: EvidenceRecord, b: EvidenceRecord): number {
  if (a.time !== b.time) {
    return a.time - b.time;
  }
  if (a.id !== b.id) {
    return a.id < b.id ? -1 : 1;
  }
  if (a === b || a.receivedAt !== b.receivedAt) {
    return a.receivedAt - b.receivedAt;
  }
  const [left, right] = [canonicalJson(a), canonicalJson(b)];
  return left < right ? -1 : Number(left > right);
}

/** Ascending by time; a store mostly gives them so already, and looking is cheaper than sorting. */
function inOrder<T extends EvidenceRecord>(records: T[]): T[] {
  for (let index = 1; index < records.length; index++) {
    if (byTime(records[index - 1], records[index]) > 0) {
      // Sorting small objects of one shape is several times faster than sorting records of many.
      return records
        .map(record => ({ time: record.time, id: record.id, record }))
        .sort((a, b) => {
          if (a.time !== b.time) {
            return a.time - b.time;
          }
          return a.id === b.id
            ? byTime(a.record, b.record)
            : Number(a.id > b.id) - 0.5;
        })
        .map(({ record }) => record);
    }
  }
  return records;
}

/** Two ascending lists as one. @internal */
export function merged<A extends EvidenceRecord, B extends EvidenceRecord>(
  left: A[],
  right: B[],
): (A | B)[] {
  if (left.length === 0 || right.length === 0) {
    return left.length === 0 ? right : left;
  }
  const all: (A | B)[] = [];
  let at = 0;
  for (const record of left) {
    while (at < right.length && byTime(right[at], record) < 0) {
      all.push(right[at++]);
    }
    all.push(record);
  }
  while (at < right.length) {
    all.push(right[at++]);
  }
  return all;
}

/** The records of one product, each once, by what they are about and by kind. @internal */
export class EvidenceIndex {
  readonly #byDataset = new Map<string, Buckets>();
  readonly #byPort = new Map<string, Buckets>();
  readonly changes: ChangeRecord[] = [];
  readonly all: EvidenceRecord[] = [];

  static create(options: {
    evidence: EvidenceRecord[];
    ref: string;
    settings: Settings;
    surroundings: Surroundings;
    mappings: DatasetMappings;
  }): EvidenceIndex {
    const index = new EvidenceIndex();
    const ambiguous = new Set(options.surroundings.ambiguous);
    const read = (record: EvidenceRecord) =>
      readBy(record, { ...options, ambiguous });
    const seen = new Set<string>();
    const keys = new Map<string, Map<string, string>>();
    const keyOf = (dataset: DatasetId) => {
      let names = keys.get(dataset.namespace);
      if (!names) {
        names = new Map();
        keys.set(dataset.namespace, names);
      }
      let key = names.get(dataset.name);
      if (key === undefined) {
        key = datasetKey(dataset);
        names.set(dataset.name, key);
      }
      return key;
    };
    for (const sent of inOrder(options.evidence.filter(isReadable))) {
      if (seen.has(sent.id)) {
        continue;
      }
      seen.add(sent.id);
      const record = read(sent);
      if (!record) {
        continue;
      }
      index.all.push(record);
      if (record.kind === 'change') {
        index.changes.push(record);
      } else if (record.dataset) {
        push(index.#byDataset, keyOf(record.dataset), record);
      } else if (record.product === options.ref) {
        push(index.#byPort, record.port ?? '', record);
      }
    }
    return index;
  }

  /** Records about the port's address, or that name the port, ascending by time. */
  of<K extends EvidenceKind>(
    port: Pick<PortTimeline, 'id' | 'name' | 'keys'>,
    kind: K,
  ): RecordsByKind[K][] {
    const lists = [
      ...port.keys.map(key => this.#byDataset.get(key)?.[kind]),
      this.#byPort.get(port.id)?.[kind],
      this.#byPort.get(port.name)?.[kind],
    ].filter(list => list !== undefined);
    const none: EvidenceRecord[] = [];
    return lists.reduce(merged, none) as RecordsByKind[K][];
  }
}

/**
 * The record by the names that contracts use: of the data set, and of the reader. Undefined for one about a data set that could be
 * either of two.
 */
function readBy(
  record: EvidenceRecord,
  options: {
    ref: string;
    settings: Settings;
    surroundings: Surroundings;
    mappings: DatasetMappings;
    ambiguous: ReadonlySet<string>;
  },
): EvidenceRecord | undefined {
  const { ref, settings, surroundings, mappings, ambiguous } = options;
  let named = record;
  if (record.dataset && !mappings.isEmpty) {
    if (ambiguous.size > 0 && ambiguous.has(datasetKey(record.dataset))) {
      return undefined;
    }
    const dataset = mappings.target(record.dataset);
    named = dataset ? { ...record, dataset } : record;
  }
  if (named.kind !== 'usage' || named.consumer !== undefined) {
    return named;
  }
  const consumer = resolveConsumer(named, {
    principals: settings.principals,
    jobs: surroundings.jobs,
  });
  return consumer === undefined
    ? named
    : // A job that the product declares is the one that writes it.
      { ...named, consumer, writer: named.writer || consumer === ref };
}

const OUTCOMES = ['pass', 'fail', 'warn', 'error'];

/** The door checks every record; one that is broken all the same breaks only itself. */
function isReadable(record: EvidenceRecord): boolean {
  if (!Number.isFinite(record.time)) {
    return false;
  }
  switch (record.kind) {
    case 'run':
      return (
        record.job !== undefined &&
        (record.status === 'success' || record.status === 'failed')
      );
    case 'quality':
      return record.rule !== undefined && OUTCOMES.includes(record.outcome);
    case 'freshness':
      return Number.isFinite(record.loadedAt);
    case 'schema':
      return Array.isArray(record.columns);
    case 'usage':
      return Number.isFinite(record.reads);
    case 'change':
      return (
        typeof record.repository === 'string' &&
        Array.isArray(record.groups) &&
        Array.isArray(record.touches)
      );
    case 'incident':
      return (
        typeof record.reference === 'string' &&
        Number.isFinite(record.openedAt) &&
        Array.isArray(record.firstActedGroups)
      );
    case 'support':
      return (
        typeof record.reference === 'string' &&
        Number.isFinite(record.askedAt) &&
        Array.isArray(record.answeredGroups)
      );
    case 'agreement':
      return (
        typeof record.consumer === 'string' && Number.isFinite(record.from)
      );
    case 'confirmation':
      return typeof record.consumer === 'string';
    case 'policy-run':
      return typeof record.policy === 'string';
    default:
      return false;
  }
}

function push(
  map: Map<string, Buckets>,
  key: string,
  record: EvidenceRecord,
): void {
  let buckets = map.get(key);
  if (!buckets) {
    buckets = {};
    map.set(key, buckets);
  }
  const list = (buckets[record.kind] ??= []);
  list.push(record);
}
