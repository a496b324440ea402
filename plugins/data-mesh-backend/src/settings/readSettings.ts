import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { defaultSettings, Settings } from '@meshproof/core';
import { fullRef } from '../claims';

/** What an operator sets of the rules. */
export interface DataMeshSettings {
  settings: Settings;
  /** Full references in lower case. */
  centralGroups: string[];
}

/**
 * Reads the settings that judgements depend on.
 *
 * @throws InputError naming the field, where a value is no date or no reference
 */
export function readSettings(config: Config): DataMeshSettings {
  const holidays =
    config.getOptionalStringArray('dataMesh.holidays') ??
    defaultSettings.holidays;
  for (const day of holidays) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
      throw new InputError(
        `dataMesh.holidays: '${day}' is no date; write it as 2026-12-25`,
      );
    }
  }
  const centralGroups = (
    config.getOptionalStringArray('dataMesh.centralGroups') ?? []
  ).map(name => {
    const ref = fullRef(name, { kind: 'group' });
    if (!ref) {
      throw new InputError(
        `dataMesh.centralGroups: '${name}' is no group; write it as group:default/central-data`,
      );
    }
    return ref;
  });
  return {
    centralGroups,
    settings: {
      ...defaultSettings,
      holidays,
      productionServers: config.getOptionalStringArray(
        'dataMesh.productionServers',
      ),
      aiTypes:
        config.getOptionalStringArray('dataMesh.aiTypes') ??
        defaultSettings.aiTypes,
    },
  };
}
