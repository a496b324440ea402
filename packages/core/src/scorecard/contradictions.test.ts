import { Contradiction } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  base,
  CENTRAL,
  change,
  contract,
  dailyEvidence,
  DAY,
  HOUR,
  JOB,
  NOW,
  promise,
  REAL_COLUMNS,
  situation,
  sources,
} from './__testUtils__/situation';
import { SINCE, withSpec } from './__testUtils__/variations';
import { evaluateProduct } from './evaluateProduct';
import { ProductSituation } from './types';

function sidesFor(
  extra: Partial<ProductSituation>,
  who: 'owner' | 'others' = 'owner',
): Contradiction[] {
  const { scorecard, ownerScorecard } = evaluateProduct(situation(extra));
  return (
    (who === 'owner' ? ownerScorecard : scorecard).verdict.contradictions ?? []
  );
}

const hourly = [
  {
    key: 'id:stock@1.0.0',
    from: SINCE,
    reading: contract({
      timeliness: promise({
        frequency: HOUR,
        latency: HOUR,
        sentence: 'Every hour within 1 hour',
      }),
    }),
  },
];

describe('contradictions', () => {
  it('are none for a product that does what it says', () => {
    const { scorecard, ownerScorecard, contradictionsHold } = evaluateProduct(
      situation(),
    );
    expect(scorecard.verdict).not.toHaveProperty('contradictions');
    expect(ownerScorecard.verdict).not.toHaveProperty('contradictions');
    expect(contradictionsHold).toEqual([]);
  });

  it('show who is named as owner beside who changes it', () => {
    const evidence = [
      ...dailyEvidence({ without: ['change'] }),
      ...[1, 2, 3, 4].map(day => change(NOW - day * DAY, CENTRAL)),
    ];
    expect(sidesFor({ evidence })).toEqual([
      {
        kind: 'owner',
        claimed: {
          text: 'group:default/supply-chain owns this product and changes it',
          since: new Date(NOW - 200 * DAY).toISOString(),
        },
        shown: {
          text: '0 of 4 merged changes in 180 days came from the owner group; changes by group: group:default/central-data 4',
          days: 4,
          firstAt: new Date(NOW - 4 * DAY).toISOString(),
          lastAt: new Date(NOW - DAY).toISOString(),
        },
        records: 'change',
        toldAt: new Date(NOW).toISOString(),
        visibleToAllFrom: '2026-12-01T00:00:00.000Z',
      },
    ]);
    expect(sidesFor({ evidence }, 'others')).toEqual([]);
    expect(
      sidesFor({ evidence, toldAt: NOW - 30 * DAY }, 'others'),
    ).toHaveLength(1);
  });

  it('show the declared job beside the one that writes', () => {
    const evidence = dailyEvidence({}).map(record =>
      record.kind === 'run'
        ? { ...record, job: { namespace: 'dwh', name: 'nightly' } }
        : record,
    );
    expect(sidesFor({ evidence })).toMatchObject([
      {
        kind: 'pipeline',
        port: 'stock@1',
        claimed: { text: 'Written by airflow-prod/stock_hourly' },
        shown: { text: 'Written 14 times by dwh/nightly', days: 14 },
      },
    ]);
  });

  it('show the promised columns beside the real ones', () => {
    const evidence = dailyEvidence({}).map(record =>
      record.kind === 'schema'
        ? {
            ...record,
            columns: [REAL_COLUMNS[0], { name: 'QUANTITY', type: 'VARCHAR' }],
          }
        : record,
    );
    expect(sidesFor({ evidence })).toMatchObject([
      {
        kind: 'schema',
        port: 'stock@1',
        claimed: { text: 'Contract stock 1.0.0 promises 3 columns' },
        shown: {
          text: 'The real schema differs, missing: article; of another type: quantity',
          days: 14,
        },
      },
    ]);
  });

  describe('promised hourly, runs daily', () => {
    it('is shown with both sides, to the owner first, and moves no verdict', () => {
      const [found, ...rest] = sidesFor({ contracts: hourly });
      expect(rest).toEqual([]);
      expect(found).toMatchObject({
        kind: 'rhythm',
        port: 'stock@1',
        claimed: {
          text: 'Every hour within 1 hour',
          since: new Date(NOW - 200 * DAY).toISOString(),
        },
        shown: {
          text: 'Written every 1 day as a rule, 14 times in 14 days',
          days: 14,
        },
        records: 'run',
        toldAt: new Date(NOW).toISOString(),
      });
      const evaluation = evaluateProduct(situation({ contracts: hourly }));
      expect(evaluation.contradictionsHold).toEqual(['rhythm']);
      expect(evaluation.findingHolds).toBe(false);
      expect(evaluation.ownerScorecard.verdict.shown).toBe(
        evaluation.scorecard.verdict.shown,
      );
      expect(evaluation.scorecard.verdict.contradictions).toBeUndefined();
      expect(
        sidesFor(
          {
            contracts: hourly,
            contradictionsToldAt: { rhythm: NOW - 30 * DAY },
          },
          'others',
        ),
      ).toHaveLength(1);
    });

    it.each<[string, Partial<ProductSituation>]>([
      [
        'loads that no run tells of keep the promise',
        {
          evidence: [
            ...dailyEvidence({ without: ['freshness'] }),
            ...Array.from({ length: 24 * 15 }, (_, hour) => ({
              ...base('freshness', NOW - hour * HOUR),
              loadedAt: NOW - hour * HOUR - 60_000,
            })),
          ],
        },
      ],
      [
        'it was promised less than a window ago',
        {
          contracts: [
            { key: 'id:stock@1.0.0', from: SINCE, reading: contract() },
            { ...hourly[0], from: NOW - 5 * DAY },
          ],
        },
      ],
      [
        'the records are younger than a window',
        { evidence: dailyEvidence({ days: 5 }) },
      ],
      [
        'single delays are no other rhythm',
        {
          evidence: [
            ...dailyEvidence({ without: ['run'] }),
            ...Array.from({ length: 24 * 20 }, (_, hour) => hour)
              .filter(hour => hour % 24 > 5)
              .map(hour => ({
                ...base('run', NOW - hour * HOUR),
                job: JOB,
                status: 'success' as const,
              })),
          ],
        },
      ],
    ])('is none where %s', (_, extra) => {
      expect(
        sidesFor({ contracts: hourly, ...extra }).map(({ kind }) => kind),
      ).not.toContain('rhythm');
    });
  });

  describe('active without a run', () => {
    const notWritten = dailyEvidence({ without: ['run', 'freshness'] });

    it('is shown where a source covers the server', () => {
      expect(sidesFor({ evidence: notWritten })).toEqual([
        expect.objectContaining({
          kind: 'lifecycle',
          port: 'stock@1',
          claimed: {
            text: 'The lifecycle of this product is active',
            since: new Date(NOW - 200 * DAY).toISOString(),
          },
          shown: {
            text: 'Warehouse sends runs of snowflake://acme.eu, none of them wrote wh.inventory.stock in 14 days',
          },
          records: 'run',
        }),
      ]);
    });

    it.each<[string, Partial<ProductSituation>]>([
      [
        'no source covers the server',
        { sources: sources({ kinds: ['usage', 'change'] }) },
      ],
      [
        'the source is silent itself',
        { sources: sources({ lastAt: NOW - 20 * DAY }) },
      ],
      ['it is a draft', withSpec({ lifecycle: 'draft' })],
      [
        'a failed run shows that somebody tries',
        {
          evidence: [
            ...notWritten,
            { ...base('run', NOW - DAY), job: JOB, status: 'failed' },
          ],
        },
      ],
      [
        'the port is a stream',
        withSpec({
          outputPorts: [
            {
              name: 'stock',
              type: 'stream',
              version: '1.0.0',
              contract: { id: 'stock', version: '1.0.0' },
            },
          ],
        }),
      ],
    ])('is none where %s', (_, extra) => {
      expect(
        sidesFor({ evidence: notWritten, ...extra }).map(({ kind }) => kind),
      ).not.toContain('lifecycle');
    });

    it('is none where records are nearly about the product: what is ambiguous proves nothing', () => {
      const own = situation({ evidence: notWritten });
      expect(
        sidesFor({
          evidence: notWritten,
          surroundings: {
            ...own.surroundings,
            nearUnmatched: [{ address: 'wh.stock', since: NOW - DAY }],
          },
        }),
      ).toEqual([]);
    });
  });

  it('are the same whatever the order of the records', () => {
    const evidence = dailyEvidence({ without: ['freshness'] });
    expect(
      sidesFor({ contracts: hourly, evidence: [...evidence].reverse() }),
    ).toEqual(sidesFor({ contracts: hourly, evidence }));
  });
});
