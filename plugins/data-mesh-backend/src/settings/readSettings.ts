import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { defaultSettings, Settings } from '@meshproof/core';
import { DateTime } from 'luxon';
import { fullRef } from '../claims';
import { isServerAddress } from './isServerAddress';
import { readMappings } from './readMappings';
import { readPrincipals } from './readPrincipals';

/** What an operator sets of the rules. */
export interface DataMeshSettings {
  settings: Settings;
  /** Full references in lower case. */
  centralGroups: string[];
}

/**
 * Reads the settings that judgements depend on.
 *
 * @throws InputError naming the field, where a value is no date, no reference or no address
 */
export function readSettings(config: Config): DataMeshSettings {
  const holidays =
    config.getOptionalStringArray('dataMesh.holidays') ??
    defaultSettings.holidays;
  for (const day of holidays) {
    if (!DateTime.fromFormat(day, 'yyyy-MM-dd').isValid) {
      throw new InputError(
        `dataMesh.holidays: '${day}' is no date; write it as 2026-12-25`,
      );
    }
  }
  const centralGroups = (
    config.getOptionalStringArray('dataMesh.centralGroups') ?? []
  ).map(name => {
    const ref = fullRef(name, { kind: 'group' });
    if (!ref?.startsWith('group:')) {
      throw new InputError(
        `dataMesh.centralGroups: '${name}' is no group; write it as group:default/central-data`,
      );
    }
    return ref;
  });
  const productionServers = config.getOptionalStringArray(
    'dataMesh.productionServers',
  );
  const noServer = productionServers?.find(text => !isServerAddress(text));
  if (noServer !== undefined) {
    throw new InputError(
      `dataMesh.productionServers: '${noServer}' is no address of a server; write it as data sets name it, such as snowflake://acme.eu`,
    );
  }
  const mappings = readMappings(config);
  const principals = readPrincipals(config);
  return {
    centralGroups,
    settings: {
      ...defaultSettings,
      holidays,
      productionServers,
      aiTypes:
        config.getOptionalStringArray('dataMesh.aiTypes') ??
        defaultSettings.aiTypes,
      ...(mappings ? { mappings } : {}),
      ...(principals ? { principals } : {}),
    },
  };
}
