import {
  Attributes,
  Counter,
  Histogram,
  Meter,
  metrics,
  ObservableResult,
} from '@opentelemetry/api';
import { CAUSES, Cause } from '../scorecard/EvaluationQueue';

/** What became of a record at the door. */
export type RecordOutcome = 'accepted' | 'duplicate' | 'rejected';

/** What is read from the database whenever metrics are collected. */
export interface ObservedState {
  queue: {
    size: number;
    /** Milliseconds that the subject waits which has waited longest, of those that may be taken. */
    oldest: number;
    /** Subjects whose last turn failed. */
    failing: number;
  };
  /** Milliseconds since each publisher missed its usual interval; 0 for those that keep it. */
  silence: Map<string, number>;
}

/** From quick looks to turns that are far too slow, in seconds. */
const SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
];

/**
 * What this process tells to OpenTelemetry. Names and units follow its semantic conventions; without an SDK in the process nothing is
 * measured and nothing costs.
 */
export class DataMeshMetrics {
  /** With the meter of the process, which its OpenTelemetry SDK has set up before. */
  static create(): DataMeshMetrics {
    return new DataMeshMetrics(
      metrics.getMeter('@meshproof/backstage-plugin-data-mesh-backend'),
    );
  }

  readonly #meter: Meter;
  readonly #records: Counter;
  readonly #requests: Histogram;
  readonly #evaluations: Counter;
  readonly #turns: Histogram;
  readonly #catalog: Histogram;

  private constructor(meter: Meter) {
    this.#meter = meter;
    this.#records = meter.createCounter('meshproof.evidence.records', {
      description: 'Records that publishers sent',
      unit: '{record}',
    });
    this.#requests = this.#duration(
      'meshproof.evidence.request.duration',
      'How long it took to take in the records of one request',
    );
    this.#evaluations = meter.createCounter('meshproof.evaluations', {
      description:
        'Turns of the queue, once for each cause that put the product there',
      unit: '{evaluation}',
    });
    this.#turns = this.#duration(
      'meshproof.evaluation.duration',
      'How long it took to judge one product',
    );
    this.#catalog = this.#duration(
      'meshproof.catalog.request.duration',
      'How long a question to the catalog took, lists to their last page',
    );
  }

  records(options: {
    publisher: string;
    outcome: RecordOutcome;
    records: number;
  }): void {
    const { publisher, outcome, records } = options;
    if (records > 0) {
      this.#records.add(records, {
        'meshproof.publisher': publisher,
        'meshproof.record.outcome': outcome,
      });
    }
  }

  /** A request with records, and how it ended. */
  evidenceRequest(options: {
    publisher: string;
    seconds: number;
    /** Where it was not answered with a receipt. */
    errorType?: string;
  }): void {
    this.#requests.record(options.seconds, {
      'meshproof.publisher': options.publisher,
      ...errorAttribute(options.errorType),
    });
  }

  evaluated(options: {
    /** Bits, as the queue holds them. */
    causes: number;
    outcome: string;
    seconds: number;
  }): void {
    const outcome = { 'meshproof.evaluation.outcome': options.outcome };
    for (const [cause, bit] of Object.entries(CAUSES) as [Cause, number][]) {
      // eslint-disable-next-line no-bitwise -- causes are kept as bits
      if (options.causes & bit) {
        this.#evaluations.add(1, {
          ...outcome,
          'meshproof.evaluation.cause': cause,
        });
      }
    }
    this.#turns.record(options.seconds, outcome);
  }

  catalogAsked(options: {
    operation: string;
    seconds: number;
    errorType?: string;
  }): void {
    this.#catalog.record(options.seconds, {
      'meshproof.catalog.operation': options.operation,
      ...errorAttribute(options.errorType),
    });
  }

  /**
   * Reads the state of the database whenever somebody collects metrics. All processes on a database tell the same.
   *
   * @returns stops reading
   */
  observe(read: () => Promise<ObservedState>): () => void {
    const size = this.#meter.createObservableGauge('meshproof.queue.size', {
      description: 'Products that wait to be judged',
      unit: '{product}',
    });
    const failing = this.#meter.createObservableGauge(
      'meshproof.queue.failing',
      {
        description: 'Products whose last turn failed',
        unit: '{product}',
      },
    );
    const age = this.#meter.createObservableGauge('meshproof.queue.age', {
      description: 'How long the product waits that has waited longest',
      unit: 's',
    });
    const silence = this.#meter.createObservableGauge(
      'meshproof.source.silence',
      {
        description:
          'Time since a publisher missed its usual interval; 0 while it keeps it',
        unit: 's',
      },
    );
    let state: Promise<ObservedState> | undefined;
    // Four gauges are asked at once, and the database once for all of them.
    const once = () => {
      state ??= read().finally(() => {
        state = undefined;
      });
      return state;
    };
    const tell: [
      typeof size,
      (found: ObservedState, result: ObservableResult) => void,
    ][] = [
      [size, ({ queue }, result) => result.observe(queue.size)],
      [failing, ({ queue }, result) => result.observe(queue.failing)],
      [age, ({ queue }, result) => result.observe(queue.oldest / 1_000)],
      [
        silence,
        (found, result) =>
          found.silence.forEach((milliseconds, publisher) =>
            result.observe(milliseconds / 1_000, {
              'meshproof.publisher': publisher,
            }),
          ),
      ],
    ];
    const callbacks = tell.map(([gauge, observe]) => {
      const callback = async (result: ObservableResult) =>
        observe(await once(), result);
      gauge.addCallback(callback);
      return () => gauge.removeCallback(callback);
    });
    return () => callbacks.forEach(remove => remove());
  }

  #duration(name: string, description: string): Histogram {
    return this.#meter.createHistogram(name, {
      description,
      unit: 's',
      advice: { explicitBucketBoundaries: SECONDS },
    });
  }
}

function errorAttribute(errorType: string | undefined): Attributes {
  return errorType === undefined ? {} : { 'error.type': errorType };
}
