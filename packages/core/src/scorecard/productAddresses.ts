import { contractAddresses } from '../contract/contractAddresses';
import { ContractReading } from '../contract/types';
import { DatasetMappings } from '../evidence/DatasetMappings';
import { datasetKey } from '../evidence/datasetKey';
import { DatasetId } from '../evidence/types';
import { Judgement } from './Judgement';
import { ProductSituation, Settings } from './types';

/** Where one port is, or lately was, to be found. @public */
export interface PortAddresses {
  /** `port@major` */
  port: string;
  /** On the production server; records about them count. */
  addresses: DatasetId[];
  /** On the contract's other servers; records about them are shown, and count for nothing. */
  otherAddresses: DatasetId[];
  /** What these are called elsewhere, by the settings; records about them are about the port. */
  otherNames: DatasetId[];
  /** No longer in the claims, but still in judgement. */
  removed: boolean;
}

/** Addresses on the servers that are not production, as a contract writes them. @internal */
export function otherAddresses(
  reading: ContractReading | undefined,
  settings: Settings,
): DatasetId[] {
  if (!reading) {
    return [];
  }
  const production = contractAddresses(reading, settings);
  return reading.servers
    .filter(
      server => production.state !== 'known' || server !== production.server,
    )
    .flatMap(server => {
      const asked = contractAddresses(
        { ...reading, servers: [{ ...server, environment: 'prod' }] },
        { ...settings, productionServers: undefined },
      );
      return asked.state === 'known' ? asked.addresses : [];
    });
}

/**
 * Every address at which evidence about a product may come: of all ports in judgement, those included that were removed or
 * moved lately. The backend finds the records of a product by them. @public
 */
export function productAddresses(
  situation: Pick<
    ProductSituation,
    'now' | 'claims' | 'contracts' | 'settings'
  >,
): PortAddresses[] {
  // Whether an address was ever seen is not known yet, so a moved port keeps its old one here.
  const { timelines, context } = new Judgement({
    ref: '',
    firstSeen: situation.claims[0].from,
    evidence: [],
    sources: [],
    surroundings: {
      groups: {},
      central: { groups: [], members: [] },
      entities: {},
      leftOwnerGroupAt: {},
      nearUnmatched: [],
    },
    history: [],
    ...situation,
  });
  const mappings = DatasetMappings.create(situation.settings.mappings);
  const longest = 366 * 24 * 3_600_000;
  return timelines
    .filter(
      timeline =>
        timeline.removedAt === undefined ||
        timeline.removedAt + longest > context.now,
    )
    .map(timeline => {
      const known = new Set(timeline.keys);
      const others = new Map(
        timeline.versions
          .flatMap(version =>
            otherAddresses(version.reading, situation.settings),
          )
          .map(dataset => [datasetKey(dataset), dataset] as const),
      );
      const otherServers = [...others]
        .filter(([key]) => !known.has(key))
        .map(([, dataset]) => dataset);
      return {
        port: timeline.id,
        addresses: timeline.datasets,
        otherAddresses: otherServers,
        otherNames: [...timeline.datasets, ...otherServers].flatMap(dataset =>
          mappings.otherNames(dataset),
        ),
        removed: timeline.removedAt !== undefined,
      };
    });
}
