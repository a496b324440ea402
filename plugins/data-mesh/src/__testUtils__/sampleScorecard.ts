import {
  CheckResult,
  EvidenceRow,
  JobSeen,
  SchemaSeen,
  Scorecard,
  SloReport,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** The moment the sample data speaks from. */
export const SAMPLE_NOW = '2026-11-23T10:00:00Z';

export const INVENTORY = 'dataproduct:default/inventory';

/** A check of level 3, with whatever a test changes. */
export function sampleCheck(change: Partial<CheckResult> = {}): CheckResult {
  return {
    id: 'runs-seen',
    number: 15,
    title: 'Runs are seen',
    level: 3,
    dimension: 'trustworthy',
    state: 'fail',
    reason: '82 of 90 expected hours have a run on snowflake://acme.eu',
    values: { expected: 90, seen: 82, windowDays: 14, production: true },
    basis: 'observed',
    witness: 'platform',
    sources: ['dbt prod'],
    newestAt: '2026-11-23T08:00:00Z',
    records: 82,
    fix: {
      text: 'Let the job stock-hourly run in every hour, or promise a longer interval.',
      url: 'https://docs.example/runs',
      who: 'team',
    },
    source: 'OpenLineage, DPCH08',
    waivable: false,
    gatesLevel: true,
    ...change,
  };
}

/** A product at level 2 with something in every corner of the card. */
export function sampleScorecard(change: Partial<Scorecard> = {}): Scorecard {
  return {
    ref: INVENTORY,
    rubric: { id: 'default', version: '2026.2' },
    evaluatedAt: '2026-11-23T09:57:00Z',
    nextChangeAt: '2026-11-24T00:00:00Z',
    level: { computed: 2, shown: 2, waived: false },
    target: 4,
    verdict: {
      shown: 'partial',
      reason: 'Three of six key claims are known: owner, pipeline, schema.',
      claims: [
        { claim: 'owner', state: 'pass', checks: ['owner-changes-it'] },
        { claim: 'pipeline', state: 'fail', checks: ['runs-seen'] },
        { claim: 'schema', state: 'unknown', checks: ['schema-seen'] },
      ],
    },
    coverage: { known: 9, applicable: 14 },
    checks: [
      sampleCheck({
        id: 'owner-resolves',
        number: 1,
        level: 1,
        dimension: 'ownership',
        title: 'The owner is a live group',
        state: 'pass',
        reason: 'supply-chain has 6 members',
        basis: 'declared',
        witness: undefined,
        sources: [],
        newestAt: undefined,
        records: 0,
        values: { members: 6 },
      }),
      sampleCheck({
        id: 'contract-conformant',
        number: 6,
        level: 2,
        dimension: 'interoperable',
        title: 'Contracts conform',
        state: 'waived',
        reason: 'Waived until 4 Feb',
        basis: 'declared',
        waivable: true,
      }),
      sampleCheck(),
      sampleCheck({
        id: 'schema-seen',
        number: 16,
        title: 'Real schema equals the contract',
        dimension: 'interoperable',
        state: 'stale',
        reason: 'Last seen 12 days ago, at most 8 allowed',
        fix: { text: 'Send the schema after each run.', who: 'team' },
      }),
      sampleCheck({
        id: 'read-by-others',
        number: 21,
        title: 'Someone else reads it',
        dimension: 'valuable',
        state: 'unknown',
        cause: 'no-source',
        reason: 'No usage source covers this warehouse',
        witness: undefined,
        sources: [],
        newestAt: undefined,
        records: 0,
        fix: { text: 'Connect the query history.', who: 'platform' },
      }),
      sampleCheck({
        id: 'quality-measured',
        number: 17,
        title: 'Quality is measured',
        state: 'unknown',
        cause: 'too-early',
        reason: 'Results since 18 Nov; the window is full on 2 Dec',
        fix: { text: 'Nothing to do.', who: 'nobody' },
      }),
      sampleCheck({
        id: 'owner-changes-it',
        number: 20,
        dimension: 'ownership',
        title: 'The owner changes it',
        state: 'pass',
        reason: '8 of the last 10 changes are by supply-chain',
      }),
      sampleCheck({
        id: 'timeliness-kept',
        number: 22,
        level: 4,
        title: 'Timeliness is kept',
        state: 'fail',
        reason: '91.1 % of hours on time, 95 % promised',
        gatesLevel: false,
        ports: [
          {
            port: 'stock-levels@2',
            state: 'fail',
            reason: '91.1 % of hours on time',
          },
          { port: 'stock-daily@1', state: 'pass', reason: 'All days on time' },
        ],
      }),
    ],
    next: ['runs-seen', 'schema-seen'],
    platformDebts: ['read-by-others'],
    problems: [],
    ...change,
  };
}

/** Records and one gap behind a check, newest first. */
export function sampleRows(count: number): EvidenceRow[] {
  const start = Date.parse('2026-11-23T08:00:00Z');
  return Array.from({ length: count }, (_, index) => {
    const time = new Date(start - index * 3_600_000).toISOString();
    if (index === 3) {
      return {
        type: 'gap',
        kind: 'run',
        time,
        summary: 'no run for this hour',
        outcome: 'missed',
        counted: true,
        port: 'stock-levels@2',
      };
    }
    const counted = index !== 4;
    return {
      type: 'record',
      recordId: `record-${index}`,
      kind: 'run',
      time,
      receivedAt: time,
      publisher: 'dbt-prod',
      publisherTitle: 'dbt prod',
      witness: 'platform',
      server: 'snowflake://acme.eu',
      port: 'stock-levels@2',
      summary: 'stock_hourly wrote wh.inventory.stock_levels',
      outcome: counted ? 'met' : 'neutral',
      counted,
      notCounted: counted ? undefined : 'not the production server',
    };
  });
}

export function sampleJobs(): JobSeen[] {
  return [
    {
      job: { namespace: 'airflow-prod', name: 'stock_hourly' },
      declared: true,
      ports: ['stock-levels@2'],
      runs: 672,
      failed: 3,
      firstAt: '2026-10-26T08:00:00.000Z',
      lastAt: '2026-11-23T08:00:00.000Z',
      lastStatus: 'success',
      lastRecordId: 'record-1',
      usualGapSeconds: 3_600,
      sources: ['airflow lineage', 'dbt prod'],
    },
    {
      job: { namespace: 'airflow-prod', name: 'nightly_all' },
      declared: false,
      ports: ['stock-levels@2'],
      runs: 28,
      failed: 0,
      firstAt: '2026-10-26T02:00:00.000Z',
      lastAt: '2026-11-23T02:00:00.000Z',
      lastStatus: 'failed',
      lastRecordId: 'record-2',
      sources: ['airflow lineage'],
    },
  ];
}

export function sampleSchemas(): SchemaSeen[] {
  return [
    {
      port: 'stock-levels@2',
      dataset: {
        namespace: 'snowflake://acme.eu',
        name: 'wh.inventory.stock_levels',
      },
      firstSeenAt: '2026-11-20T08:00:00.000Z',
      lastSeenAt: '2026-11-23T08:00:00.000Z',
      times: 4,
      recordId: 'record-1',
      columns: 3,
      sources: ['dbt prod'],
      changes: {
        added: ['unit'],
        removed: ['article'],
        retyped: [{ name: 'quantity', from: 'NUMBER', to: 'VARCHAR' }],
      },
      contract: {
        version: '2.1.0',
        columns: 3,
        absent: ['article'],
        different: [{ name: 'quantity', promised: 'integer', real: 'VARCHAR' }],
        extra: ['unit'],
      },
    },
    {
      port: 'stock-levels@2',
      dataset: {
        namespace: 'snowflake://acme.eu',
        name: 'wh.inventory.stock_levels',
      },
      firstSeenAt: '2026-09-01T08:00:00.000Z',
      lastSeenAt: '2026-11-19T08:00:00.000Z',
      times: 1,
      recordId: 'record-2',
      columns: 3,
      sources: ['dbt prod'],
      contract: {
        columns: 3,
        absent: [],
        different: [],
        extra: [],
      },
    },
  ];
}

export function sampleSlos(): SloReport {
  const day = (name: string, kept: number, excluded = 0) => ({
    day: name,
    expected: 24 - excluded,
    measured: Math.min(24 - excluded, kept + 1),
    kept,
    excluded,
    version: '2.1.0',
  });
  const base = {
    port: 'stock-levels@2',
    version: '2.1.0',
    since: '2026-05-04T00:00:00.000Z',
    windowDays: 28,
  };
  return {
    ref: INVENTORY,
    evaluatedAt: SAMPLE_NOW,
    until: '2026-11-23',
    items: [
      {
        ...base,
        key: 'stock-levels@2 timeliness',
        property: 'timeliness',
        promise: 'Jede Stunde neue Daten',
        target: 0.95,
        state: 'missed',
        reason: 'Zu wenig',
        figures: {
          expected: 672,
          measured: 660,
          kept: 630,
          gaps: 12,
          excluded: 2,
          attained: 630 / 672,
        },
        budget: { allowed: 33, used: 42, left: -9, leftSeconds: -32_400 },
        last: {
          recordId: 'record-1',
          at: '2026-11-23T08:00:00.000Z',
          source: 'dbt prod',
          witness: 'platform',
        },
        check: 'timeliness-kept',
        days: [
          day('2026-11-21', 24),
          day('2026-11-22', 20, 2),
          day('2026-11-23', 9),
        ],
      },
      {
        ...base,
        key: 'stock-levels@2 rule unique',
        property: 'rule',
        promise: 'Jede Zeile einmal',
        target: 0.95,
        mandatory: true,
        state: 'kept',
        reason: 'Alles gut',
        figures: {
          expected: 28,
          measured: 28,
          kept: 27,
          gaps: 0,
          excluded: 0,
          attained: 27 / 28,
        },
        budget: { allowed: 1, used: 1, left: 0 },
        check: 'quality-kept',
        days: [day('2026-11-23', 24)],
      },
      {
        ...base,
        key: 'stock-levels@2 availability availability',
        property: 'availability',
        promise: 'Immer da',
        state: 'unknown',
        cause: 'no-source',
        reason: 'Niemand misst',
        days: [],
      },
    ],
  };
}
