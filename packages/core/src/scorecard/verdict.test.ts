import {
  base,
  CENTRAL,
  change,
  contract,
  dailyEvidence,
  DAY,
  HOUR,
  NOW,
  OWNER,
  promise,
  REAL_COLUMNS,
  situation,
  sources,
  spec,
} from './__testUtils__/situation';
import { SINCE, surroundings, withSpec } from './__testUtils__/variations';
import { ContractReading } from '../contract/types';
import { evaluateProduct } from './evaluateProduct';
import { ProductSituation } from './types';

const central = [1, 2, 3, 4].map(day => change(NOW - day * DAY, CENTRAL));
const byTheCentre = [...dailyEvidence({ without: ['change'] }), ...central];

function verdict(extra: Partial<ProductSituation>) {
  const { scorecard, ownerScorecard, findingHolds } = evaluateProduct(
    situation(extra),
  );
  return {
    others: scorecard.verdict,
    owner: ownerScorecard.verdict,
    findingHolds,
  };
}

describe('verdict: the first line that holds', () => {
  it.each<[string, Partial<ProductSituation>, string, string]>([
    ['all six key claims pass', {}, 'proven', 'proven'],
    [
      'all six pass, but runs are told by the owner alone',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'run'
            ? { ...record, witness: 'self', basis: 'observed' }
            : record,
        ),
        sources: sources({
          kinds: ['quality', 'freshness', 'schema', 'usage', 'change'],
        }),
      },
      'partial',
      'partial',
    ],
    [
      'a missed promise',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'freshness'
            ? { ...record, loadedAt: record.time - 3 * DAY }
            : record,
        ),
      },
      'partial',
      'partial',
    ],
    [
      'the owner group changes nothing, told today',
      { evidence: byTheCentre },
      'partial',
      'contradicted',
    ],
    [
      'the owner group changes nothing, told a month ago',
      { evidence: byTheCentre, toldAt: NOW - 30 * DAY },
      'contradicted',
      'contradicted',
    ],
    [
      'the owner group changes nothing, and the centre is named as curator',
      { ...withSpec({ curator: CENTRAL }), evidence: byTheCentre },
      'proven',
      'proven',
    ],
    [
      'the owner group changes nothing, and names itself as curator',
      { ...withSpec({ curator: OWNER }), evidence: byTheCentre },
      'partial',
      'contradicted',
    ],
    [
      'the owner group changes nothing, and names a curator that does not exist',
      { ...withSpec({ curator: 'group:default/x' }), evidence: byTheCentre },
      'partial',
      'contradicted',
    ],
    [
      'no owner is declared: there is no claim to refute',
      {
        ...withSpec({ owner: undefined }),
        evidence: byTheCentre,
        toldAt: NOW - 30 * DAY,
      },
      'partial',
      'partial',
    ],
    [
      'two changes of others are no refutation',
      {
        evidence: [
          ...dailyEvidence({ without: ['change'] }),
          ...central.slice(0, 2),
        ],
      },
      'partial',
      'partial',
    ],
    [
      'changes of others on one day are no refutation',
      {
        evidence: [
          ...dailyEvidence({ without: ['change'] }),
          ...[1, 2, 3].map(hour => change(NOW - DAY - hour * HOUR, CENTRAL)),
        ],
      },
      'partial',
      'partial',
    ],
    [
      'one of ten changes by the owner group',
      {
        evidence: [
          ...dailyEvidence({ without: ['change'] }),
          ...Array.from({ length: 10 }, (_, index) =>
            change(NOW - (index + 1) * DAY, index === 5 ? OWNER : CENTRAL),
          ),
        ],
      },
      'partial',
      'contradicted',
    ],
    [
      'two of ten changes by the owner group',
      {
        evidence: [
          ...dailyEvidence({ without: ['change'] }),
          ...Array.from({ length: 10 }, (_, index) =>
            change(NOW - (index + 1) * DAY, index > 7 ? OWNER : CENTRAL),
          ),
        ],
      },
      'partial',
      'partial',
    ],
    [
      'another job writes it',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'run'
            ? { ...record, job: { namespace: 'central', name: 'nightly' } }
            : record,
        ),
      },
      'partial',
      'contradicted',
    ],
    [
      'a promised column is missing on two days',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'schema'
            ? { ...record, columns: REAL_COLUMNS.slice(1) }
            : record,
        ),
      },
      'partial',
      'contradicted',
    ],
    [
      'a promised column is missing today only',
      {
        evidence: [
          ...dailyEvidence({}),
          { ...base('schema', NOW - HOUR), columns: REAL_COLUMNS.slice(1) },
        ],
      },
      'partial',
      'partial',
    ],
    ['nobody looks', { evidence: [], sources: [] }, 'unmeasured', 'unmeasured'],
    [
      'two claims could have been seen',
      { evidence: [], sources: sources({ kinds: ['run'] }) },
      'unmeasured',
      'unmeasured',
    ],
    [
      'a near unmatched record exists',
      {
        evidence: [],
        ...surroundings({
          nearUnmatched: [{ address: 'wh.inventory.stok', since: NOW - DAY }],
        }),
      },
      'unmeasured',
      'unmeasured',
    ],
    [
      'the near unmatched record is older than 60 days',
      {
        evidence: [],
        ...surroundings({
          nearUnmatched: [
            { address: 'wh.inventory.stok', since: NOW - 61 * DAY },
          ],
        }),
      },
      'unproven',
      'unproven',
    ],
    [
      'known for 29 days, nothing shown',
      {
        evidence: [],
        firstSeen: NOW - 29 * DAY,
        sources: sources({ kinds: ['run', 'schema', 'quality', 'change'] }),
      },
      'new',
      'new',
    ],
    [
      'in the catalog for 5 days, and read for longer',
      {
        evidence: [
          {
            ...base('usage', NOW - 60 * DAY),
            consumer: 'component:default/forecast',
            reads: 1,
            writer: false,
          },
        ],
        firstSeen: NOW - 5 * DAY,
        sources: sources({ kinds: ['run', 'schema', 'quality', 'change'] }),
      },
      'unproven',
      'unproven',
    ],
    [
      'known for 31 days, nothing shown',
      {
        evidence: [],
        firstSeen: NOW - 31 * DAY,
        sources: sources({ kinds: ['run', 'schema', 'quality', 'change'] }),
      },
      'unproven',
      'unproven',
    ],
    [
      'no address named where sources look',
      { ...withSpec({ outputPorts: [], pipelines: [] }) },
      'unproven',
      'unproven',
    ],
  ])('%s', (_, extra, others, owner) => {
    const found = verdict(extra);
    expect([found.others.shown, found.owner.shown]).toEqual([others, owner]);
  });

  it('never tells others of a finding before the reply time is over', () => {
    const found = verdict({ evidence: byTheCentre, toldAt: NOW - DAY });
    expect(found.findingHolds).toBe(true);
    expect(found.owner.finding?.claims).toEqual(['owner']);
    expect(found.others.finding).toBeUndefined();
    expect(JSON.stringify(found.others)).not.toMatch(/refuted|contradict/i);
  });

  it('keeps a product at most partial while naming a curator answers an open finding', () => {
    const named = {
      claims: [
        { from: SINCE, name: 'inventory', spec: spec() },
        {
          from: NOW - 20 * DAY,
          name: 'inventory',
          spec: spec({ curator: CENTRAL }),
        },
      ],
      evidence: byTheCentre,
    };
    expect(verdict(named).others.shown).toBe('proven');
    const open = verdict({ ...named, toldAt: NOW - 30 * DAY });
    expect(open.others.shown).toBe('partial');
    // The backend keeps the day, so that taking the curator away again restarts nothing.
    expect(open.findingHolds).toBe(true);
  });

  it('keeps an open finding through a change of owner', () => {
    const switched = {
      claims: [
        { from: SINCE, name: 'inventory', spec: spec() },
        {
          from: NOW - HOUR,
          name: 'inventory',
          spec: spec({ owner: 'group:default/other' }),
        },
      ],
      evidence: byTheCentre,
    };
    expect(verdict(switched).owner.shown).toBe('partial');
    expect(verdict({ ...switched, toldAt: NOW - DAY }).owner.shown).toBe(
      'contradicted',
    );
  });
});

