import {
  DataProductOutputPort,
  portId,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { contractAddresses } from '../contract/contractAddresses';
import { contractKey } from '../contract/contractKey';
import { ContractAddresses, ContractReading } from '../contract/types';
import { datasetKey } from '../evidence/datasetKey';
import { DatasetId } from '../evidence/types';
import { ClaimVersion, ContractVersion, Settings } from '../scorecard/types';

/** What was claimed of a port from one moment to another. @internal */
export interface PortVersion {
  /** The first version also judges everything before it. */
  from: number;
  to: number;
  port: DataProductOutputPort;
  /** Undefined where no contract is named, or where it was never read. */
  reading: ContractReading | undefined;
  addresses: ContractAddresses | undefined;
}

/** One served interface at one address, through all that was claimed of it. @internal */
export interface PortTimeline {
  /** `port@major` */
  id: string;
  name: string;
  /** Keys of the data sets it serves; empty while its address is not known. */
  keys: string[];
  datasets: DatasetId[];
  /** Ascending; the last one reaches into the future, also where the port was removed. */
  versions: PortVersion[];
  firstClaimed: number;
  /** When it was last taken out of the claims, or moved to another address. */
  removedAt?: number;
  /** It was removed by moving the port, not by taking it away. */
  moved: boolean;
}

/** The claim in force at a moment; the first one judges everything before it. @internal */
export function claimAt(claims: ClaimVersion[], time: number): ClaimVersion {
  let found = claims[0];
  for (const claim of claims) {
    if (claim.from > time) {
      break;
    }
    found = claim;
  }
  return found;
}

function contractsByKey(contracts: ContractVersion[]) {
  const byKey = new Map<string, ContractVersion[]>();
  for (const contract of [...contracts].sort((a, b) => a.from - b.from)) {
    const list = byKey.get(contract.key);
    if (list) {
      list.push(contract);
    } else {
      byKey.set(contract.key, [contract]);
    }
  }
  return byKey;
}

function readingAt(
  versions: ContractVersion[] | undefined,
  time: number,
): ContractReading | undefined {
  let found = versions?.[0];
  for (const version of versions ?? []) {
    if (version.from > time) {
      break;
    }
    found = version;
  }
  return found?.reading;
}

/** The key of a port's contract; without a base, a path is looked for at the end of the known keys. @internal */
function keyOfContract(
  port: DataProductOutputPort,
  base: string | undefined,
  keys: Iterable<string>,
): string | undefined {
  const reference = port.contract;
  if (!reference) {
    return undefined;
  }
  if (typeof reference !== 'string' || base !== undefined) {
    return contractKey(reference, base ?? '');
  }
  const path = reference.replace(/^(\.?\/)+/, '');
  for (const key of keys) {
    if (key === `path:${reference}` || key.endsWith(`/${path}`)) {
      return key;
    }
  }
  return undefined;
}

function sameVersion(a: PortVersion, b: PortVersion): boolean {
  return (
    a.reading === b.reading && JSON.stringify(a.port) === JSON.stringify(b.port)
  );
}

/**
 * Every port at every address it was ever claimed to serve. A port that moves to another address is two timelines: the old one
 * stays in judgement like a removed port. @internal
 */
export function portTimelines(options: {
  now: number;
  claims: ClaimVersion[];
  contracts: ContractVersion[];
  settings: Settings;
}): PortTimeline[] {
  const { claims, settings, now } = options;
  const contracts = contractsByKey(options.contracts);
  const addressCache = new Map<ContractReading, ContractAddresses>();
  const addressesOf = (reading: ContractReading | undefined) => {
    if (!reading) {
      return undefined;
    }
    let addresses = addressCache.get(reading);
    if (!addresses) {
      addresses = contractAddresses(reading, settings);
      addressCache.set(reading, addresses);
    }
    return addresses;
  };

  const first = claims[0].from;
  const moments = [
    ...new Set([
      ...claims.map(claim => claim.from),
      ...options.contracts.map(contract => Math.max(contract.from, first)),
    ]),
  ]
    .filter(moment => moment <= now || moment === first)
    .sort((a, b) => a - b);

  const timelines = new Map<string, PortTimeline>();
  let claim = claims[0];
  let claimIndex = 0;
  for (const moment of moments) {
    while (
      claimIndex + 1 < claims.length &&
      claims[claimIndex + 1].from <= moment
    ) {
      claimIndex++;
      claim = claims[claimIndex];
    }
    const present = new Set<string>();
    const presentIds = new Set<string>();
    for (const port of claim.spec.outputPorts ?? []) {
      const key = keyOfContract(port, claim.base, contracts.keys());
      const reading = key ? readingAt(contracts.get(key), moment) : undefined;
      const addresses = addressesOf(reading);
      const datasets = addresses?.state === 'known' ? addresses.addresses : [];
      const keys = datasets.map(datasetKey);
      const id = portId(port);
      const identity = `${id} ${[...keys].sort().join(' ')}`;
      if (present.has(identity)) {
        continue;
      }
      present.add(identity);
      presentIds.add(id);
      const version: PortVersion = {
        from: moment,
        to: Number.POSITIVE_INFINITY,
        port,
        reading,
        addresses,
      };
      const timeline = timelines.get(identity);
      if (!timeline) {
        timelines.set(identity, {
          id,
          name: port.name,
          keys,
          datasets,
          versions: [version],
          firstClaimed: moment,
          moved: false,
        });
        continue;
      }
      timeline.removedAt = undefined;
      const last = timeline.versions[timeline.versions.length - 1];
      if (!sameVersion(last, version)) {
        last.to = moment;
        timeline.versions.push(version);
      }
    }
    for (const [identity, timeline] of timelines) {
      if (!present.has(identity) && timeline.removedAt === undefined) {
        timeline.removedAt = moment;
      }
      if (timeline.removedAt !== undefined) {
        timeline.moved = presentIds.has(timeline.id);
      }
    }
  }
  return [...timelines.values()];
}
