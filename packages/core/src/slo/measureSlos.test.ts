import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ServicePromise } from '../contract/types';
import {
  EvidenceRecord,
  IncidentRecord,
  QualityRecord,
} from '../evidence/types';
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
import { listSloRows, measureSlos } from './measureSlos';

const SINCE = NOW - 200 * DAY;
const HOURLY = promise({
  frequency: HOUR,
  latency: HOUR,
  sentence: 'New data every hour, at most 1 hour late.',
});

/** A contract that promises this besides. */
function promisedService(extra: Partial<ServicePromise>) {
  return {
    ...promised(promise()),
    reading: contract({
      servicePromises: [
        {
          kind: 'availability',
          id: 'stock-up',
          sentence: 'Available 99 % of the time.',
          target: 0.99,
          ...extra,
        },
      ],
    }),
  };
}

const REPAIR: Partial<ServicePromise> = {
  kind: 'timeToRepair',
  id: 'repair',
  sentence: 'Repaired within 2 business days.',
  target: 0.95,
  within: 2 * DAY,
  businessDays: true,
};

function probe(
  time: number,
  outcome: QualityRecord['outcome'] = 'pass',
): QualityRecord {
  return { ...base('quality', time), rule: { id: 'stock-up' }, outcome };
}

/** An incident as it stood when it was opened, and when it was over. */
function incident(
  reference: string,
  openedAt: string,
  resolvedAt?: string,
  extra: Partial<IncidentRecord> = {},
): IncidentRecord[] {
  const opened = Date.parse(openedAt);
  const about = {
    reference,
    openedAt: opened,
    noticedBy: 'monitor' as const,
    firstActedGroups: [],
    ...extra,
  };
  const first = base('incident', opened + 5 * 60_000);
  return [
    { ...first, ...about },
    ...(resolvedAt
      ? [
          {
            ...base('incident', Date.parse(resolvedAt)),
            ...about,
            resolvedAt: Date.parse(resolvedAt),
          },
        ]
      : []),
  ];
}

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
  'an error rate': {
    key: 'stock@1 errorRate errors',
    situation: situation({
      contracts: [
        promisedService({
          kind: 'errorRate',
          id: 'errors',
          sentence: 'Error rate at most 2 %.',
          target: 0.98,
        }),
      ],
      evidence: dailyEvidence({}).map(record =>
        record.kind === 'quality' &&
        record.rule.id === 'unique' &&
        [3, 4].includes(Math.floor((NOW - record.time) / DAY))
          ? { ...record, outcome: 'fail' as const }
          : record,
      ),
    }),
  },
  availability: {
    key: 'stock@1 availability stock-up',
    situation: situation({
      contracts: [promisedService({})],
      evidence: every(HOUR, 40, (time, index) => {
        if (time >= NOW - 6.5 * DAY && time < NOW - 5.4 * DAY) {
          return undefined;
        }
        return probe(time, index >= 50 && index < 53 ? 'fail' : 'pass');
      }),
    }),
  },
  'a time to repair': {
    key: 'stock@1 timeToRepair repair',
    situation: situation({
      contracts: [promisedService(REPAIR)],
      sources: sources({ kinds: ['incident'] }),
      evidence: [
        // Opened on a Friday: two business days end on Tuesday.
        ...incident('INC-1', '2026-10-02T12:00:00Z', '2026-10-06T11:00:00Z'),
        ...incident('INC-2', '2026-10-12T12:00:00Z', '2026-10-12T14:00:00Z'),
        ...incident('INC-3', '2026-10-19T12:00:00Z', '2026-10-23T12:00:00Z'),
        ...incident('INC-4', '2026-11-02T12:00:00Z'),
        ...incident('INC-5', '2026-11-13T12:00:00Z'),
      ],
    }),
  },
};

