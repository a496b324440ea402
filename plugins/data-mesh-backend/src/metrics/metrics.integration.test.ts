import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  DataPoint,
  Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { Knex } from 'knex';
import request from 'supertest';
import { company, CONTRACT, stockProduct } from '../__testUtils__/company';
import { healthyDays } from '../__testUtils__/evidence';
import { startDataMesh, tokenOf, until } from '../__testUtils__/startDataMesh';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { TestCatalog } from '../__testUtils__/TestCatalog';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const DAY = 24 * 3_600_000;

interface Told {
  unit: string;
  points: DataPoint<number | Histogram>[];
}

describe.each(databases.eachSupportedId())('metrics, %s', id => {
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const provider = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({
        exporter,
        exportIntervalMillis: 3_600_000,
      }),
    ],
  });
  const directory = createMockDirectory();
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startDataMesh>>;
  let catalog: TestCatalog;

  beforeAll(async () => {
    metrics.disable();
    metrics.setGlobalMeterProvider(provider);
    knex = await databases.init(id);
    directory.setContent({
      'inventory/catalog-info.yaml': '',
      'inventory/contracts/stock-levels.odcs.yaml': CONTRACT,
    });
    catalog = new TestCatalog([
      ...company(),
      stockProduct({
        base: `file:${directory.resolve('inventory/catalog-info.yaml')}`,
      }),
    ]);
    running = await startDataMesh({
      knex,
      catalog,
      // Looks that nobody asked for would be counted too.
      config: { refresh: { hours: 1 }, surroundings: { hours: 1 } },
    });
  });
  afterAll(async () => {
    await running.stop();
    await provider.shutdown();
    metrics.disable();
  });

  /** What an exporter gets now, by name. */
  async function collected(): Promise<Record<string, Told>> {
    exporter.reset();
    await provider.forceFlush();
    const told: Record<string, Told> = {};
    for (const { scopeMetrics } of exporter.getMetrics()) {
      for (const { descriptor, dataPoints } of scopeMetrics.flatMap(
        ({ scope, metrics: found }) =>
          scope.name === '@meshproof/backstage-plugin-data-mesh-backend'
            ? found
            : [],
      )) {
        told[descriptor.name] = {
          unit: descriptor.unit,
          points: dataPoints as Told['points'],
        };
      }
    }
    return told;
  }

  const values = (told: Told | undefined) =>
    Object.fromEntries(
      (told?.points ?? []).map(({ attributes, value }) => [
        Object.values(attributes).join(' '),
        typeof value === 'number' ? value : value.count,
      ]),
    );

  const quiet = () =>
    until('nothing waits', async () => {
      const judged = await knex('scorecards').pluck('subject_ref');
      const waiting = await knex('evaluation_queue').pluck('subject_ref');
      return judged.length === 1 && waiting.length === 0;
    });

  it('names and measures as the conventions of OpenTelemetry say', async () => {
    await quiet();
    await running.send(healthyDays(running.clock.now(), 1));
    await quiet();
    const told = await collected();
    expect(
      Object.fromEntries(
        Object.entries(told).map(([name, { unit }]) => [name, unit]),
      ),
    ).toEqual({
      'meshproof.catalog.request.duration': 's',
      'meshproof.evaluation.duration': 's',
      'meshproof.evaluations': '{evaluation}',
      'meshproof.evidence.records': '{record}',
      'meshproof.evidence.request.duration': 's',
      'meshproof.queue.age': 's',
      'meshproof.queue.failing': '{product}',
      'meshproof.queue.size': '{product}',
      'meshproof.source.silence': 's',
    });
    for (const [name, { points }] of Object.entries(told)) {
      for (const { attributes } of points) {
        for (const key of Object.keys(attributes)) {
          expect([name, key]).toEqual([
            name,
            expect.stringMatching(/^(error\.type|meshproof(\.[a-z]+)+)$/),
          ]);
        }
      }
    }
  });

  it('counts records by publisher and by what became of them', async () => {
    const before = values((await collected())['meshproof.evidence.records']);
    const records = healthyDays(running.clock.now() - DAY, 1);
    await running.send(records);
    await running.send([...records, { kind: 'run' }]);
    await quiet();
    const after = values((await collected())['meshproof.evidence.records']);
    const grown = (key: string) => after[key] - (before[key] ?? 0);
    expect(grown('warehouse accepted')).toBe(records.length);
    expect(grown('warehouse duplicate')).toBe(records.length);
    expect(grown('warehouse rejected')).toBe(1);
  });

  it('times requests, and says why one was not answered with a receipt', async () => {
    const { status } = await running.send([], tokenOf('external:nobody'));
    expect(status).toBe(403);
    const told = await collected();
    expect(values(told['meshproof.evidence.request.duration'])).toMatchObject({
      warehouse: expect.any(Number),
      'unknown NotAllowedError': 1,
    });
    for (const { value } of told['meshproof.evidence.request.duration']
      .points as DataPoint<Histogram>[]) {
      expect(value.sum).toBeLessThan(60);
    }
  });

  it('counts turns by cause and outcome', async () => {
    const turns = async () => {
      const told = await collected();
      return {
        causes: values(told['meshproof.evaluations']),
        outcomes: values(told['meshproof.evaluation.duration']),
      };
    };
    const before = await turns();
    expect(before.causes['committed claim']).toBeGreaterThan(0);
    await running.send(healthyDays(running.clock.now() - 2 * DAY, 1));
    await quiet();
    const after = await turns();
    expect(after.causes['committed evidence']).toBe(
      (before.causes['committed evidence'] ?? 0) + 1,
    );
    expect(after.outcomes.committed).toBe(before.outcomes.committed + 1);
  });

  it('tells how many wait, for how long, and how many fail', async () => {
    await knex('evaluation_queue').insert(
      [20_000, 90_000].map((age, index) => ({
        subject_ref: `dataproduct:default/waiting-${index}`,
        causes: 1,
        version: 1,
        available_at: Date.now() + 600_000,
        attempts: 3,
        queued_at: Date.now() - age,
        last_error: index === 0 ? 'Error: broken' : null,
      })),
    );
    const told = await collected();
    expect(values(told['meshproof.queue.size'])).toEqual({ '': 2 });
    expect(values(told['meshproof.queue.failing'])).toEqual({ '': 1 });
    const [age] = Object.values(values(told['meshproof.queue.age']));
    expect(age).toBeGreaterThanOrEqual(90);
    expect(age).toBeLessThan(150);
    await knex('evaluation_queue').delete();
    expect(values((await collected())['meshproof.queue.age'])).toEqual({
      '': 0,
    });
  });

  it('tells the silence of a source, which is none while it keeps its rhythm', async () => {
    expect(values((await collected())['meshproof.source.silence'])).toEqual({
      warehouse: 0,
    });
    running.clock.pass(10 * DAY);
    const { warehouse } = values(
      (await collected())['meshproof.source.silence'],
    );
    // Ten days after the last record, of which one was its usual interval.
    expect(warehouse / 86_400).toBeGreaterThan(8);
    expect(warehouse / 86_400).toBeLessThan(11);
  });

  it('times questions to the catalog, those that fail by the name of the error', async () => {
    const read = async () =>
      values((await collected())['meshproof.catalog.request.duration']);
    const before = await read();
    expect(before.streamEntities).toBeGreaterThan(0);
    expect(before.getEntitiesByRefs).toBeGreaterThan(0);
    catalog.failure = new TypeError('out of order');
    // An error of the portal itself is no answer of ours, and not described as one.
    await request(running.server)
      .get('/api/data-mesh/products/default/inventory/scorecard')
      .set('Authorization', mockCredentials.user.header('user:default/ana'))
      .expect(500);
    catalog.failure = undefined;
    expect((await read())['getEntityByRef TypeError']).toBe(1);
  });
});
