import { ContractReading, TimelinessPromise } from '../../contract/types';
import { ProductSituation } from '../types';
import { Spec } from './arbitrary';
import { DAY, NOW } from './situation';

type Weakening = (options: { spec: Spec; reading: ContractReading }) => {
  spec?: Spec;
  reading?: ContractReading;
};

const weaker = (
  own: TimelinessPromise | undefined,
  change_: (own: TimelinessPromise) => TimelinessPromise | undefined,
) => (own ? change_(own) : undefined);

/** Ways to claim less. Each gives back what it changed. */
export const WEAKENINGS: Record<string, Weakening> = {
  'remove a rule': ({ reading }) => ({
    reading: { ...reading, rules: reading.rules.slice(1) },
  }),
  'remove all rules': ({ reading }) => ({ reading: { ...reading, rules: [] } }),
  'make every rule optional': ({ reading }) => ({
    reading: {
      ...reading,
      rules: reading.rules.map(own => ({ ...own, mandatory: false })),
    },
  }),
  'turn rules into text': ({ reading }) => ({
    reading: {
      ...reading,
      rules: reading.rules.map(own => ({
        ...own,
        type: 'text' as const,
        executable: false,
      })),
    },
  }),
  'make every rule one that cannot fail': ({ reading }) => ({
    reading: {
      ...reading,
      rules: reading.rules.map(own => ({ ...own, tautology: true })),
    },
  }),
  'let every rule pass more': ({ reading }) => ({
    reading: {
      ...reading,
      rules: reading.rules.map(own => ({
        ...own,
        condition: { operator: 'mustBeLessOrEqualTo', value: 1_000 },
      })),
    },
  }),
  'run something else under the same ids': ({ reading }) => ({
    reading: {
      ...reading,
      rules: reading.rules.map(own => ({ ...own, content: `${own.id} of 2` })),
    },
  }),
  // All of these columns are in the real schema: taking one out corrects nothing.
  'remove a column': ({ reading }) => ({
    reading: { ...reading, columns: reading.columns.slice(0, -1) },
  }),
  'drop every type': ({ reading }) => ({
    reading: {
      ...reading,
      columns: reading.columns.map(own => ({ ...own, logicalType: undefined })),
    },
  }),
  'call nothing critical or required': ({ reading }) => ({
    reading: {
      ...reading,
      columns: reading.columns.map(own => ({
        ...own,
        critical: false,
        required: false,
        primaryKey: false,
      })),
    },
  }),
  'promise a rarer delivery': ({ reading }) => ({
    reading: {
      ...reading,
      timeliness: weaker(reading.timeliness, own => ({
        ...own,
        frequency: (own.frequency ?? DAY) * 7,
      })),
    },
  }),
  'promise a monthly delivery': ({ reading }) => ({
    reading: {
      ...reading,
      timeliness: weaker(reading.timeliness, own => ({
        ...own,
        frequency: Math.max(own.frequency ?? DAY, 31 * DAY),
      })),
    },
  }),
  'promise more latency': ({ reading }) => ({
    reading: {
      ...reading,
      timeliness: weaker(reading.timeliness, own => ({
        ...own,
        frequency: own.frequency ?? Math.max(DAY, own.latency ?? 0),
        latency: (own.latency ?? own.frequency ?? DAY) + 2 * DAY,
      })),
    },
  }),
  'promise a smaller share': ({ reading }) => ({
    reading: {
      ...reading,
      timeliness: weaker(reading.timeliness, own => ({
        ...own,
        target: own.target / 2,
      })),
    },
  }),
  'promise business days only': ({ reading }) => ({
    reading: {
      ...reading,
      timeliness: weaker(reading.timeliness, own => ({
        ...own,
        businessDays: true,
      })),
    },
  }),
  'promise nothing': ({ reading }) => ({
    reading: { ...reading, timeliness: undefined },
  }),
  'promise a slower repair': ({ reading }) => ({
    reading: { ...reading, repairTime: 60 * DAY },
  }),
  'remove the first port': ({ spec: own }) => ({
    spec: { ...own, outputPorts: own.outputPorts?.slice(1) },
  }),
  'remove all ports': ({ spec: own }) => ({
    spec: { ...own, outputPorts: [] },
  }),
  // A stream is expected once a day, so this asks for less only where more was promised.
  'call the port a stream': ({ spec: own, reading }) => {
    const { frequency, latency } = reading.timeliness ?? {};
    return (frequency ?? Math.max(latency ?? 0, DAY)) > DAY
      ? {}
      : {
          spec: {
            ...own,
            outputPorts: own.outputPorts?.map(port =>
              port.name === 'stock' ? { ...port, type: 'topic' } : port,
            ),
          },
        };
  },
  'turn consumer-aligned': ({ spec: own }) => ({
    spec: { ...own, type: 'consumer-aligned' },
  }),
  'turn aggregate': ({ spec: own }) => ({
    spec: { ...own, type: 'aggregate' },
  }),
  'call it proposed': ({ spec: own }) => ({
    spec: { ...own, lifecycle: 'proposed' },
  }),
  'retire it': ({ spec: own }) => ({ spec: { ...own, lifecycle: 'retired' } }),
  'deprecate it, and end its support at once': ({ spec: own, reading }) => ({
    spec: { ...own, lifecycle: 'deprecated' },
    reading: { ...reading, endOfSupport: NOW - 300 * DAY },
  }),
  'name no pipeline': ({ spec: own }) => ({ spec: { ...own, pipelines: [] } }),
};

/** The situation with one thing claimed less from that moment on. */
export function weakened(
  own: ProductSituation,
  how: keyof typeof WEAKENINGS,
  at: number,
): ProductSituation {
  const claim = own.claims[own.claims.length - 1];
  const key = 'id:stock@1.0.0';
  const version = own.contracts
    .filter(entry => entry.key === key)
    .sort((a, b) => a.from - b.from)
    .pop()!;
  const result = WEAKENINGS[how]({
    spec: claim.spec,
    reading: version.reading,
  });
  return {
    ...own,
    claims: result.spec
      ? [...own.claims, { ...claim, from: at, spec: result.spec }]
      : own.claims,
    contracts: result.reading
      ? [...own.contracts, { key, from: at, reading: result.reading }]
      : own.contracts,
  };
}
