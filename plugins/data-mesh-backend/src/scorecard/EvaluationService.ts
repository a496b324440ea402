import { LoggerService } from '@backstage/backend-plugin-api';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import {
  Evaluation,
  evaluateProduct,
  measureSlos,
  ProductSituation,
  SloMeasurement,
} from '@meshproof/core';
import { Knex } from 'knex';
import { ClaimStore, Subject } from '../claims';
import { ContractKeeper } from '../contract';
import { DataMeshMetrics } from '../metrics';
import { EvaluationTally } from '../replicas';
import { SloStore } from '../slo';
import { ClaimedSubject, EvaluationQueue } from './EvaluationQueue';
import { FindingKind, ScorecardStore } from './ScorecardStore';
import {
  CollectedSituation,
  SituationCollector,
  SituationFrame,
} from './SituationCollector';

/** A look never comes sooner than this after the one before, however busy time is. */
const SHORTEST_WAIT = 60_000;
const RETRY = 250;
const LONGEST_RETRY = 600_000;

/** How a turn of the queue ended. */
export type EvaluationOutcome =
  | 'committed'
  | 'unchanged'
  | 'superseded'
  | 'gone'
  | 'failed';

/** What an {@link EvaluationService} works with. */
export interface EvaluationServiceOptions {
  database: Knex;
  claims: ClaimStore;
  queue: EvaluationQueue;
  scorecards: ScorecardStore;
  slos: SloStore;
  contracts: ContractKeeper;
  collector: SituationCollector;
  clock: ClockService;
  logger: LoggerService;
  /** Digest of the rubric and the settings. */
  rulesDigest: string;
  /** Name of this process, under which it holds rows. */
  worker: string;
  metrics: DataMeshMetrics;
  tally: EvaluationTally;
}

/** Judges products and keeps what changed. */
export class EvaluationService {
  readonly #options: EvaluationServiceOptions;
  readonly #lookedAt = new Map<string, number>();
  readonly #atOnce = new Map<string, Promise<EvaluationOutcome>>();

  constructor(options: EvaluationServiceOptions) {
    this.#options = options;
  }

  /** When a product was last looked at by this process, whether or not anything had changed. */
  lookedAt(ref: string): number | undefined {
    return this.#lookedAt.get(ref);
  }