function sloOf({ situation: given, key }: (typeof EXAMPLES)[string]): Slo {
  return measureSlos(given).items.find(slo => slo.key === key)!;
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
        const { scorecard, frozenAt } = evaluateProduct(given);
        const { checks } = scorecard;
        const slos = measureSlos(given, frozenAt).items;
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

  it('measures as much as checks 17 and 18 in their shorter window', () => {
    for (const name of [
      'an hourly product',
      'a silent shared source',
      'a rule',
    ]) {
      const { situation: given } = EXAMPLES[name];
      const { values } = evaluateProduct(given).scorecard.checks.find(
        ({ id }) => id === 'timeliness-measured',
      )!;
      const from = given.now - Number(values.intervalWindowDays) * DAY;
      const rows = listSloRows(given, 'stock@1 timeliness')!.filter(
        row => row.due !== undefined && Date.parse(row.due) > from,
      );
      const measured = new Set(
        rows.filter(({ type }) => type === 'record').map(({ due }) => due),
      );
      const gaps = rows.filter(row => row.type === 'gap' && row.counted);
      expect([name, measured.size, measured.size + gaps.length]).toEqual([
        name,
        values.intervalsMeasured,
        values.intervalsExpected,
      ]);
    }
    const { situation: given } = EXAMPLES['a rule'];
    const { values } = evaluateProduct(given).scorecard.checks.find(
      ({ id }) => id === 'quality-measured',
    )!;
    const rules = measureSlos(given).items.filter(
      ({ property }) => property === 'rule',
    );
    expect([
      rules.length,
      rules.filter(({ figures }) => figures!.measured > 0).length,
    ]).toEqual([values.rulesPromised, values.rulesMeasured]);
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

  it('keeps what a product ended with', () => {
    const ended = NOW - 10 * DAY;
    const given = situation();
    const { items, nextChangeAt } = measureSlos(given, ended);
    expect(nextChangeAt).toBeUndefined();
    expect(items).toEqual(
      measureSlos({
        ...given,
        now: ended,
        sources: sources({ lastAt: ended }),
        evidence: given.evidence.filter(({ time }) => time <= ended),
      }).items,
    );
    expect(listSloRows(given, items[0].key, { frozenAt: ended })).not.toEqual(
      listSloRows(given, items[0].key),
    );
  });

  it('says what is not known, and whose task it is', () => {
    const [timeliness, ...rules] = measureSlos(
      situation({ evidence: [], sources: [] }),
    ).items;
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

  describe('other service levels', () => {
    function only(given: ProductSituation): Slo {
      return measureSlos(given).items.find(
        ({ property }) => property !== 'timeliness' && property !== 'rule',
      )!;
    }

    it('are unknown, never kept, while nobody measures them', () => {
      expect(
        only(situation({ contracts: [promisedService({})] })),
      ).toMatchObject({
        promise: 'Available 99 % of the time',
        target: 0.99,
        state: 'unknown',
        cause: 'not-wired',
        reason:
          'No result names the rule "stock-up"; let a monitor send one at least once a day',
        days: [],
      });
      expect(
        only(
          situation({
            contracts: [promisedService({})],
            evidence: [],
            sources: [],
          }),
        ),
      ).toMatchObject({ state: 'unknown', cause: 'no-source' });
      expect(
        only(situation({ contracts: [promisedService(REPAIR)] })),
      ).toMatchObject({
        state: 'unknown',
        cause: 'no-source',
        reason: 'No connected platform source sends incidents',
      });
      expect(
        only(
          situation({
            contracts: [promisedService(REPAIR)],
            sources: sources({ kinds: ['incident'] }),
          }),
        ),
      ).toMatchObject({ state: 'unknown', cause: 'too-early' });
      expect(
        only(
          situation({ contracts: [promisedService({ target: undefined })] }),
        ),
      ).toMatchObject({ state: 'unknown', cause: 'not-wired' });
    });

    it('are too early until a window is full, and stale when the monitor stops', () => {
      const given = (from: number, to: number) =>
        only(
          situation({
            contracts: [promisedService({})],
            evidence: every(DAY, from, time =>
              time < NOW - to * DAY ? probe(time) : undefined,
            ),
          }),
        );
      expect(given(10, 0)).toMatchObject({
        state: 'unknown',
        cause: 'too-early',
        last: { source: 'Warehouse', witness: 'platform' },
      });
      expect(given(60, 30)).toMatchObject({ state: 'stale' });
      expect(given(60, 30).figures).toBeUndefined();
      expect(given(60, 0)).toMatchObject({ state: 'kept' });
    });

    it('are held to the stricter promise of the window', () => {
      const evidence = every(HOUR, 40, (time, index) =>
        probe(time, index % 50 === 0 ? 'fail' : 'pass'),
      );
      const loosened = (daysAgo: number) =>
        only(
          situation({
            contracts: [
              promisedService({}),
              {
                ...promisedService({ target: 0.5 }),
                from: NOW - daysAgo * DAY,
              },
            ],
            evidence,
          }),
        );
      expect(loosened(5)).toMatchObject({
        target: 0.5,
        state: 'missed',
        budget: { allowed: 6 },
      });
      expect(loosened(29)).toMatchObject({
        state: 'kept',
        budget: { allowed: 336 },
      });
    });

    it('count an incident by when it was noticed, once, whatever its states say and in whatever order', () => {
      const detect = promisedService({
        kind: 'timeToDetect',
        id: 'detect',
        sentence: 'Failures detected within 30 minutes.',
        target: 0.95,
        within: HOUR / 2,
      });
      const evidence = [
        ...incident('INC-1', '2026-11-02T12:00:00Z', '2026-11-02T15:00:00Z'),
        // Told late, and somebody had acted before.
        ...incident('INC-2', '2026-11-03T12:00:00Z').map(record => ({
          ...record,
          time: record.openedAt + 5 * HOUR,
          firstActedAt: record.openedAt + HOUR / 4,
        })),
        ...incident('INC-3', '2026-11-04T12:00:00Z').map(record => ({
          ...record,
          time: record.openedAt + 5 * HOUR,
        })),
      ];
      const given = situation({ contracts: [detect], evidence });
      expect(only(given)).toMatchObject({
        state: 'kept',
        reason: '2 of 3 incidents were detected in time in 180 days',
        figures: { expected: 3, kept: 2, gaps: 0 },
        budget: { allowed: 1, left: 0 },
        days: [
          { day: '2026-11-02', kept: 1 },
          { day: '2026-11-03', kept: 1 },
          { day: '2026-11-04', kept: 0 },
        ],
      });
      expect(
        only({ ...given, evidence: [...evidence, ...evidence].reverse() }),
      ).toEqual(only(given));
    });

    it('count an incident of the product for each of its ports, and no word of the owner', () => {
      const whole = (witness: 'platform' | 'self') =>
        incident('INC-1', '2026-11-02T12:00:00Z', '2026-11-02T15:00:00Z').map(
          record => ({
            ...record,
            dataset: undefined,
            product: 'dataproduct:default/inventory',
            witness,
          }),
        );
      const given = (evidence: EvidenceRecord[]) =>
        situation({ contracts: [promisedService(REPAIR)], evidence });
      expect(only(given(whole('platform')))).toMatchObject({ state: 'kept' });
      expect(only(given(whole('self')))).toMatchObject({ state: 'unknown' });
      expect(
        listSloRows(given(whole('self')), 'stock@1 timeToRepair repair'),
      ).toMatchObject([
        { counted: false, notCounted: expect.stringMatching(/statement/) },
        { counted: false },
      ]);
    });

    it('look again when the time to repair is over', () => {
      const given = situation({
        contracts: [promisedService(REPAIR)],
        evidence: incident('INC-1', '2026-11-13T12:00:00Z'),
      });
      expect(only(given)).toMatchObject({ state: 'unknown' });
      const then = Date.parse('2026-11-17T12:00:00Z');
      expect(measureSlos(given).nextChangeAt).toBeLessThanOrEqual(then);
      expect(only({ ...given, now: then })).toMatchObject({ state: 'missed' });
    });
  });

  describe('listSloRows', () => {
    it('has a row for each expected interval, gaps too, that add up to the day', () => {
      for (const { situation: given, key } of Object.values(EXAMPLES)) {
        const slo = sloOf({ situation: given, key });
        const all = listSloRows(given, key)!;
        for (const sum of slo.days) {
          const rows = all.filter(({ day }) => day === sum.day);
          const records = rows.filter(
            row => row.type === 'record' && row.counted,
          );
          const gaps = rows.filter(row => row.type === 'gap' && row.counted);
          const count = (list: typeof rows) =>
            list.reduce((total, row) => total + (row.count ?? 1), 0);
          expect([key, sum.day, count(records), count(gaps)]).toEqual([
            key,
            sum.day,
            sum.measured,
            sum.expected - sum.measured,
          ]);
          expect(records.filter(row => row.outcome === 'met')).toHaveLength(
            sum.kept,
          );
        }
      }
    });

    it('says of each record what it is, and of those that do not count why', () => {
      const given = situation({
        evidence: [
          ...dailyEvidence({}),
          { ...run(NOW - 3 * HOUR), id: 'own', witness: 'self' as const },
          {
            ...base('quality', NOW - 3 * HOUR),
            id: 'broken',
            rule: { id: 'unique' },
            outcome: 'error' as const,
          },
        ],
      });
      const rows = listSloRows(given, 'stock@1 timeliness', {
        day: '2026-11-16',
      })!;
      expect(rows.find(({ recordId }) => recordId === 'own')).toMatchObject({
        counted: false,
        notCounted: 'the check accepts platform as witness only',
      });
      // A run and a freshness result share the interval; the later one decides.
      expect(
        rows
          .filter(({ recordId }) => recordId !== 'own')
          .map(({ kind, outcome, counted, witness, server }) => [
            kind,
            outcome,
            counted,
            witness,
            server,
          ]),
      ).toEqual([
        ['freshness', 'met', true, 'platform', 'snowflake://acme.eu'],
        ['run', 'neutral', false, 'platform', 'snowflake://acme.eu'],
      ]);
      expect(
        listSloRows(given, 'stock@1 rule unique', { day: '2026-11-16' })!.map(
          ({ recordId, counted }) => [recordId === 'broken', counted],
        ),
      ).toEqual([
        [true, false],
        [false, true],
      ]);
    });

    it('opens a day that has left the window as it was when it left', () => {
      const { situation: given, key } = EXAMPLES['an hourly product'];
      const day = '2026-10-10';
      const then = situation({
        ...given,
        now: Date.parse(day) + 28 * DAY - 1,
        evidence: given.evidence.filter(
          ({ time }) => time < Date.parse(day) + 28 * DAY,
        ),
      });
      const sum = sloOf({ situation: then, key }).days.find(
        own => own.day === day,
      )!;
      const rows = listSloRows(given, key, { day })!;
      expect(sum).toMatchObject({ expected: 24, version: '1.0.0' });
      expect(rows.filter(({ outcome }) => outcome === 'met')).toHaveLength(
        sum.kept,
      );
      expect(
        sloOf({ situation: given, key }).days.map(own => own.day),
      ).not.toContain(day);
    });

    it('has nothing of a promise that is not made', () => {
      expect(listSloRows(situation(), 'stock@1 rule gone')).toBeUndefined();
      expect(
        listSloRows(situation(), 'stock@1 timeliness', { day: '2020-01-01' }),
      ).toEqual([]);
    });
  });
});
