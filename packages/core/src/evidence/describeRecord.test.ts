import { describeRecord } from './describeRecord';
import { EvidenceBase, EvidenceRecord } from './types';

const TIME = Date.UTC(2026, 10, 20, 10);
const BASE: Omit<EvidenceBase, 'kind'> = {
  id: 'x',
  time: TIME,
  receivedAt: TIME,
  publisher: 'p',
  witness: 'platform',
  mayBackfill: true,
  dataset: { namespace: 'snowflake://acme.eu', name: 'wh.inv.stock' },
};
const JOB = { namespace: 'airflow', name: 'stock_hourly' };

describe('describeRecord', () => {
  it.each<[EvidenceRecord, string]>([
    [
      { ...BASE, kind: 'run', job: JOB, status: 'success' },
      'Job stock_hourly wrote wh.inv.stock.',
    ],
    [
      { ...BASE, kind: 'run', job: JOB, status: 'failed' },
      'Job stock_hourly failed for wh.inv.stock.',
    ],
    [
      {
        ...BASE,
        kind: 'quality',
        rule: { id: 'unique' },
        outcome: 'fail',
        value: 3,
      },
      'Rule unique failed with value 3 on wh.inv.stock.',
    ],
    [
      {
        ...BASE,
        kind: 'quality',
        rule: { column: 'site', metric: 'nullValues' },
        outcome: 'error',
      },
      'Rule nullValues of site could not be run on wh.inv.stock.',
    ],
    [
      { ...BASE, kind: 'freshness', loadedAt: TIME - 90 * 60_000 },
      'Newest data of wh.inv.stock was 90 minutes old, loaded at 2026-11-20T08:30:00.000Z.',
    ],
    [
      { ...BASE, kind: 'schema', columns: [{ name: 'a', type: 'b' }] },
      'wh.inv.stock has 1 column.',
    ],
    [
      {
        ...BASE,
        kind: 'usage',
        consumer: 'component:default/a',
        reads: 1200,
        writer: false,
      },
      'component:default/a read wh.inv.stock 1,200 times.',
    ],
    [
      { ...BASE, kind: 'usage', principal: 'SVC', reads: 1, writer: true },
      'SVC (the job that writes it) read wh.inv.stock once.',
    ],
    [
      { ...BASE, kind: 'usage', principal: 'SVC', reads: 0, writer: false },
      'SVC did not read wh.inv.stock.',
    ],
    [
      {
        ...BASE,
        kind: 'change',
        repository: 'r',
        reference: 'a1b2',
        groups: ['group:default/g'],
        touches: ['code', 'tests'],
        bot: false,
      },
      'Change a1b2 by group:default/g touched code, tests.',
    ],
    [
      {
        ...BASE,
        kind: 'change',
        repository: 'r',
        reference: 'a1b2',
        groups: [],
        touches: [],
        bot: false,
      },
      'Change a1b2 by somebody of no known group touched nothing that counts.',
    ],
    [
      {
        ...BASE,
        kind: 'incident',
        reference: 'INC-1',
        openedAt: TIME,
        noticedBy: 'monitor',
        firstActedAt: TIME + 5 * 60_000,
        firstActedGroups: ['group:default/g'],
        resolvedAt: TIME + 3 * 3_600_000,
        severity: 'high',
      },
      'Incident INC-1 (high) of wh.inv.stock, noticed by a monitor: first acted on by group:default/g after 5 minutes, resolved after 3 hours.',
    ],
    [
      {
        ...BASE,
        kind: 'incident',
        reference: 'INC-1',
        openedAt: TIME,
        noticedBy: 'consumer',
        firstActedGroups: [],
      },
      'Incident INC-1 of wh.inv.stock, noticed by a consumer: open.',
    ],
    [
      {
        ...BASE,
        kind: 'support',
        reference: 'Q-1',
        askedAt: TIME,
        askerGroups: ['group:default/sales'],
        answeredAt: TIME + 3_600_000,
        answeredGroups: [],
      },
      'Question Q-1 of group:default/sales about wh.inv.stock: answered by somebody of no known group after 60 minutes.',
    ],
    [
      {
        ...BASE,
        kind: 'support',
        reference: 'Q-1',
        askedAt: TIME,
        askerGroups: [],
        consumer: 'component:default/a',
        answeredGroups: [],
      },
      'Question Q-1 of component:default/a about wh.inv.stock: not answered.',
    ],
    [
      {
        ...BASE,
        kind: 'agreement',
        reference: 'A-1',
        consumer: 'component:default/a',
        from: TIME,
        until: TIME + 86_400_000,
        state: 'active',
      },
      'component:default/a may read wh.inv.stock, from 2026-11-20 until 2026-11-21 (A-1).',
    ],
    [
      { ...BASE, kind: 'confirmation', consumer: 'component:default/a' },
      'component:default/a relies on wh.inv.stock.',
    ],
    [
      {
        ...BASE,
        kind: 'policy-run',
        policy: 'no-person-as-owner',
        version: '2',
        outcome: 'error',
      },
      'Policy no-person-as-owner 2 could not be run on wh.inv.stock.',
    ],
    [
      {
        ...BASE,
        dataset: undefined,
        product: 'dataproduct:default/inv',
        port: 'levels@2',
        kind: 'run',
        job: JOB,
        status: 'success',
      },
      'Job stock_hourly wrote dataproduct:default/inv#levels@2.',
    ],
  ])('%j', (record, sentence) => {
    expect(describeRecord(record)).toBe(sentence);
  });
});
