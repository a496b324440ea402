import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import path from 'node:path';

/** Where Bitol ODPS documents are. */
export interface OdpsLocation {
  type: 'file' | 'url';
  /** Absolute path or address; `*` and `**` match many files. */
  target: string;
}

/** How Bitol ODPS documents are looked for. */
export interface OdpsConfig {
  locations: OdpsLocation[];
  schedule: SchedulerServiceTaskScheduleDefinition;
}

/** Files cost nothing to look at; the hosts of web addresses count requests. */
function defaultSchedule(
  locations: OdpsLocation[],
): SchedulerServiceTaskScheduleDefinition {
  const hasUrl = locations.some(location => location.type === 'url');
  return {
    frequency: { minutes: hasUrl ? 5 : 1 },
    timeout: { minutes: 5 },
  };
}

/**
 * Reads `dataMesh.odps`.
 *
 * @throws InputError that names the key and what is accepted
 */
export function readOdpsConfig(config: Config): OdpsConfig {
  const odps = config.getOptionalConfig('dataMesh.odps');
  const locations = (odps?.getOptionalConfigArray('locations') ?? []).map(
    (item, index): OdpsLocation => {
      const key = `dataMesh.odps.locations[${index}]`;
      const type = item.getString('type');
      const target = item.getString('target');
      if (type === 'file') {
        // Relative paths start at the working directory, as they do for file locations of the catalog.
        return { type, target: path.resolve(target).replace(/\\/g, '/') };
      }
      if (type === 'url') {
        if (!/^https?:\/\//i.test(target)) {
          throw new InputError(
            `${key}.target: "${target}" is not accepted; write an address beginning with https:// or http://`,
          );
        }
        return { type, target };
      }
      throw new InputError(
        `${key}.type: "${type}" is not accepted; use file or url`,
      );
    },
  );
  return {
    locations,
    schedule: odps?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          odps.getConfig('schedule'),
        )
      : defaultSchedule(locations),
  };
}
