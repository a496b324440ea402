import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  HealthReport,
  Problem,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { Knex } from 'knex';
import { ClaimStore } from '../claims';
import { databaseState } from '../database';
import { EvidenceStore, Publisher } from '../evidence';
import { ProblemsService } from '../problems';
import { Replica, ReplicaRegister, TaskJournal } from '../replicas';
import { EvaluationQueue, ScorecardStore } from '../scorecard';
import { silentSince } from '../sources';
import { StoredRows } from './StoredRows';

/** What a {@link HealthService} reads from. */
export interface HealthServiceOptions {
  database: Knex;
  queue: EvaluationQueue;
  replicas: ReplicaRegister;
  tasks: TaskJournal;
  stored: StoredRows;
  evidence: EvidenceStore;
  publishers: Publisher[];
  claims: ClaimStore;
  scorecards: ScorecardStore;
  problems: ProblemsService;
  clock: ClockService;
  rubric: { id: string; version: string };
  rulesDigest: string;
}

/** Brings together what an administrator asks when something seems slow, silent or wrong. */
export class HealthService {
  readonly #options: HealthServiceOptions;

  constructor(options: HealthServiceOptions) {
    this.#options = options;
  }

  /** For a reader who sees the whole catalog: the figures are of everything. */
  async report(credentials: BackstageCredentials): Promise<HealthReport> {
    const { database, queue, stored, scorecards, rubric, rulesDigest } =
      this.#options;
    const [state, replicas, outdated] = await Promise.all([
      queue.state(),
      this.#options.replicas.list(),
      scorecards.listOutdated(rulesDigest),
    ]);
    const { failures, oldestAt, ...counts } = state;
    return {
      at: iso(Date.now()),
      queue: {
        ...counts,
        ...(oldestAt === undefined ? {} : { oldestAt: iso(oldestAt) }),
        failures: failures.map(({ queuedAt, nextAttemptAt, ...failure }) => ({
          ...failure,
          queuedAt: iso(queuedAt),
          nextAttemptAt: iso(nextAttemptAt),
        })),
      },
      evaluation: evaluationOf(replicas),
      rubric: { ...rubric, outdated: outdated.length },
      tasks: (await this.#options.tasks.list()).map(
        ({ startedAt, endedAt, ...task }) => ({
          ...task,
          startedAt: iso(startedAt),
          ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
        }),
      ),
      replicas: replicas.map(({ name, startedAt, seenAt, figures }) => ({
        name,
        startedAt: iso(startedAt),
        seenAt: iso(seenAt),
        turns: figures.turns,
      })),
      sources: await this.#sources(),
      problems: await this.#problems(credentials),
      stored: await stored.count(),
      database: await databaseState(database),
    };
  }

  async #sources(): Promise<HealthReport['sources']> {
    const { evidence, publishers, clock } = this.#options;
    const reach = await evidence.reach();
    const heard = new Set(reach.map(({ publisher }) => publisher));
    const silent = [...heard].flatMap(publisher => {
      const own = reach.filter(row => row.publisher === publisher);
      const since = silentSince(own, clock.now());
      return since === undefined
        ? []
        : [{ publisher, title: own[0].title, silentSince: iso(since) }];
    });
    return {
      known: new Set([...heard, ...publishers.map(({ id }) => id)]).size,
      neverHeard: publishers
        .filter(({ id }) => !heard.has(id))
        .map(({ id, title }) => ({ publisher: id, title })),
      silent,
    };
  }

  async #problems(
    credentials: BackstageCredentials,
  ): Promise<HealthReport['problems']> {
    const { claims, problems } = this.#options;
    const live = await claims.listLive();
    const all = [
      ...(await problems.ofProducts(live, live, credentials, 'all')),
      ...(await problems.ofConsumers(live, credentials, 'all')),
    ];
    const counts = new Map<string, HealthReport['problems'][number]>();
    for (const { area, severity } of all) {
      const key = `${area} ${severity}`;
      const count = counts.get(key)?.count ?? 0;
      counts.set(key, { area, severity, count: count + 1 });
    }
    return [...counts.values()].sort(
      (a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count,
    );
  }
}

function rank(severity: Problem['severity']): number {
  return ['error', 'warning', 'info'].indexOf(severity);
}

/** What all processes that were seen lately did together. */
function evaluationOf(replicas: Replica[]): HealthReport['evaluation'] {
  const all = replicas.map(({ figures }) => figures);
  const sum = (of: (figures: (typeof all)[number]) => number) =>
    all.reduce((total, figures) => total + of(figures), 0);
  const turns = sum(figures => figures.turns);
  return {
    minutes: Math.max(...all.map(({ minutes }) => minutes)),
    turns,
    changed: sum(figures => figures.changed),
    failed: sum(figures => figures.failed),
    meanSeconds: turns === 0 ? 0 : sum(figures => figures.seconds) / turns,
    longestSeconds: Math.max(...all.map(({ longest }) => longest)),
  };
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