describe('a refuted claim that is made weaker', () => {
  const weakerAt = (days: number, reading: ContractReading) => ({
    toldAt: NOW - 30 * DAY,
    contracts: [
      { key: 'id:stock@1.0.0', from: SINCE, reading: contract() },
      { key: 'id:stock@1.0.0', from: NOW - days * DAY, reading },
    ],
  });
  const otherTypes = dailyEvidence({}).map(record =>
    record.kind === 'schema'
      ? {
          ...record,
          columns: [
            ...REAL_COLUMNS.slice(0, 2),
            { name: 'QUANTITY', type: 'DATE' },
          ],
        }
      : record,
  );

  it.each<[string, Partial<ProductSituation>]>([
    [
      'types are taken out of the contract',
      {
        ...weakerAt(
          13,
          contract({
            columns: contract().columns.map(own => ({
              ...own,
              logicalType: undefined,
            })),
          }),
        ),
        evidence: otherTypes,
      },
    ],
    [
      'all columns are taken out of the contract',
      {
        ...weakerAt(2, contract({ columns: [] })),
        evidence: otherTypes,
      },
    ],
    [
      'a monthly promise is taken back; the writes are of two months ago',
      {
        toldAt: NOW - 30 * DAY,
        contracts: [
          {
            key: 'id:stock@1.0.0',
            from: SINCE,
            reading: contract({ timeliness: promise({ frequency: 31 * DAY }) }),
          },
          {
            key: 'id:stock@1.0.0',
            from: NOW - DAY,
            reading: contract({ timeliness: undefined }),
          },
        ],
        evidence: [60, 61].map(day => ({
          ...base('run', NOW - day * DAY),
          job: { namespace: 'central', name: 'nightly' },
          status: 'success' as const,
        })),
      },
    ],
  ])('stays refuted: %s', (_, extra) => {
    expect(verdict(extra).others.shown).toBe('contradicted');
  });
});

