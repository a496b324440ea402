import {
  base,
  contract,
  dailyEvidence,
  DAY,
  HOUR,
  JOB,
  NOW,
  situation,
} from './__testUtils__/situation';
import { SINCE } from './__testUtils__/variations';
import { evaluateProduct } from './evaluateProduct';
import { explainCheck } from './explainCheck';

const TEST = {
  type: 'snowflake',
  environment: 'test',
  namespace: 'snowflake://acme.test',
  prefix: 'wh.inventory',
  description: 'Test',
};

describe('explainCheck', () => {
  const own = situation({
    evidence: [
      ...dailyEvidence({}).filter(
        record =>
          !['run', 'freshness'].includes(record.kind) ||
          Math.floor(record.time / DAY) !== Math.floor((NOW - 4 * DAY) / DAY),
      ),
      {
        ...base('run', NOW - 2 * HOUR, {
          dataset: { namespace: TEST.namespace, name: 'wh.inventory.stock' },
        }),
        job: JOB,
        status: 'success',
      },
      {
        ...base('run', NOW - 10 * DAY, {
          witness: 'self',
          basis: 'observed',
          mayBackfill: false,
          receivedAt: NOW,
        }),
        job: JOB,
        status: 'success',
      },
    ],
    contracts: [
      {
        key: 'id:stock@1.0.0',
        from: SINCE,
        reading: contract({ servers: [...contract().servers, TEST] }),
      },
    ],
  });
  const rows = explainCheck(own, 'runs-seen');

  it('shows the records of a window that is not full yet', () => {
    const early = situation({
      evidence: dailyEvidence({}).filter(({ time }) => time > NOW - 3 * DAY),
    });
    const check = evaluateProduct(early).scorecard.checks.find(
      ({ id }) => id === 'runs-seen',
    );
    expect(check?.cause).toBe('too-early');
    expect(explainCheck(early, 'runs-seen')).toHaveLength(check!.records);
  });

  it('lists records and gaps, newest first', () => {
    const times = rows.map(row => Date.parse(row.time));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(rows.filter(({ type }) => type === 'gap')).toEqual([
      expect.objectContaining({
        kind: 'run',
        time: '2026-11-12T06:00:00.000Z',
        outcome: 'missed',
        counted: true,
        port: 'stock@1',
      }),
    ]);
    expect(
      rows.filter(({ counted, type }) => counted && type === 'record'),
    ).toHaveLength(13);
  });

  it('shows what it did not count, and why', () => {
    expect(
      rows
        .filter(({ counted }) => !counted)
        .map(({ notCounted }) => notCounted),
    ).toEqual([
      'of another server than production',
      'backfilled: received more than 72 hours after its own time',
    ]);
  });

  it('names source, witness and server of each record', () => {
    expect(
      rows.find(row => row.counted && row.type === 'record'),
    ).toMatchObject({
      publisher: 'warehouse',
      publisherTitle: 'Warehouse',
      witness: 'platform',
      server: 'snowflake://acme.eu',
      outcome: 'met',
      recordId: expect.any(String),
      receivedAt: expect.any(String),
    });
  });

  it('has rows for every check that looked at records, and none for declared ones', () => {
    const { scorecard } = evaluateProduct(own);
    for (const check of scorecard.checks) {
      expect([check.id, explainCheck(own, check.id).length > 0]).toEqual([
        check.id,
        check.basis !== 'declared',
      ]);
    }
    expect(explainCheck(own, 'no-such-check')).toEqual([]);
  });
});
