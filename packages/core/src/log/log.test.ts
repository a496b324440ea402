import {
  base,
  change,
  column,
  contract,
  dailyEvidence,
  DAY,
  HOUR,
  JOB,
  NOW,
  OWNER,
  REAL_COLUMNS,
  situation,
  sources,
} from '../scorecard/__testUtils__/situation';
import { listEvidenceRows } from './evidenceLog';
import { listJobsSeen } from './jobsSeen';
import { listSchemasSeen } from './schemaHistory';
import { usualGap } from './usualGap';

const TEST_SERVER = {
  type: 'snowflake',
  environment: 'test',
  namespace: 'snowflake://acme.test',
  prefix: 'wh.inventory',
  description: 'Test',
};
const twoServers = [
  {
    key: 'id:stock@1.0.0',
    from: NOW - 200 * DAY,
    reading: contract({ servers: [...contract().servers, TEST_SERVER] }),
  },
];
const onTest = {
  dataset: { namespace: TEST_SERVER.namespace, name: 'wh.inventory.stock' },
};

describe('listEvidenceRows', () => {
  it('lists every record once, newest first, with its port', () => {
    const rows = listEvidenceRows(situation());
    expect(rows).toHaveLength(dailyEvidence({}).length);
    const times = rows.map(({ time }) => Date.parse(time));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(
      new Set(rows.filter(({ kind }) => kind !== 'change').map(r => r.port)),
    ).toEqual(new Set(['stock@1']));
    expect(rows.every(({ type }) => type === 'record')).toBe(true);
  });

  it('gives the same rows whatever the order, and however often a record is there', () => {
    const evidence = dailyEvidence({ days: 5 });
    const rows = listEvidenceRows(situation({ evidence }));
    expect(
      listEvidenceRows(
        situation({ evidence: [...evidence, ...evidence].reverse() }),
      ),
    ).toEqual(rows);
  });

  it('says why a record cannot count', () => {
    const reasonOf = (record: object, extra: object = {}) =>
      listEvidenceRows(
        situation({
          contracts: twoServers,
          evidence: [record as never],
          ...extra,
        }),
      )[0];
    const run = { job: JOB, status: 'success' as const };
    expect(reasonOf({ ...base('run', NOW - HOUR), ...run })).toMatchObject({
      counted: true,
    });
    expect(
      reasonOf({ ...base('run', NOW - HOUR, onTest), ...run }),
    ).toMatchObject({
      counted: false,
      port: 'stock@1',
      notCounted: 'of another server than production',
    });
    expect(
      reasonOf({
        ...base('run', NOW - 10 * DAY, {
          witness: 'self',
          basis: 'observed',
          mayBackfill: false,
          receivedAt: NOW,
        }),
        ...run,
      }).notCounted,
    ).toMatch(/^backfilled/);
    expect(
      reasonOf({ ...base('run', NOW - HOUR, { witness: 'self' }), ...run })
        .notCounted,
    ).toBe('a statement of the owner, not an observation');
    expect(
      reasonOf({
        ...base('run', NOW - HOUR, { witness: 'self', basis: 'observed' }),
        ...run,
      }).notCounted,
    ).toMatch(/^Warehouse covers this server/);
    expect(
      reasonOf(
        {
          ...base('run', NOW - HOUR, { witness: 'self', basis: 'observed' }),
          ...run,
        },
        { sources: sources({ kinds: ['quality'] }) },
      ).counted,
    ).toBe(true);
    expect(
      reasonOf({
        ...base('usage', NOW - HOUR, { witness: 'self' }),
        consumer: 'component:default/x',
        reads: 1,
        writer: false,
      }).notCounted,
    ).toBe('the check accepts platform as witness only');
  });

  it('tells what a record shows by itself', () => {
    const outcomes = listEvidenceRows(
      situation({
        evidence: [
          { ...base('run', NOW - HOUR), job: JOB, status: 'failed' },
          { ...base('schema', NOW - 2 * HOUR), columns: REAL_COLUMNS },
          {
            ...base('schema', NOW - 3 * HOUR),
            columns: REAL_COLUMNS.slice(1),
          },
          {
            ...base('quality', NOW - 4 * HOUR),
            rule: { id: 'unique' },
            outcome: 'warn',
          },
          change(NOW - 5 * HOUR, OWNER),
        ],
      }),
    ).map(({ kind, outcome }) => [kind, outcome]);
    expect(outcomes).toEqual([
      ['run', 'missed'],
      ['schema', 'met'],
      ['schema', 'missed'],
      ['quality', 'missed'],
      ['change', 'neutral'],
    ]);
  });
});

