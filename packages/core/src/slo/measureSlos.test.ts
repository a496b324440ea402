import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
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
  sources,
} from '../scorecard/__testUtils__/situation';
import { anySituation } from '../scorecard/__testUtils__/arbitrary';
import { evaluateProduct } from '../scorecard/evaluateProduct';
import { ProductSituation } from '../scorecard/types';
import { measureSlos } from './measureSlos';

const SINCE = NOW - 200 * DAY;
const HOURLY = promise({
  frequency: HOUR,
  latency: HOUR,
  sentence: 'New data every hour, at most 1 hour late.',
});

function run(
  time: number,
  status: 'success' | 'failed' = 'success',
): EvidenceRecord {
  return { ...base('run', time), job: JOB, status };
}

function promised(timeliness: ReturnType<typeof promise>, from = SINCE) {
  return {
    key: 'id:stock@1.0.0',
    from,
    reading: contract({ timeliness }),
  };
}

/** Every interval back from now, 40 days of them unless told otherwise. */
function every(
  interval: number,
  days: number,
  make: (time: number, index: number) => EvidenceRecord | undefined,
): EvidenceRecord[] {
  return Array.from({ length: (days * DAY) / interval }, (_, index) =>
    make(
      Math.floor(NOW / interval) * interval - index * interval - 10 * 60_000,
      index,
    ),
  ).filter(record => record !== undefined);
}

/** The situations of docs/slo.md, by the name they have there. */
const EXAMPLES: Record<string, { situation: ProductSituation; key: string }> = {
  'an hourly product': {
    key: 'stock@1 timeliness',
    situation: situation({
      contracts: [promised(HOURLY)],
      evidence: every(HOUR, 40, (time, index) => {
        if (index >= 100 && index < 108) {
          return undefined;
        }
        return run(time, index >= 200 && index < 212 ? 'failed' : 'success');
      }),
    }),
  },
  'a daily product on business days': {
    key: 'stock@1 timeliness',
    situation: situation({
      contracts: [promised(promise({ businessDays: true }))],
      evidence: every(DAY, 60, (time, index) =>
        index === 3 || [0, 6].includes(new Date(time).getUTCDay())
          ? undefined
          : run(time),
      ),
      settings: {
        ...situation().settings,
        holidays: ['2026-11-11'],
      },
    }),
  },
  'a monthly product': {
    key: 'stock@1 timeliness',
    situation: situation({
      contracts: [
        promised(
          promise({
            frequency: 31 * DAY,
            latency: 5 * DAY,
            sentence: 'New data every month, at most 5 days late.',
          }),
          NOW - 300 * DAY,
        ),
      ],
      claims: [{ ...situation().claims[0], from: NOW - 300 * DAY }],
      firstSeen: NOW - 300 * DAY,
      sources: sources({ firstAt: NOW - 300 * DAY }),
      evidence: every(31 * DAY, 279, (time, index) =>
        run(time + 3 * DAY, index === 2 ? 'failed' : 'success'),
      ).filter(({ time }) => time <= NOW),
    }),
  },
  'a silent shared source': {
    key: 'stock@1 timeliness',
    situation: situation({
      contracts: [promised(HOURLY)],
      sources: sources({
        extra: {
          silences: [{ from: NOW - 10 * DAY, to: NOW - 8 * DAY }],
        },
      }),
      evidence: every(HOUR, 40, time =>
        time > NOW - 10 * DAY && time <= NOW - 8 * DAY ? undefined : run(time),
      ),
    }),
  },
  'a promise made looser five days ago': {
    key: 'stock@1 timeliness',
    situation: situation({
      contracts: [
        promised(HOURLY),
        promised(promise({ target: 0.5 }), NOW - 5 * DAY),
      ],
      sources: sources({ lastAt: NOW }),
      evidence: every(DAY, 40, time => run(time)),
    }),
  },
  'a rule': {
    key: 'stock@1 rule unique',
    situation: situation({
      evidence: dailyEvidence({}).map(record =>
        record.kind === 'quality' &&
        record.rule.id === 'unique' &&
        [3, 4].includes(Math.floor((NOW - record.time) / DAY))
          ? { ...record, outcome: 'fail' as const }
          : record,
      ),
    }),
  },
};

function sloOf({ situation: given, key }: (typeof EXAMPLES)[string]): Slo {
  return measureSlos(given).find(slo => slo.key === key)!;
}

/** The worked examples as docs/slo.md prints them. */
function documented(): Map<string, string[]> {
  const text = readFileSync(
    resolve(__dirname, '../../../../docs/slo.md'),
    'utf8',
  );
  return new Map(
    text
      .split('\n')
      .filter(line => line.startsWith('| ') && line.split('|').length === 13)
      .map(line =>
        line
          .split('|')
          .slice(1, -1)
          .map(cell => cell.trim()),
      )
      .map(([name, ...cells]) => [name, cells]),
  );
}

