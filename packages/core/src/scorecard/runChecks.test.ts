import {
  answerOf,
  Case,
  withSpec,
  withContract,
  surroundings,
  evidence,
  daysAgo,
  SINCE,
} from './__testUtils__/variations';
import {
  dailyEvidence,
  DAY,
  NOW,
  promise,
  sources,
  spec,
} from './__testUtils__/situation';

const CASES: Record<string, Case[]> = {
  'runs-seen': [
    ['every day', {}, 'pass'],
    ...[13, 15].map<Case>(days => [
      `by the job that was declared until ${days} days ago`,
      {
        claims: [
          { from: SINCE, name: 'inventory', spec: spec() },
          {
            from: NOW - days * DAY,
            name: 'inventory',
            spec: spec({
              pipelines: [
                { name: 'p', job: { namespace: 'airflow', name: 'stock_2' } },
              ],
            }),
          },
        ],
      },
      days < 14 ? 'pass' : 'fail',
    ]),
    [
      'no record, a source covers the server',
      { evidence: dailyEvidence({ without: ['run'] }) },
      'unknown',
      'not-wired',
    ],
    [
      'no record, no source',
      { evidence: dailyEvidence({ without: ['run'] }), sources: [] },
      'unknown',
      'no-source',
    ],
    [
      'no record, a source since last week',
      {
        evidence: dailyEvidence({ without: ['run'] }),
        sources: sources({ firstAt: NOW - 7 * DAY }),
      },
      'unknown',
      'too-early',
    ],
    [
      'no record, but nearly one',
      {
        evidence: dailyEvidence({ without: ['run'] }),
        ...surroundings({
          nearUnmatched: [{ address: 'wh.inventory.stok', since: NOW - DAY }],
        }),
      },
      'unknown',
      'unmatched',
    ],
    [
      'for nine days only',
      { evidence: dailyEvidence({ days: 9 }) },
      'unknown',
      'too-early',
    ],
    [
      'by another job',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'run'
            ? { ...record, job: { namespace: 'x', name: 'y' } }
            : record,
        ),
      },
      'fail',
    ],
    [
      'failing runs',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'run'
            ? { ...record, status: 'failed' as const }
            : record,
        ),
      },
      'fail',
    ],
    [
      'two of fourteen days missing',
      evidence(
        record => record.kind !== 'run' || ![3, 7].includes(daysAgo(record)),
      ),
      'pass',
    ],
    [
      'three of fourteen days missing',
      evidence(
        record => record.kind !== 'run' || ![3, 7, 9].includes(daysAgo(record)),
      ),
      'fail',
    ],
    [
      'none since 20 days',
      evidence(record => record.kind !== 'run' || daysAgo(record) >= 20),
      'stale',
    ],
    [
      'no job declared',
      withSpec({
        pipelines: [{ name: 'p', repository: 'https://git.example/wh/stock' }],
      }),
      'unknown',
      'not-wired',
    ],
    [
      'no promise',
      withContract({ timeliness: undefined }),
      'unknown',
      'not-wired',
    ],
    [
      'on a test server only',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'run'
            ? {
                ...record,
                dataset: {
                  namespace: 'snowflake://acme.test',
                  name: 'wh.inventory.stock',
                },
              }
            : record,
        ),
      },
      'unknown',
      'not-wired',
    ],
    [
      'sent by the owner by hand',
      {
        sources: [],
        evidence: dailyEvidence({}).map(record => ({
          ...record,
          witness: 'self' as const,
        })),
      },
      'unknown',
      'no-source',
    ],
    [
      "sent by the owner's own tool where no platform source looks",
      {
        sources: [],
        evidence: dailyEvidence({}).map(record => ({
          ...record,
          witness: 'self' as const,
          basis: 'observed',
        })),
      },
      'pass',
    ],
    [
      "sent by the owner's own tool where a platform source looks",
      {
        evidence: dailyEvidence({}).map(record => ({
          ...record,
          witness: 'self' as const,
          basis: 'observed',
        })),
      },
      'unknown',
      'not-wired',
    ],
    [
      'back-dated by its own tool',
      {
        sources: [],
        evidence: dailyEvidence({}).map(record => ({
          ...record,
          witness: 'self' as const,
          basis: 'observed',
          mayBackfill: false,
          receivedAt: NOW,
        })),
      },
      'unknown',
      'too-early',
    ],
    [
      'history sent by the platform',
      {
        evidence: dailyEvidence({}).map(record => ({
          ...record,
          receivedAt: NOW,
        })),
      },
      'pass',
    ],
  ],
  'timeliness-measured': [
    ['every day', {}, 'pass'],
    [
      'by freshness alone',
      { evidence: dailyEvidence({ without: ['run'] }) },
      'pass',
    ],
    [
      'failed runs are measured too',
      {
        evidence: dailyEvidence({ without: ['freshness'] }).map(record =>
          record.kind === 'run'
            ? { ...record, status: 'failed' as const }
            : record,
        ),
      },
      'pass',
    ],
    [
      'one gap of fourteen',
      evidence(
        record =>
          !['run', 'freshness'].includes(record.kind) || daysAgo(record) !== 4,
      ),
      'pass',
    ],
    [
      'two gaps of fourteen',
      evidence(
        record =>
          !['run', 'freshness'].includes(record.kind) ||
          ![4, 8].includes(daysAgo(record)),
      ),
      'fail',
    ],
    [
      'gaps since the shared source fell silent',
      {
        ...evidence(
          record =>
            !['run', 'freshness'].includes(record.kind) || daysAgo(record) > 4,
        ),
        sources: sources({ lastAt: NOW - 4 * DAY }),
      },
      'pass',
    ],
    [
      'gaps since a source of one group fell silent',
      {
        ...evidence(
          record =>
            !['run', 'freshness'].includes(record.kind) || daysAgo(record) > 4,
        ),
        sources: sources({ lastAt: NOW - 4 * DAY, extra: { ownerGroups: 1 } }),
      },
      'fail',
    ],
  ],
  'timeliness-kept': [
    ['every day', {}, 'pass'],
    [
      'two gaps of twenty-eight, 95 % promised',
      evidence(
        record =>
          !['run', 'freshness'].includes(record.kind) ||
          ![4, 8].includes(daysAgo(record)),
      ),
      'fail',
    ],
    [
      'two gaps of twenty-eight, 90 % promised',
      {
        ...withContract({ timeliness: promise({ target: 0.9 }) }),
        ...evidence(
          record =>
            !['run', 'freshness'].includes(record.kind) ||
            ![4, 8].includes(daysAgo(record)),
        ),
      },
      'pass',
    ],
    [
      'old data',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'freshness'
            ? { ...record, loadedAt: record.time - 3 * DAY }
            : record,
        ),
      },
      'fail',
    ],
    [
      "by the owner's own tool",
      {
        sources: [],
        evidence: dailyEvidence({}).map(record => ({
          ...record,
          witness: 'self' as const,
          basis: 'observed',
        })),
      },
      'unknown',
      'no-source',
    ],
  ],
};

describe.each(Object.entries(CASES))('%s', (id, cases) => {
  it.each(cases.map(entry => [entry[0], entry] as const))(
    '%s',
    (_, [, extra, state, cause]) => {
      const answer = answerOf(id, extra);
      // The reason is in both, so that a failure shows it.
      expect(answer).toEqual({ state, cause, reason: answer.reason });
      expect(answer.reason).not.toMatch(/\{|undefined|NaN/);
    },
  );
});
