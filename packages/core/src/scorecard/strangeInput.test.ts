import { EvidenceRecord } from '../evidence/types';
import {
  base,
  contract,
  dailyEvidence,
  DAY,
  HOUR,
  JOB,
  NOW,
  promise,
  situation,
  spec,
} from './__testUtils__/situation';
import { SINCE, withContract, withSpec } from './__testUtils__/variations';
import { evaluateProduct } from './evaluateProduct';
import { ProductSituation } from './types';

function judged(extra: Partial<ProductSituation>) {
  const { scorecard } = evaluateProduct(situation(extra));
  return {
    verdict: scorecard.verdict.shown,
    states: Object.fromEntries(
      scorecard.checks.map(({ id, state }) => [id, state]),
    ),
  };
}

describe('moments', () => {
  it.each([
    ['clocks go forward in Europe', '2026-03-29T01:30:00Z'],
    ['clocks go back in Europe', '2026-10-25T01:00:00Z'],
    ['a leap day ends', '2028-02-29T23:59:59.999Z'],
    ['a short month begins', '2027-02-01T00:00:00Z'],
    ['a year begins', '2027-01-01T00:00:00Z'],
    ['a fraction of a millisecond', NOW + 0.5],
  ])('a daily product stays proven when %s', (_, time) => {
    const now = typeof time === 'number' ? time : Date.parse(time);
    expect(judged({ now }).verdict).toBe('proven');
  });
});

describe('records', () => {
  const run = (extra: object) =>
    ({
      ...base('run', NOW - HOUR),
      job: JOB,
      status: 'success',
      ...extra,
    } as EvidenceRecord);

  it.each<[string, EvidenceRecord]>([
    ['of no time', run({ time: Number.NaN })],
    ['of an unknown kind', run({ kind: 'teleport' })],
    ['of a run with an unknown status', run({ status: 'maybe' })],
    ['of a run without a job', run({ job: undefined })],
    ['of an unknown witness', run({ witness: 'alien' })],
    [
      'of a rule with an unknown outcome',
      run({ kind: 'quality', rule: { id: 'unique' }, outcome: 'maybe' }),
    ],
    ['of a schema without columns', run({ kind: 'schema' })],
    ['of freshness without a time', run({ kind: 'freshness' })],
    ['of reads that are no number', run({ kind: 'usage', reads: Number.NaN })],
    ['of a change without a repository', run({ kind: 'change' })],
    [
      'of tomorrow',
      run({ status: 'failed', time: NOW + DAY, receivedAt: NOW + DAY }),
    ],
  ])('%s change nothing', (_, record) => {
    const evidence = dailyEvidence({});
    const { nextChangeAt: _next, ...before } = evaluateProduct(
      situation({ evidence }),
    ).scorecard;
    const { nextChangeAt: __, ...after } = evaluateProduct(
      situation({ evidence: [record, ...evidence, record] }),
    ).scorecard;
    expect(after).toEqual(before);
  });

  it('that claim to be the same and differ give one answer in any order', () => {
    const good = dailyEvidence({});
    const bad = good.map(record =>
      record.kind === 'run' ? { ...record, status: 'failed' as const } : record,
    );
    const first = evaluateProduct(situation({ evidence: [...good, ...bad] }));
    const second = evaluateProduct(
      situation({ evidence: [...bad.reverse(), ...good] }),
    );
    expect(second.ownerScorecard).toEqual(first.ownerScorecard);
    const late = bad.map(record => ({
      ...record,
      receivedAt: record.receivedAt + 1,
    }));
    expect(judged({ evidence: [...late, ...good] }).verdict).toBe('proven');
  });

  it('that were sent weeks late by one who may not, count nowhere', () => {
    const { states } = judged({
      evidence: dailyEvidence({}).map(record => ({
        ...record,
        receivedAt: NOW,
        mayBackfill: false,
      })),
    });
    expect(states['runs-seen']).toBe('unknown');
  });
});

