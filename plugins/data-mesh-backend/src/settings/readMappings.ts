import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DatasetId, datasetKey, EvidenceMappings } from '@meshproof/core';
import { isServerAddress } from './isServerAddress';
import { refuseUnknownKeys } from './refuseUnknownKeys';

const ROOT = 'dataMesh.evidence.mappings';

interface Entry<T> {
  path: string;
  from: T;
  to: T;
}

/**
 * Reads `dataMesh.evidence.mappings`.
 *
 * @throws InputError naming the key, where a value is no server or data set, where one name would lead to two, or where a name leads
 * to one that is mapped itself
 */
export function readMappings(config: Config): EvidenceMappings | undefined {
  const mappings = config.getOptionalConfig(ROOT);
  refuseUnknownKeys(mappings, ROOT, ['servers', 'datasets']);
  const servers = (mappings?.getOptionalConfigArray('servers') ?? []).map(
    (entry, index): Entry<string> => {
      const path = `${ROOT}.servers[${index}]`;
      refuseUnknownKeys(entry, path, ['from', 'to']);
      return {
        path,
        from: readServer(entry, 'from', path),
        to: readServer(entry, 'to', path),
      };
    },
  );
  const datasets = (mappings?.getOptionalConfigArray('datasets') ?? []).map(
    (entry, index): Entry<DatasetId> => {
      const path = `${ROOT}.datasets[${index}]`;
      refuseUnknownKeys(entry, path, ['from', 'to']);
      return {
        path,
        from: readDataset(entry, 'from', path),
        to: readDataset(entry, 'to', path),
      };
    },
  );
  const serverKey = (namespace: string) =>
    datasetKey({ namespace, name: '' }).slice(0, -1);
  const fromServers = targets(servers, serverKey);
  const fromDatasets = targets(datasets, datasetKey);
  for (const { path, to } of servers) {
    if (fromServers.has(serverKey(to))) {
      throw new InputError(
        `${path}.to: '${to}' is mapped itself; name the server that the contracts name`,
      );
    }
  }
  for (const { path, to } of datasets) {
    if (
      fromDatasets.has(datasetKey(to)) ||
      fromServers.has(serverKey(to.namespace))
    ) {
      throw new InputError(
        `${path}.to: '${to.name}' on '${to.namespace}' is mapped itself; name the data set as the contract does`,
      );
    }
  }
  return servers.length + datasets.length === 0
    ? undefined
    : {
        servers: servers.map(({ from, to }) => ({ from, to })),
        datasets: datasets.map(({ from, to }) => ({ from, to })),
      };
}

/** Where each name leads. */
function targets<T>(
  entries: Entry<T>[],
  keyOf: (value: T) => string,
): Map<string, string> {
  const known = new Map<string, { path: string; to: string }>();
  for (const { path, from, to } of entries) {
    const key = keyOf(from);
    const earlier = known.get(key);
    if (keyOf(to) === key) {
      throw new InputError(`${path}: leads from '${key}' to itself`);
    }
    if (earlier && earlier.to !== keyOf(to)) {
      throw new InputError(
        `${path}.from: '${key}' already leads to '${earlier.to}' by ${earlier.path}; what could be either would prove nothing`,
      );
    }
    known.set(key, { path, to: keyOf(to) });
  }
  return new Map([...known].map(([key, { to }]) => [key, to]));
}

function readServer(config: Config, key: string, path: string): string {
  const server = config.getString(key).trim();
  if (!isServerAddress(server)) {
    throw new InputError(
      `${path}.${key}: '${server}' is no address of a server; write it as data sets name it, such as snowflake://acme.eu`,
    );
  }
  return server;
}

function readDataset(config: Config, key: string, path: string): DatasetId {
  const dataset = config.getConfig(key);
  refuseUnknownKeys(dataset, `${path}.${key}`, ['namespace', 'name']);
  return {
    namespace: readServer(dataset, 'namespace', `${path}.${key}`),
    name: dataset.getString('name').trim(),
  };
}
