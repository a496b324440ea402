import { datasetKey } from './datasetKey';
import { DatasetId } from './types';

/** Other names of servers and of single data sets, as an operator knows them. @public */
export interface EvidenceMappings {
  /** Namespaces: what is sent about `from` is about the data set of the same name on `to`. */
  servers: { from: string; to: string }[];
  /** For single data sets; goes before the mapping of their server. */
  datasets: { from: DatasetId; to: DatasetId }[];
}

/** One spelling of a namespace. */
function serverKey(namespace: string): string {
  return datasetKey({ namespace, name: '' }).split('|', 1)[0];
}

/**
 * What data sets are called elsewhere. Records stay as they were sent; the mapping is applied when they are read, so that it can be
 * set, corrected and taken away later. @public
 */
export class DatasetMappings {
  static create(mappings: EvidenceMappings | undefined): DatasetMappings {
    return new DatasetMappings(mappings ?? { servers: [], datasets: [] });
  }

  readonly isEmpty: boolean;
  readonly #servers = new Map<string, string>();
  readonly #datasets = new Map<string, DatasetId>();
  readonly #mappings: EvidenceMappings;

  private constructor(mappings: EvidenceMappings) {
    this.#mappings = mappings;
    for (const { from, to } of mappings.servers) {
      this.#servers.set(serverKey(from), to);
    }
    for (const { from, to } of mappings.datasets) {
      this.#datasets.set(datasetKey(from), to);
    }
    this.isEmpty = this.#servers.size + this.#datasets.size === 0;
  }

  /** The namespace that this one is another name of, or itself. */
  server(namespace: string): string {
    return this.#servers.get(serverKey(namespace)) ?? namespace;
  }

  /** The data set that this one is another name of; undefined for one that is not mapped. */
  target(dataset: DatasetId): DatasetId | undefined {
    const named = this.#datasets.get(datasetKey(dataset));
    if (named) {
      return named;
    }
    const namespace = this.#servers.get(serverKey(dataset.namespace));
    return namespace === undefined
      ? undefined
      : { namespace, name: dataset.name };
  }

  /** The other names of a data set. */
  otherNames(dataset: DatasetId): DatasetId[] {
    const key = datasetKey(dataset);
    const server = serverKey(dataset.namespace);
    const names = new Map<string, DatasetId>();
    for (const { from, to } of this.#mappings.datasets) {
      if (datasetKey(to) === key) {
        names.set(datasetKey(from), from);
      }
    }
    for (const { from, to } of this.#mappings.servers) {
      const other = { namespace: from, name: dataset.name };
      // One whose own mapping leads elsewhere is no other name of this one.
      if (serverKey(to) === server && !this.#datasets.has(datasetKey(other))) {
        names.set(datasetKey(other), other);
      }
    }
    return [...names.values()];
  }
}
