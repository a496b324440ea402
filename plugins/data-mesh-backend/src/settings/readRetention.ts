import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  EVIDENCE_KINDS,
  EvidenceKind,
} from '@meshproof/backstage-plugin-data-mesh-common';

const ALL = 'dataMesh.evidence.retention';
const BY_KIND = 'dataMesh.retention';
const DAY = 24 * 3_600_000;
const DEFAULT = 400 * DAY;
/** An evaluation reads the records of a year, whatever their kind. */
const SHORTEST = 366 * DAY;

/** How long records of each kind are kept, milliseconds. */
export type Retention = Readonly<Record<EvidenceKind, number>>;

/**
 * How long evidence is kept, by kind.
 *
 * @throws InputError for less than an evaluation reads
 */
export function readRetention(config: Config): Retention {
  const all = read(config, ALL) ?? DEFAULT;
  return Object.fromEntries(
    EVIDENCE_KINDS.map(kind => [
      kind,
      read(config, `${BY_KIND}.${kind}`) ?? all,
    ]),
  ) as Record<EvidenceKind, number>;
}

function read(config: Config, key: string): number | undefined {
  if (!config.has(key)) {
    return undefined;
  }
  const kept = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (!(kept >= SHORTEST)) {
    throw new InputError(
      `${key} is ${
        Math.floor((kept / DAY) * 10) / 10
      } days; an evaluation reads a year, so that it has to be 366 days or more`,
    );
  }
  return kept;
}
