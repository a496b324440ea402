import fc from 'fast-check';
import {
  DataProductEntityV1alpha1,
  EVIDENCE_KINDS,
  Level,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ContractReading, TimelinessPromise } from '../../contract/types';
import { EvidenceRecord, SourceReach } from '../../evidence/types';
import { ClaimVersion, ContractVersion, ProductSituation } from '../types';
import {
  base,
  CENTRAL,
  change,
  column,
  contract,
  DAY,
  HOUR,
  JOB,
  NOW,
  OWNER,
  promise,
  REAL_COLUMNS,
  rule,
  SERVER,
  situation,
  spec,
  TABLE,
} from './situation';

const TYPES = ['source-aligned', 'aggregate', 'consumer-aligned'] as const;
const RHYTHMS = [6 * HOUR, DAY, 7 * DAY, 31 * DAY];

const anyPromise: fc.Arbitrary<TimelinessPromise | undefined> = fc.option(
  fc
    .record({
      frequency: fc.option(fc.constantFrom(...RHYTHMS), { nil: undefined }),
      latency: fc.option(fc.constantFrom(HOUR, 6 * HOUR, 2 * DAY), {
        nil: undefined,
      }),
      target: fc.constantFrom(0.5, 0.9, 0.95, 0.99),
      businessDays: fc.boolean(),
    })
    .map(extra => promise(extra)),
  { nil: undefined, freq: 8 },
);

const RULES = [
  rule('unique', 'uniqueness'),
  rule('complete', 'completeness', { column: 'site' }),
  rule('volume', 'volume'),
  rule('range', 'business', { column: 'quantity', mandatory: false }),
];
const COLUMNS = [
  column('site', { primaryKey: true, critical: true }),
  column('article', { primaryKey: true, required: true }),
  column('quantity', { logicalType: 'integer' }),
  column('note', { description: undefined }),
];

const anyContract: fc.Arbitrary<ContractReading> = fc
  .record({
    rules: fc.subarray(RULES, { minLength: 0 }),
    columns: fc.subarray(COLUMNS, { minLength: 1 }),
    timeliness: anyPromise,
    conformant: fc.boolean(),
    repairTime: fc.option(fc.constantFrom(DAY, 5 * DAY), { nil: undefined }),
    endOfSupport: fc.constantFrom(undefined, NOW - 100 * DAY, NOW + 9 * DAY),
  })
  .map(extra => contract(extra));

export type Spec = DataProductEntityV1alpha1['spec'];

const PORTS: NonNullable<Spec['outputPorts']> = [
  {
    name: 'stock',
    type: 'table',
    version: '1.0.0',
    contract: { id: 'stock', version: '1.0.0' },
  },
  {
    name: 'other',
    type: 'table',
    version: '1.0.0',
    contract: { id: 'other', version: '1.0.0' },
  },
];

const anySpec: fc.Arbitrary<Spec> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    lifecycle: fc.constantFrom('active', 'active', 'deprecated', 'retired'),
    owner: fc.constantFrom(OWNER, CENTRAL, undefined),
    curator: fc.constantFrom(undefined, undefined, CENTRAL),
    outputPorts: fc.subarray(PORTS, { minLength: 0 }),
    pipelines: fc.constantFrom(spec().pipelines, spec().pipelines, []),
    intendedFor: fc.subarray([
      'component:default/forecast',
      'component:default/own',
    ]),
  })
  .map(extra => spec(extra));

interface Stream {
  every: number;
  from: number;
  to: number;
  skip: number;
  spoil: number;
  offset: number;
  witness: 'platform' | 'platform' | 'self';
}

const anyStream: fc.Arbitrary<Stream> = fc.record({
  every: fc.constantFrom(6 * HOUR, DAY, 3 * DAY, 7 * DAY),
  from: fc.constantFrom(200, 120, 60, 40, 20, 10),
  to: fc.constantFrom(0, 0, 0, 3, 10, 30),
  skip: fc.constantFrom(0, 0, 2, 5, 9),
  spoil: fc.constantFrom(0, 0, 2, 7, 15),
  offset: fc.integer({ min: 0, max: 6 * HOUR }),
  witness: fc.constantFrom('platform', 'platform', 'platform', 'self'),
});