describe('listJobsSeen', () => {
  const other = { namespace: 'airflow-prod', name: 'nightly_all' };

  it('counts the runs of each job, the declared ones first', () => {
    const jobs = listJobsSeen(
      situation({
        contracts: twoServers,
        evidence: [
          ...[1, 2, 3, 4].map(days => ({
            ...base('run', NOW - days * DAY),
            job: JOB,
            status: days === 2 ? ('failed' as const) : ('success' as const),
          })),
          { ...base('run', NOW - HOUR), job: other, status: 'success' },
          { ...base('run', NOW - HOUR, onTest), job: other, status: 'success' },
        ],
      }),
    );
    expect(jobs).toEqual([
      {
        job: JOB,
        declared: true,
        ports: ['stock@1'],
        runs: 4,
        failed: 1,
        firstAt: new Date(NOW - 4 * DAY).toISOString(),
        lastAt: new Date(NOW - DAY).toISOString(),
        lastStatus: 'success',
        lastRecordId: expect.any(String),
        usualGapSeconds: 86_400,
        sources: ['Warehouse'],
      },
      expect.objectContaining({ job: other, declared: false, runs: 1 }),
    ]);
  });

  it('knows one job in two spellings', () => {
    const jobs = listJobsSeen(
      situation({
        evidence: [
          { ...base('run', NOW - DAY), job: JOB, status: 'success' },
          {
            ...base('run', NOW - HOUR),
            job: { namespace: 'Airflow-Prod', name: JOB.name.toUpperCase() },
            status: 'success',
          },
        ],
      }),
    );
    expect(jobs).toHaveLength(1);
    expect(jobs[0].runs).toBe(2);
  });

  it('names no usual gap for fewer than three runs', () => {
    expect(usualGap([0, DAY])).toBeUndefined();
    expect(usualGap([0, HOUR, 2 * HOUR, 3 * DAY])).toBe(HOUR);
  });
});

describe('listSchemasSeen', () => {
  const schema = (daysAgo: number, columns: typeof REAL_COLUMNS) => ({
    ...base('schema', NOW - daysAgo * DAY),
    columns,
  });

  it('puts the same schema into one row, whatever the order of its columns', () => {
    const [seen, ...rest] = listSchemasSeen(
      situation({
        evidence: [
          schema(3, REAL_COLUMNS),
          schema(2, [...REAL_COLUMNS].reverse()),
          schema(1, REAL_COLUMNS),
        ],
      }),
    );
    expect(rest).toEqual([]);
    expect(seen).toMatchObject({
      port: 'stock@1',
      times: 3,
      columns: 3,
      firstSeenAt: new Date(NOW - 3 * DAY).toISOString(),
      lastSeenAt: new Date(NOW - DAY).toISOString(),
      contract: {
        version: '1.0.0',
        columns: 3,
        absent: [],
        different: [],
        extra: [],
      },
    });
    expect(seen.changes).toBeUndefined();
  });

  it('tells what changed, and what differs from the contract of that time', () => {
    const moved = contract({
      columns: [
        ...contract().columns,
        column('unit', { physicalType: 'VARCHAR' }),
      ],
      version: '1.1.0',
    });
    const rows = listSchemasSeen(
      situation({
        contracts: [
          { key: 'id:stock@1.0.0', from: NOW - 200 * DAY, reading: contract() },
          { key: 'id:stock@1.0.0', from: NOW - 2.5 * DAY, reading: moved },
        ],
        evidence: [
          schema(4, REAL_COLUMNS),
          schema(3, [
            REAL_COLUMNS[0],
            { name: 'QUANTITY', type: 'VARCHAR' },
            { name: 'UNIT', type: 'VARCHAR' },
          ]),
          schema(1, [...REAL_COLUMNS, { name: 'UNIT', type: 'NUMBER' }]),
        ],
      }),
    );
    expect(rows.map(row => row.changes)).toEqual([
      {
        added: ['ARTICLE'],
        removed: [],
        retyped: [
          { name: 'QUANTITY', from: 'VARCHAR', to: 'NUMBER(38,0)' },
          { name: 'UNIT', from: 'VARCHAR', to: 'NUMBER' },
        ],
      },
      {
        added: ['UNIT'],
        removed: ['ARTICLE'],
        retyped: [{ name: 'QUANTITY', from: 'NUMBER(38,0)', to: 'VARCHAR' }],
      },
      undefined,
    ]);
    expect(rows.map(row => row.contract)).toEqual([
      {
        version: '1.1.0',
        columns: 4,
        absent: [],
        different: [{ name: 'unit', promised: 'VARCHAR', real: 'NUMBER' }],
        extra: [],
      },
      {
        version: '1.0.0',
        columns: 3,
        absent: ['article'],
        different: [{ name: 'quantity', promised: 'integer', real: 'VARCHAR' }],
        extra: ['unit'],
      },
      expect.objectContaining({ absent: [], different: [] }),
    ]);
  });
});
