import { Config } from '@backstage/config';
import { EVIDENCE_KINDS } from '@meshproof/backstage-plugin-data-mesh-common';
import { Publisher, readPublishers, SendingRates } from './evidence';
import {
  DataMeshSettings,
  readInterval,
  readRetention,
  Retention,
  readSendingRates,
  readSettings,
  readSize,
  readSloRetention,
  refuseUnknownKeys,
} from './settings';

/** Everything an operator sets for this backend; times in milliseconds, sizes in bytes. */
export interface DataMeshConfig extends DataMeshSettings {
  publishers: Publisher[];
  refresh: number;
  surroundings: number;
  contracts: {
    maxSize: number;
    allowFileLocations: boolean;
    refresh: number;
  };
  evidence: { limits: SendingRates; maxSize: number; retention: Retention };
  slo: { retention: number };
}

/** What the section and its parts may hold, what the modules for the catalog and for templates read of it included. */
export const DATA_MESH_CONFIG_KEYS: Record<string, readonly string[]> = {
  dataMesh: [
    'aiTypes',
    'centralGroups',
    'contracts',
    'evidence',
    'holidays',
    'localRepositories',
    'odps',
    'productionServers',
    'publishers',
    'refresh',
    'retention',
    'slo',
    'surroundings',
  ],
  'dataMesh.contracts': ['allowFileLocations', 'maxSize', 'refresh'],
  'dataMesh.evidence': [
    'limits',
    'mappings',
    'maxSize',
    'principals',
    'retention',
  ],
  'dataMesh.evidence.limits': ['person', 'publisher'],
  'dataMesh.evidence.limits.person': ['recordsPerMinute', 'requestsPerMinute'],
  'dataMesh.evidence.limits.publisher': [
    'recordsPerMinute',
    'requestsPerMinute',
  ],
  'dataMesh.localRepositories': ['path'],
  'dataMesh.retention': EVIDENCE_KINDS,
  'dataMesh.odps': ['locations', 'schedule'],
  'dataMesh.slo': ['retention'],
};

/**
 * Reads the section `dataMesh`. Nothing in it is required.
 *
 * @throws an error naming the key and what is accepted, at the first wrong value or unknown key: what an operator meant is not
 * guessed, so nothing starts
 */
export function readDataMeshConfig(config: Config): DataMeshConfig {
  for (const [path, accepted] of Object.entries(DATA_MESH_CONFIG_KEYS)) {
    refuseUnknownKeys(config.getOptionalConfig(path), path, accepted);
  }
  return {
    ...readSettings(config),
    publishers: readPublishers(config),
    refresh: readInterval(config, 'dataMesh.refresh', { seconds: 10 }),
    surroundings: readInterval(config, 'dataMesh.surroundings', {
      minutes: 1,
    }),
    contracts: {
      maxSize: readSize(config, 'dataMesh.contracts.maxSize', '5MB'),
      allowFileLocations:
        config.getOptionalBoolean('dataMesh.contracts.allowFileLocations') ??
        false,
      refresh: readInterval(config, 'dataMesh.contracts.refresh', {
        minutes: 5,
      }),
    },
    evidence: {
      limits: readSendingRates(config),
      maxSize: readSize(config, 'dataMesh.evidence.maxSize', '256MB'),
      retention: readRetention(config),
    },
    slo: { retention: readSloRetention(config) },
  };
}