function times(stream: Stream, now: number): [number, boolean][] {
  const found: [number, boolean][] = [];
  let count = 0;
  for (
    let time = now - stream.from * DAY + stream.offset;
    time < now - stream.to * DAY + HOUR;
    time += stream.every
  ) {
    count++;
    if (stream.skip === 0 || count % stream.skip !== 0) {
      found.push([time, stream.spoil !== 0 && count % stream.spoil === 0]);
    }
  }
  return found;
}

const OTHER = { namespace: SERVER, name: 'wh.inventory.other' };

const anyEvidence = (now: number): fc.Arbitrary<EvidenceRecord[]> =>
  fc
    .record({
      run: fc.option(anyStream, { nil: undefined, freq: 6 }),
      foreignRun: fc.option(anyStream, { nil: undefined, freq: 1 }),
      freshness: fc.option(anyStream, { nil: undefined }),
      quality: fc.option(anyStream, { nil: undefined, freq: 6 }),
      schema: fc.option(anyStream, { nil: undefined, freq: 6 }),
      usage: fc.option(anyStream, { nil: undefined, freq: 6 }),
      change: fc.option(anyStream, { nil: undefined, freq: 6 }),
      others: fc.option(anyStream, { nil: undefined, freq: 2 }),
      reader: fc.constantFrom(
        'component:default/forecast',
        'component:default/own',
        undefined,
      ),
      author: fc.constantFrom(OWNER, OWNER, CENTRAL),
      both: fc.boolean(),
    })
    .map(plan => {
      const records: EvidenceRecord[] = [];
      const datasets = plan.both ? [TABLE, OTHER] : [TABLE];
      for (const dataset of datasets) {
        const about = (stream: Stream) => ({
          dataset,
          witness: stream.witness,
          basis: stream.witness === 'self' ? ('observed' as const) : undefined,
        });
        const each = (
          stream: Stream | undefined,
          make: (time: number, spoilt: boolean, s: Stream) => EvidenceRecord[],
        ) => {
          if (stream) {
            for (const [time, spoilt] of times(stream, now)) {
              records.push(...make(time, spoilt, stream));
            }
          }
        };
        each(plan.run, (time, spoilt, s) => [
          {
            ...base('run', time, about(s)),
            job: JOB,
            status: spoilt ? 'failed' : 'success',
          },
        ]);
        each(plan.foreignRun, (time, _spoilt, s) => [
          {
            ...base('run', time, about(s)),
            job: { namespace: 'central', name: 'nightly' },
            status: 'success',
          },
        ]);
        each(plan.freshness, (time, spoilt, s) => [
          {
            ...base('freshness', time, about(s)),
            loadedAt: time - (spoilt ? 40 : 1) * DAY,
          },
        ]);
        each(plan.quality, (time, spoilt, s) =>
          RULES.map((one, index) => ({
            ...base('quality', time + index, about(s)),
            rule: { id: one.id },
            outcome: spoilt && index === 0 ? 'fail' : 'pass',
          })),
        );
        each(plan.schema, (time, spoilt, s) => [
          {
            ...base('schema', time, about(s)),
            columns: [
              ...REAL_COLUMNS.slice(0, 2),
              { name: 'quantity', type: spoilt ? 'VARCHAR' : 'NUMBER' },
              { name: 'note', type: 'TEXT' },
            ],
          },
        ]);
        each(plan.usage, (time, spoilt, s) => [
          {
            ...base('usage', time, about(s)),
            consumer: plan.reader,
            principal: 'SVC',
            reads: 3,
            writer: spoilt,
          },
        ]);
        each(plan.others, (time, spoilt, s) => [
          {
            ...base('incident', time, about(s)),
            reference: `INC-${Math.floor(time / DAY) % 3}`,
            openedAt: time - HOUR,
            noticedBy: spoilt ? 'consumer' : 'monitor',
            firstActedAt: time,
            firstActedGroups: [plan.author],
            signature: 'late',
          },
          {
            ...base('support', time, about(s)),
            reference: `Q-${time}`,
            askedAt: time - HOUR,
            askerGroups: [],
            consumer: plan.reader,
            ...(spoilt ? {} : { answeredAt: time }),
            answeredGroups: spoilt ? [] : [plan.author],
          },
          {
            ...base('agreement', time, about(s)),
            reference: 'A-1',
            consumer: plan.reader ?? 'component:default/forecast',
            from: time,
            state: spoilt ? 'ended' : 'active',
          },
          {
            ...base('confirmation', time, about(s)),
            consumer: plan.reader ?? 'component:default/forecast',
          },
          {
            ...base('policy-run', time, about(s)),
            policy: 'owner-is-a-group',
            version: '1',
            outcome: spoilt ? 'fail' : 'pass',
          },
        ]);
      }
      if (plan.change) {
        for (const [time, spoilt] of times(plan.change, now)) {
          records.push(
            change(time, spoilt ? CENTRAL : plan.author, {
              witness: plan.change.witness,
            }),
          );
        }
      }
      return records;
    });