describe('measureSlos', () => {
  it.each(Object.keys(EXAMPLES))('%s: as docs/slo.md says', name => {
    const { state, figures, budget, windowDays } = sloOf(EXAMPLES[name]);
    expect([
      `${windowDays} d`,
      ...[
        figures?.expected,
        figures?.measured,
        figures?.kept,
        figures?.gaps,
        figures?.excluded,
      ].map(String),
      `${((figures?.attained ?? 0) * 100).toFixed(1)} %`,
      String(budget?.allowed),
      String(budget?.left),
      state,
    ]).toEqual(documented().get(name));
  });

  it('documents no example that is not tried', () => {
    expect(
      [...documented().keys()].filter(
        name => name !== 'example' && !/^-+$/.test(name),
      ),
    ).toEqual(Object.keys(EXAMPLES));
  });

  it('has the numbers of checks 22 and 23, and their states', () => {
    fc.assert(
      fc.property(anySituation, given => {
        const slos = measureSlos(given);
        const { checks } = evaluateProduct(given).scorecard;
        const timeliness = slos.filter(slo => slo.property === 'timeliness');
        const check = checks.find(({ id }) => id === 'timeliness-kept')!;
        for (const slo of timeliness) {
          const port = check.ports?.find(own => own.port === slo.port);
          const state = { kept: 'pass', missed: 'fail' }[slo.state as 'kept'];
          expect([state ?? slo.state, slo.reason]).toEqual([
            port?.state,
            port?.reason,
          ]);
          const isWhole = slo.figures && check.ports?.length === 1;
          expect(isWhole ? slo.figures : {}).toMatchObject(
            isWhole
              ? {
                  expected: check.values.keptExpected,
                  kept: check.values.intervalsKept,
                  gaps: check.values.keptGaps,
                }
              : {},
          );
        }
        const quality = checks.find(({ id }) => id === 'quality-kept')!;
        const rules = slos.filter(slo => slo.property === 'rule');
        const sum = (what: 'expected' | 'kept') =>
          quality.ports?.length === 1 &&
          quality.values.evaluations !== undefined
            ? rules
                .filter(slo => slo.mandatory)
                .reduce((total, slo) => total + (slo.figures?.[what] ?? 0), 0)
            : 0;
        // Rules that were taken out stay in the check for a window; the promises shown are those of now.
        expect(sum('expected')).toBeLessThanOrEqual(
          Number(quality.values.evaluations ?? 0),
        );
        expect(sum('kept')).toBeLessThanOrEqual(
          Number(quality.values.evaluationsPassed ?? 0),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is the same whatever the order of the records, and however often one came', () => {
    fc.assert(
      fc.property(anySituation, given => {
        expect(
          measureSlos({
            ...given,
            evidence: [...given.evidence, ...given.evidence].reverse(),
          }),
        ).toEqual(measureSlos(given));
      }),
      { numRuns: 50 },
    );
  });

  it('sums up its days to its figures', () => {
    for (const example of Object.values(EXAMPLES)) {
      const { days, figures } = sloOf(example);
      const sum = (what: 'expected' | 'measured' | 'kept' | 'excluded') =>
        days.reduce((total, day) => total + day[what], 0);
      expect(figures).toMatchObject({
        expected: sum('expected'),
        measured: sum('measured'),
        kept: sum('kept'),
        excluded: sum('excluded'),
      });
      expect(days).toEqual(
        [...days].sort((a, b) => a.day.localeCompare(b.day)),
      );
    }
  });

  it('says what is not known, and whose task it is', () => {
    const [timeliness, ...rules] = measureSlos(
      situation({ evidence: [], sources: [] }),
    );
    expect(timeliness).toMatchObject({
      key: 'stock@1 timeliness',
      promise: 'Every day within 6 hours',
      state: 'unknown',
      cause: 'no-source',
    });
    expect(timeliness.figures).toBeUndefined();
    expect(rules.map(({ state }) => state)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('shows promises that no record measures as unknown, never as kept', () => {
    const slo = measureSlos(
      situation({
        contracts: [
          {
            ...promised(promise()),
            reading: contract({
              otherPromises: [
                {
                  property: 'availability',
                  sentence: 'Available 99.9 % of the time.',
                  target: 0.999,
                },
              ],
            }),
          },
        ],
      }),
    ).find(({ property }) => property === 'other');
    expect(slo).toMatchObject({
      promise: 'Available 99.9 % of the time',
      target: 0.999,
      state: 'unknown',
      cause: 'no-source',
      days: [],
    });
  });
});
