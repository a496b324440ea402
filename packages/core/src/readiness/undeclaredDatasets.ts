import { UndeclaredDataset } from '@meshproof/backstage-plugin-data-mesh-common';
import { datasetKey } from '../evidence/datasetKey';
import { DatasetId } from '../evidence/types';
import { DAY } from '../facts/calendar';
import { DatasetUsage, DomainEntry, ReaderEntry } from './types';

const WINDOW = 90 * DAY;

/** The domain and all above it. */
function lineOf(ref: string, parents: ReadonlyMap<string, string | undefined>) {
  const line = new Set<string>();
  let at: string | undefined = ref;
  while (at && !line.has(at)) {
    line.add(at);
    at = parents.get(at);
  }
  return line;
}

/**
 * Data sets that another domain read in the last 90 days and that no product serves, the most read first. Whose data it is, is
 * known by the domain of the job that writes it; where nobody knows, two domains have to read it. A label, never a verdict.
 * @public
 */
export function undeclaredDatasets(options: {
  now: number;
  usage: DatasetUsage[];
  /** Addresses of every product, whoever may see it. */
  served: Iterable<DatasetId>;
  /** What is known of the readers, by entity reference. Readers that are not here are left out. */
  readers: Record<string, ReaderEntry>;
  domains: Pick<DomainEntry, 'ref' | 'parent'>[];
}): UndeclaredDataset[] {
  const { now, usage, readers } = options;
  const served = new Set([...options.served].map(datasetKey));
  const parents = new Map(
    options.domains.map(({ ref, parent }) => [ref, parent] as const),
  );
  const related = (a: string, b: string) =>
    lineOf(a, parents).has(b) || lineOf(b, parents).has(a);

  const datasets = new Map<
    string,
    {
      dataset: DatasetId;
      home: Set<string>;
      readers: Map<string, ReaderEntry>;
      lastReadAt: number;
    }
  >();
  for (const entry of usage) {
    const key = datasetKey(entry.dataset);
    const reader = entry.consumer ? readers[entry.consumer] : undefined;
    if (served.has(key) || !reader || entry.lastAt <= now - WINDOW) {
      continue;
    }
    const found = datasets.get(key) ?? {
      dataset: entry.dataset,
      home: new Set<string>(),
      readers: new Map<string, ReaderEntry>(),
      lastReadAt: 0,
    };
    datasets.set(key, found);
    if (entry.writer) {
      if (reader.domain) {
        found.home.add(reader.domain);
      }
    } else if (entry.reads > 0) {
      found.readers.set(entry.consumer!, reader);
      found.lastReadAt = Math.max(found.lastReadAt, entry.lastAt);
    }
  }

  const undeclared: UndeclaredDataset[] = [];
  for (const found of datasets.values()) {
    const outside = new Set<string>();
    for (const { domain } of found.readers.values()) {
      if (
        domain &&
        ![...found.home].some(home => related(home, domain)) &&
        ![...outside].some(other => related(other, domain))
      ) {
        outside.add(domain);
      }
    }
    if (outside.size < (found.home.size > 0 ? 1 : 2)) {
      continue;
    }
    const list = [...found.readers]
      .map(([ref, { domain, aiUseCase }]) => ({
        ref,
        ...(domain ? { domain } : {}),
        aiUseCase,
      }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1));
    undeclared.push({
      dataset: found.dataset,
      readers: list,
      domains: outside.size,
      aiUseCases: list.filter(({ aiUseCase }) => aiUseCase).length,
      lastReadAt: new Date(found.lastReadAt).toISOString(),
    });
  }
  return undeclared.sort(
    (a, b) =>
      b.readers.length - a.readers.length ||
      b.domains - a.domains ||
      a.dataset.name.localeCompare(b.dataset.name),
  );
}