const anySources = (now: number): fc.Arbitrary<SourceReach[]> =>
  fc.array(
    fc.record({
      publisher: fc.constantFrom('warehouse', 'lake'),
      title: fc.constantFrom('Warehouse', 'Lake'),
      witness: fc.constantFrom<SourceReach['witness'][]>('platform', 'self'),
      kind: fc.constantFrom(...EVIDENCE_KINDS),
      namespace: fc.constantFrom(SERVER, 'postgres://other'),
      firstAt: fc.constantFrom(200, 40, 20).map(days => now - days * DAY),
      lastAt: fc.constantFrom(0, 1, 5, 20).map(days => now - days * DAY),
      usualInterval: fc.constantFrom(DAY, 7 * DAY),
      records: fc.constant(100),
      ownerGroups: fc.constantFrom(1, 3),
    }),
    { maxLength: 8 },
  );

/** One or two versions of claims and contracts, any evidence, any sources. */
export const anySituation: fc.Arbitrary<ProductSituation> = fc
  .record({
    now: fc
      .integer({ min: 0, max: 40 * 24 })
      .map(hours => NOW + hours * HOUR + 17 * 60_000),
    specs: fc.array(anySpec, { minLength: 1, maxLength: 2 }),
    contracts: fc.array(anyContract, { minLength: 1, maxLength: 2 }),
    other: anyContract,
    firstSeen: fc.constantFrom(200, 50, 20, 5),
    changedDaysAgo: fc.constantFrom(1, 5, 13, 20, 35, 60),
    contractDaysAgo: fc.constantFrom(1, 6, 12, 25, 33, 90),
    levels: fc.array(
      fc.record({
        daysAgo: fc.integer({ min: 1, max: 60 }),
        level: fc.constantFrom<Level[]>(0, 1, 2, 3),
      }),
      { maxLength: 4 },
    ),
    told: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  })
  .chain(plan =>
    fc
      .record({
        evidence: anyEvidence(plan.now),
        sources: anySources(plan.now),
      })
      .map(({ evidence, sources }) => {
        const { now } = plan;
        const claims: ClaimVersion[] = plan.specs.map((own, index) => ({
          from:
            index === 0
              ? now - plan.firstSeen * DAY
              : now - Math.min(plan.changedDaysAgo, plan.firstSeen - 1) * DAY,
          name: 'inventory',
          spec: own,
        }));
        const contracts: ContractVersion[] = plan.contracts.map(
          (reading, index) => ({
            key: 'id:stock@1.0.0',
            from:
              index === 0
                ? now - plan.firstSeen * DAY
                : now -
                  Math.min(plan.contractDaysAgo, plan.firstSeen - 1) * DAY,
            reading,
          }),
        );
        contracts.push({
          key: 'id:other@1.0.0',
          from: now - plan.firstSeen * DAY,
          reading: {
            ...plan.other,
            id: 'other',
            objects: [{ name: 'stock', physicalName: 'other' }],
          },
        });
        const plain = situation({ now });
        return {
          ...plain,
          firstSeen: now - plan.firstSeen * DAY,
          claims,
          contracts,
          evidence,
          sources,
          history: plan.levels
            .map(({ daysAgo, level }) => ({ at: now - daysAgo * DAY, level }))
            .sort((a, b) => a.at - b.at),
          toldAt: plan.told === undefined ? undefined : now - plan.told * DAY,
          surroundings: {
            ...plain.surroundings,
            entities: {
              ...plain.surroundings.entities,
              'component:default/own': {
                exists: true,
                owner: OWNER,
                aiUseCase: false,
              },
            },
          },
        };
      }),
  );