  /** Takes up to `limit` rows from the queue and works on them. */
  async work(limit: number): Promise<EvaluationOutcome[]> {
    const claimed = await this.#options.queue.claim({
      worker: this.#options.worker,
      limit,
    });
    const outcomes: EvaluationOutcome[] = [];
    for (const subject of claimed) {
      outcomes.push(await this.#take(subject));
    }
    return outcomes;
  }

  /** Judges one product now. Somebody waits for it, so it does not queue behind others. */
  async evaluateNow(ref: string): Promise<EvaluationOutcome> {
    const running = this.#atOnce.get(ref);
    if (running) {
      return running;
    }
    const turn = this.#evaluateNow(ref).finally(() => this.#atOnce.delete(ref));
    this.#atOnce.set(ref, turn);
    return turn;
  }

  /** The situation of a product as it would be judged now. */
  async situation(subject: Subject): Promise<CollectedSituation> {
    const { collector, clock } = this.#options;
    return collector.collect(subject, clock.now());
  }

  /** The same without its evidence, and where that is found. */
  async frame(subject: Subject): Promise<SituationFrame> {
    const { collector, clock } = this.#options;
    return collector.frame(subject, clock.now());
  }

  async #evaluateNow(ref: string): Promise<EvaluationOutcome> {
    const { queue } = this.#options;
    await queue.add([ref], 'claim');
    // A row that somebody else holds is being judged right now; what comes of it is as new as it gets.
    for (let attempt = 0; attempt < 20; attempt++) {
      const [claimed] = await queue.claim({
        worker: this.#options.worker,
        limit: 1,
        ref,
      });
      const outcome = claimed && (await this.#take(claimed));
      if (outcome && outcome !== 'superseded') {
        return outcome;
      }
      await new Promise(resolve => setTimeout(resolve, RETRY));
      if (await this.#isCurrent(ref)) {
        return 'unchanged';
      }
    }
    return 'superseded';
  }

  async #isCurrent(ref: string): Promise<boolean> {
    const { claims, scorecards } = this.#options;
    const subject = await claims.getSubject(ref);
    const stored = await scorecards.get(ref);
    return subject !== undefined && stored?.claimDigest === subject.claimDigest;
  }

  async #take(claimed: ClaimedSubject): Promise<EvaluationOutcome> {
    const begin = Date.now();
    const outcome = await this.#work(claimed);
    const { causes } = claimed;
    const seconds = (Date.now() - begin) / 1_000;
    this.#options.metrics.evaluated({ causes, outcome, seconds });
    this.#options.tally.add(outcome, seconds);
    return outcome;
  }

  async #work(claimed: ClaimedSubject): Promise<EvaluationOutcome> {
    const { queue, logger } = this.#options;
    try {
      const outcome = await this.#evaluate(claimed);
      if (outcome === 'superseded') {
        await queue.release(
          claimed,
          Math.min(RETRY * (claimed.attempts + 1), 5_000),
        );
      }
      return outcome;
    } catch (error) {
      const failures = claimed.failed ? claimed.attempts : 0;
      const delay = Math.min(
        1_000 * 2 ** Math.min(failures, 20),
        LONGEST_RETRY,
      );
      logger.error(
        `${claimed.ref} could not be judged (attempt ${
          failures + 1
        }); its last result stays, the next attempt is in ${delay / 1_000} s`,
        error as Error,
      );
      await queue.release(claimed, delay, error);
      return 'failed';
    }
  }

  async #evaluate(claimed: ClaimedSubject): Promise<EvaluationOutcome> {
    const { database, claims, queue, collector, clock, logger } = this.#options;
    const subject = await claims.getSubject(claimed.ref);
    if (subject?.state !== 'live') {
      await database.transaction(tx => queue.complete(claimed, tx));
      return 'gone';
    }
    const begin = Date.now();
    await this.#options.contracts.ensureRead(subject);
    const now = clock.now();
    const collected = await collector.collect(subject, now);
    const evaluation = evaluateProduct(collected.situation);
    const outcome = await this.#commit(
      claimed,
      subject,
      collected,
      evaluation,
      measureSlos(collected.situation, evaluation.frozenAt),
      now,
    );
    if (outcome !== 'superseded') {
      this.#lookedAt.set(subject.ref, now);
    }
    logger.debug(
      `${subject.ref}: ${outcome}, level ${
        evaluation.scorecard.level.computed
      }, ${evaluation.scorecard.verdict.shown}, ${
        collected.situation.evidence.length
      } records, ${Date.now() - begin} ms`,
    );
    return outcome;
  }

  /** Result, history and the removal of the row together, and only if nothing newer arrived. */
  async #commit(
    claimed: ClaimedSubject,
    subject: Subject,
    collected: CollectedSituation,
    evaluation: Evaluation,
    measured: SloMeasurement,
    now: number,
  ): Promise<EvaluationOutcome> {
    const { database, queue, scorecards, slos, rulesDigest, logger } =
      this.#options;
    return database.transaction(async transaction => {
      if (!(await queue.complete(claimed, transaction))) {
        return 'superseded';
      }
      const report = await scorecards.commit({
        transaction,
        ref: subject.ref,
        lineage: collected.lineage,
        now,
        causes: claimed.causes,
        claimDigest: subject.claimDigest,
        rulesDigest,
        evaluation,
        told: toldIn(collected.situation),
      });
      const measuredAnew = await slos.save({
        transaction,
        ref: subject.ref,
        // What is judged no more has the windows it ended with.
        now: evaluation.frozenAt ?? now,
        slos: measured.items,
      });
      const nextChangeAt = Math.min(
        evaluation.nextChangeAt ?? Number.POSITIVE_INFINITY,
        measured.nextChangeAt ?? Number.POSITIVE_INFINITY,
      );
      const nextLookAt = Number.isFinite(nextChangeAt)
        ? Math.max(nextChangeAt, now + SHORTEST_WAIT)
        : null;
      if (
        subject.nextLookAt !== (nextLookAt ?? undefined) ||
        subject.surroundingsDigest !== collected.surroundingsDigest
      ) {
        await transaction('subjects').where({ ref: subject.ref }).update({
          next_look_at: nextLookAt,
          surroundings_digest: collected.surroundingsDigest,
        });
      }
      if (report.level) {
        logger.info(
          `${subject.ref} is at level ${evaluation.scorecard.level.computed}`,
        );
      }
      if (report.finding) {
        logger.info(`${subject.ref}: a finding was ${report.finding}`);
      }
      return report.result ||
        report.history ||
        report.level ||
        report.contradictions ||
        measuredAnew
        ? 'committed'
        : 'unchanged';
    });
  }
}

function toldIn({
  toldAt,
  contradictionsToldAt,
}: ProductSituation): Partial<Record<FindingKind, number>> {
  return {
    ...contradictionsToldAt,
    ...(toldAt === undefined ? {} : { contradicted: toldAt }),
  };
}