describe('promises', () => {
  it.each([
    ['of no length', 0],
    ['of the past', -DAY],
    ['finer than minutes', 1],
  ])('%s are counted every five minutes', (_, frequency) => {
    const { scorecard } = evaluateProduct(
      situation(withContract({ timeliness: promise({ frequency }) })),
    );
    const check = scorecard.checks.find(({ id }) => id === 'runs-seen');
    expect(check?.values.runsExpected).toBeGreaterThan(4_000);
  });

  it('longer than a year do not keep a product new, or unmeasured, for ever', () => {
    expect(
      judged({
        ...withContract({ timeliness: promise({ frequency: 5_000 * DAY }) }),
        firstSeen: NOW - 400 * DAY,
        sources: situation().sources.map(source => ({
          ...source,
          firstAt: NOW - 400 * DAY,
        })),
        evidence: [],
      }).verdict,
    ).toBe('unproven');
  });
});

describe('ports', () => {
  const port = (name: string, version: string) => ({
    name,
    type: 'table',
    version,
    contract: { id: 'stock', version: '1.0.0' },
  });

  it.each([
    ['1.9.0', '1.10.0', ['stock@1']],
    ['1.9.0', '2.0.0-rc.1', ['stock@1', 'stock@2']],
    ['v1', '1.0.0+build.5', ['stock@1']],
    ['latest', '0.1.0', ['stock@0']],
  ])('of %s and then %s are %j', (before, after, ids) => {
    const { scorecard } = evaluateProduct(
      situation({
        claims: [before, after].map((version, index) => ({
          from: index === 0 ? SINCE : NOW - DAY,
          name: 'inventory',
          spec: spec({ outputPorts: [port('stock', version)] }),
        })),
      }),
    );
    const check = scorecard.checks.find(({ id }) => id === 'runs-seen');
    expect(check?.ports?.map(own => own.port)).toEqual(ids);
  });

  it('named twice are one', () => {
    const twice = withSpec({
      outputPorts: [port('stock', '1.0.0'), port('stock', '1.0.0')],
    });
    expect(judged(twice)).toEqual(judged({}));
  });

  it('a hundred of them are judged each by its own address', () => {
    const names = Array.from({ length: 100 }, (_, index) => `p${index}`);
    const { scorecard } = evaluateProduct(
      situation({
        ...withSpec({
          outputPorts: names.map(name => ({
            ...port(name, '1.0.0'),
            contract: { id: name, version: '1.0.0' },
          })),
        }),
        contracts: names.map(name => ({
          key: `id:${name}@1.0.0`,
          from: SINCE,
          reading: contract({
            objects: [
              {
                name: 'stock',
                physicalName: name === 'p42' ? 'stock' : name,
              },
            ],
          }),
        })),
      }),
    );
    const { ports } = scorecard.checks.find(({ id }) => id === 'runs-seen')!;
    expect(ports).toHaveLength(100);
    expect(ports!.filter(own => own.state === 'pass')).toMatchObject([
      { port: 'p42@1' },
    ]);
  });
});

describe('references', () => {
  it('to itself are no consumer', () => {
    const { states } = judged({
      ...withSpec({
        intendedFor: ['dataproduct:default/inventory'],
        inputPorts: [{ name: 'own', from: 'inventory#stock@1' }],
      }),
    });
    expect(states['purpose-and-consumer']).toBe('fail');
  });

  it('that are named like parts of every object are nobody', () => {
    const { states } = judged(
      withSpec({
        owner: '__proto__',
        intendedFor: ['constructor', '__proto__'],
        team: [{ member: 'hasOwnProperty', role: 'product-owner' }],
      }),
    );
    expect([
      states['owner-resolves'],
      states['product-owner-named'],
      states['purpose-and-consumer'],
    ]).toEqual(['fail', 'fail', 'fail']);
  });
});
