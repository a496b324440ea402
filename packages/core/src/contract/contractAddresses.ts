import { DatasetId } from '../evidence/types';
import { datasetKey } from '../evidence/datasetKey';
import { Settings } from '../scorecard/types';
import { ContractAddresses, ContractReading, ContractServer } from './types';
import { entryOf } from './values';

// How many parts a full name has; a physical name with more parts than one replaces as many of the prefix from its end.
const NAME_PARTS: Record<string, number> = {
  snowflake: 3,
  postgres: 3,
  postgresql: 3,
  redshift: 3,
  sqlserver: 3,
  oracle: 3,
  db2: 3,
  trino: 3,
  athena: 3,
  databricks: 3,
  bigquery: 3,
  mysql: 2,
  hive: 2,
  clickhouse: 2,
  synapse: 2,
};

const IN_A_PATH = new Set([
  's3',
  'azure',
  'gcs',
  'sftp',
  'api',
  'local',
  'custom',
]);

function pathName(prefix: string, object: string): string {
  // The part before the first wildcard: partitions and file names below it are one data set.
  const filled = prefix.replace(
    /\{\s*(model|schema|object|table|name)\s*\}/gi,
    () => object,
  );
  const steps: string[] = [];
  for (const step of filled.split('/')) {
    if (/[*?{]/.test(step)) {
      break;
    }
    if (step !== '') {
      steps.push(step);
    }
  }
  return steps.join('/') || object;
}

function nameOf(server: ContractServer, physicalName: string): string {
  const prefix = server.prefix ?? '';
  const parts = entryOf(NAME_PARTS, server.type);
  if (parts !== undefined) {
    const own = physicalName.split('.');
    const kept = prefix ? prefix.split('.') : [];
    return [...kept.slice(0, Math.max(0, parts - own.length)), ...own].join(
      '.',
    );
  }
  if (IN_A_PATH.has(server.type)) {
    return pathName(prefix, physicalName);
  }
  if (server.type === 'glue') {
    return `${prefix}/${physicalName}`;
  }
  if (server.type === 'pubsub') {
    return `${prefix}:${physicalName}`;
  }
  return prefix ? `${prefix}.${physicalName}` : physicalName;
}

function normalNamespace(namespace: string): string {
  return namespace.trim().toLowerCase().replace(/\/+$/, '');
}

function isProduction(server: ContractServer): boolean {
  return /^prod(uction)?$/i.test(server.environment?.trim() ?? '');
}

function title(server: ContractServer): string {
  return `"${server.name ?? server.type}"`;
}

function notWired(reason: string): ContractAddresses {
  return { state: 'not-wired', reason };
}

/**
 * The addresses a contract serves on its production server: the one whose `environment` is prod or production, else the only
 * server where it names no environment. Where `settings.productionServers` is configured, the contract can only name one of
 * them. Anything unclear is `not-wired` with the reason, never a guess.
 *
 * @see docs/contracts.md
 * @public
 */
export function contractAddresses(
  reading: ContractReading,
  settings: Settings,
): ContractAddresses {
  const { servers } = reading;
  if (servers.length === 0) {
    return notWired(
      'The contract names no server; add one with environment: prod.',
    );
  }
  let candidates = servers.filter(isProduction);
  if (
    candidates.length === 0 &&
    servers.length === 1 &&
    !servers[0].environment
  ) {
    candidates = servers;
  }
  if (candidates.length === 0) {
    return notWired(
      'The contract names no production server; set environment: prod on one of its servers.',
    );
  }
  const named = candidates.filter(({ namespace }) => namespace !== undefined);
  if (named.length === 0) {
    return notWired(
      `The server ${title(candidates[0])} of type ${
        candidates[0].type
      } lacks the fields that make up an address; see docs/contracts.md for those of each type.`,
    );
  }
  const allowed = settings.productionServers?.map(normalNamespace);
  const known = allowed
    ? named.filter(({ namespace }) =>
        allowed.includes(normalNamespace(namespace!)),
      )
    : named;
  if (known.length === 0) {
    return notWired(
      `The server ${title(named[0])} (${
        named[0].namespace
      }) is not one of the configured production servers.`,
    );
  }
  const [server] = known;
  const different = known.find(
    other =>
      normalNamespace(other.namespace!) !==
        normalNamespace(server.namespace!) || other.prefix !== server.prefix,
  );
  if (different) {
    return notWired(
      `The servers ${title(server)} and ${title(
        different,
      )} both say they are production; keep one of them per contract.`,
    );
  }
  if (reading.objects.length === 0) {
    return notWired(
      'The contract describes no object in "schema", so it names nothing on its server.',
    );
  }
  const addresses = new Map<string, DatasetId>();
  for (const object of reading.objects) {
    const address = {
      namespace: server.namespace!,
      name: nameOf(server, object.physicalName),
    };
    addresses.set(datasetKey(address), address);
  }
  return { state: 'known', server, addresses: [...addresses.values()] };
}
