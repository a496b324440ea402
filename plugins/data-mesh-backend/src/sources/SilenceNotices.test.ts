import { mockServices } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { EvidenceRecord } from '@meshproof/core';
import { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { migrationsDirectory } from '../database';
import { DatabaseEvidenceStore, Publisher } from '../evidence';
import { ScorecardOutline, ScorecardStore } from '../scorecard/ScorecardStore';
import { SilenceNotices } from './SilenceNotices';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const DAY = 24 * 3_600_000;
const NOW = Date.parse('2026-11-23T10:00:00Z');

const publisher = (id: string, owner?: string): Publisher => ({
  id,
  title: `The ${id}`,
  witness: 'platform',
  kinds: ['run'],
  mayBackfill: true,
  owner,
});
const publishers = [
  publisher('airflow', 'group:default/platform'),
  publisher('nobodys'),
  publisher('new', 'group:default/platform'),
];

describe.each(databases.eachSupportedId())('silence notices, %s', id => {
  let knex: Knex;
  let store: DatabaseEvidenceStore;
  let sent: NotificationSendOptions[];
  let fails: boolean;
  let now: number;
  let notices: SilenceNotices;

  const runs = (from: number, to: number, by: string) =>
    store.add(
      Array.from({ length: (to - from) / DAY }, (_, index) => ({
        id: `${by} ${from + index * DAY}`,
        kind: 'run',
        time: from + index * DAY,
        receivedAt: from + index * DAY,
        publisher: by,
        publisherTitle: by,
        witness: 'platform',
        mayBackfill: true,
        dataset: { namespace: 'snowflake://acme.eu', name: 'wh.stock' },
        job: { namespace: 'airflow', name: 'x' },
        status: 'success',
      })) as EvidenceRecord[],
    );

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    store = DatabaseEvidenceStore.create({ database: knex, publishers });
    sent = [];
    fails = false;
    now = NOW;
    notices = new SilenceNotices({
      database: knex,
      publishers,
      evidence: store,
      scorecards: {
        listOutlines: async () =>
          new Map([
            [
              'dataproduct:default/stock',
              {
                level: {
                  computed: 1,
                  shown: 3,
                  heldUntil: '2026-12-04T00:00:00.000Z',
                  heldBecause: 'silent-source',
                  heldBySource: 'airflow',
                  waived: false,
                },
              } as ScorecardOutline,
            ],
          ]),
      } as Partial<ScorecardStore> as ScorecardStore,
      notifications: {
        async send(options) {
          if (fails) {
            throw new Error('away');
          }
          sent.push(options);
        },
      },
      clock: { now: () => now },
      logger: mockServices.logger.mock(),
    });
    for (const by of ['airflow', 'nobodys']) {
      await runs(NOW - 20 * DAY, NOW - 5 * DAY, by);
    }
  });

  it('tells the owner of a silent source, once for each silence, and nobody else', async () => {
    expect(await notices.tell()).toEqual({ told: 1, failed: 0 });
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: 'group:default/platform' },
        payload: expect.objectContaining({
          title: 'The airflow sends no evidence since 2026-11-18',
          description: expect.stringMatching(
            /^1 level is shown as before until 2026-12-04\./,
          ),
          link: '/data-mesh/sources',
        }),
      },
    ]);
    expect(await notices.tell()).toEqual({ told: 0, failed: 0 });

    await runs(NOW, NOW + 3 * DAY, 'airflow');
    now = NOW + 3 * DAY;
    expect(await notices.tell()).toEqual({ told: 0, failed: 0 });
    now = NOW + 9 * DAY;
    expect(await notices.tell()).toEqual({ told: 1, failed: 0 });
    expect(new Set(sent.map(({ payload }) => payload.scope)).size).toBe(2);
  });

  it('tells again with the next turn where it could not be sent', async () => {
    fails = true;
    expect(await notices.tell()).toEqual({ told: 0, failed: 1 });
    fails = false;
    expect(await notices.tell()).toEqual({ told: 1, failed: 0 });
  });
});
