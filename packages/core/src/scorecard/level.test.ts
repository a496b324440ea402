import { Level } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  dailyEvidence,
  DAY,
  HOUR,
  NOW,
  situation,
  sources,
} from './__testUtils__/situation';
import { withContract, withSpec } from './__testUtils__/variations';
import { evaluateProduct } from './evaluateProduct';
import { ProductSituation } from './types';

const level = (extra: Partial<ProductSituation>) =>
  evaluateProduct(situation(extra)).scorecard.level;

const history = (...steps: [daysAgo: number, level: Level][]) =>
  steps.map(([days, own]) => ({ at: NOW - days * DAY, level: own }));

/** Meets everything but check 6, so it is at level 1. */
const broken = withContract({ conformant: false });

describe('computed level', () => {
  it.each<[string, Partial<ProductSituation>, Level, Level]>([
    ['all checks pass', {}, 3, 3],
    [
      'a check of level 3 fails',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'run' ? { ...record, status: 'failed' } : record,
        ),
      },
      2,
      2,
    ],
    ['nothing is known above level 2', { evidence: [], sources: [] }, 2, 3],
    ['a check of level 2 fails', broken, 1, 1],
    ['a check of level 1 fails', withSpec({ owner: undefined }), 0, 0],
    [
      'a promise of level 4 is missed',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'freshness'
            ? { ...record, loadedAt: record.time - 3 * DAY }
            : record,
        ),
      },
      3,
      3,
    ],
  ])('%s', (_, extra, computed, possible) => {
    const evaluation = evaluateProduct(situation(extra));
    expect(evaluation.scorecard.level.computed).toBe(computed);
    expect(evaluation.possibleLevel).toBe(possible);
  });
});

describe('shown level', () => {
  it('is the computed one where nothing was higher', () => {
    expect(level({ ...broken, history: history([100, 1]) })).toEqual({
      computed: 1,
      shown: 1,
      waived: false,
    });
  });

  it('rises at once', () => {
    expect(level({ history: history([100, 1]) }).shown).toBe(3);
  });

  it('holds a level for seven days and says until when', () => {
    const fellAt = NOW - 3 * DAY;
    expect(level({ ...broken, history: history([100, 3], [3, 1]) })).toEqual({
      computed: 1,
      shown: 3,
      atRiskSince: new Date(fellAt).toISOString(),
      heldUntil: new Date(fellAt + 7 * DAY).toISOString(),
      heldBecause: 'seven-days',
      waived: false,
    });
    expect(
      level({ ...broken, history: history([100, 3], [6.9, 1]) }).shown,
    ).toBe(3);
    expect(level({ ...broken, history: history([100, 3], [7, 1]) }).shown).toBe(
      1,
    );
  });

  it('starts the hold with the first evaluation that finds it lower', () => {
    expect(level({ ...broken, history: history([100, 3]) })).toMatchObject({
      shown: 3,
      heldUntil: new Date(NOW + 7 * DAY).toISOString(),
    });
  });

  it('holds a level once in thirty days', () => {
    expect(
      level({
        ...broken,
        history: history([100, 3], [20, 1], [10, 3], [2, 1]),
      }).shown,
    ).toBe(1);
    expect(
      level({
        ...broken,
        history: history([100, 3], [33, 1], [20, 3], [2, 1]),
      }).shown,
    ).toBe(3);
  });

  it('falls step by step where a middle level was held later', () => {
    const fallen = level({
      ...withSpec({ owner: undefined }),
      history: history([100, 3], [8, 2], [2, 0]),
    });
    expect(fallen).toMatchObject({ computed: 0, shown: 2 });
  });

  it('holds for fourteen days from the first interval that a shared source missed', () => {
    const silent = (days: number, groups = 3) =>
      level({
        ...broken,
        sources: sources({
          lastAt: NOW - days * DAY,
          extra: { ownerGroups: groups },
        }),
        history: history([100, 3], [days - 1.5, 1]),
      });
    expect(silent(12)).toMatchObject({
      shown: 3,
      heldBecause: 'silent-source',
      heldUntil: new Date(NOW + 3 * DAY).toISOString(),
    });
    expect(silent(15).shown).toBe(1);
    // One owner group alone cannot make a source silent.
    expect(silent(12, 1).shown).toBe(1);
  });
});

describe('next checks and the platform', () => {
  it('lists at most five of the team, lowest level first, and never a debt of the platform', () => {
    const { scorecard } = evaluateProduct(
      situation({
        ...withSpec({ team: [], support: [], pipelines: [], purpose: '' }),
        contracts: [],
        evidence: [],
        sources: [],
      }),
    );
    expect(scorecard.next).toEqual([
      'product-owner-named',
      'purpose-and-consumer',
      'port-addressable',
      'contract-conformant',
      'schema-described',
    ]);
    const { scorecard: blind } = evaluateProduct(
      situation({ evidence: [], sources: [] }),
    );
    expect(blind.next).toEqual([]);
    expect(blind.platformDebts).toEqual([
      'runs-seen',
      'schema-seen',
      'quality-measured',
      'timeliness-measured',
      'served',
      'owner-changes-it',
      'read-by-others',
      'timeliness-kept',
      'quality-kept',
    ]);
  });

  it('names the missing sources by kind and server', () => {
    const { missingSources } = evaluateProduct(
      situation({
        evidence: dailyEvidence({ without: ['usage', 'change'] }),
        sources: sources({ kinds: ['run', 'quality', 'schema', 'freshness'] }),
      }),
    );
    expect(missingSources).toEqual([
      { kind: 'usage', server: 'snowflake://acme.eu' },
      { kind: 'change', server: 'git.example' },
    ]);
  });

  it('counts pass and fail as known, nothing else', () => {
    const { scorecard } = evaluateProduct(
      situation({
        evidence: dailyEvidence({ without: ['usage'] }).filter(
          // Stale schema, failing runs.
          record =>
            record.kind !== 'schema' || record.time < NOW - 20 * DAY - HOUR,
        ),
        sources: sources({ kinds: ['run'] }),
      }),
    );
    expect(scorecard.coverage).toEqual({ known: 4, applicable: 7 });
  });
});