describe('right of reply', () => {
  const visibleFrom = (told: string, holidays: string[] = []) => {
    const toldAt = Date.parse(told);
    const own = situation({
      now: toldAt + HOUR,
      toldAt,
      evidence: [1, 2, 3].map(day => change(toldAt - day * DAY, CENTRAL)),
    });
    const { ownerScorecard } = evaluateProduct({
      ...own,
      settings: { ...own.settings, holidays },
    });
    return ownerScorecard.verdict.finding?.visibleToAllFrom;
  };

  it.each([
    ['a Monday', '2026-11-16T10:00:00Z', '2026-12-01T00:00:00.000Z'],
    ['a Friday evening', '2026-11-20T23:59:00Z', '2026-12-05T00:00:00.000Z'],
    ['a Saturday', '2026-11-21T08:00:00Z', '2026-12-05T00:00:00.000Z'],
    ['a Sunday', '2026-11-22T08:00:00Z', '2026-12-05T00:00:00.000Z'],
  ])('told on %s', (_, told, visible) => {
    expect(visibleFrom(told)).toBe(visible);
  });

  it('leaves out configured dates', () => {
    expect(
      visibleFrom('2026-12-21T10:00:00Z', ['2026-12-25', '2027-01-01']),
    ).toBe('2027-01-07T00:00:00.000Z');
  });

  it('shows the finding to others at that moment and not before', () => {
    const toldAt = Date.parse('2026-11-16T10:00:00Z');
    const at = (time: string) => {
      const now = Date.parse(time);
      const { scorecard, nextChangeAt } = evaluateProduct(
        situation({
          now,
          toldAt,
          evidence: [1, 2, 3].map(day => change(toldAt - day * DAY, CENTRAL)),
          sources: [],
        }),
      );
      return { shown: scorecard.verdict.shown, nextChangeAt };
    };
    const before = at('2026-11-30T23:59:59Z');
    expect(before.shown).toBe('unmeasured');
    expect(before.nextChangeAt).toBe(Date.parse('2026-12-01T00:00:00Z'));
    expect(at('2026-12-01T00:00:00Z').shown).toBe('contradicted');
  });
});
