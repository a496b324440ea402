import { Knex } from 'knex';
import { CandidateSourceReader, DatabaseCandidateStore } from './candidates';
import { DatabaseClaimStore } from './claims';
import { DataMeshServices } from './DataMeshServices';
import { DatabaseEvidenceStore, EvidenceRetention } from './evidence';
import { DataMeshConfig } from './readDataMeshConfig';
import { TaskJournal } from './replicas';
import { DatabaseEvaluationQueue, DatabaseScorecardStore } from './scorecard';
import { DatabaseSloStore } from './slo';
import { SilenceNotices } from './sources';

/** What the scheduler of the backend calls. */
export interface RegularTasks {
  /** Puts every product into the queue. */
  lookAtAll(): Promise<void>;
  /** Deletes records, and days of service levels, that are older than their retention. */
  forgetOldEvidence(): Promise<void>;
  /** Tells the owners of sources that fell silent. */
  tellOfSilence(): Promise<void>;
  /** Asks the catalogs that modules added for candidates. */
  readCandidateSources(signal: AbortSignal): Promise<void>;
}

/** What regular tasks work with. */
export interface RegularTaskParts
  extends Pick<
    DataMeshServices,
    'candidateSources' | 'clock' | 'logger' | 'notifications'
  > {
  config: DataMeshConfig;
  database: Knex;
  tasks: TaskJournal;
  claims: DatabaseClaimStore;
  queue: DatabaseEvaluationQueue;
  evidence: DatabaseEvidenceStore;
  scorecards: DatabaseScorecardStore;
  slos: DatabaseSloStore;
  candidateStore: DatabaseCandidateStore;
}

/** Makes the tasks that run once for all replicas, each with an entry in the journal. */
export function createRegularTasks(parts: RegularTaskParts): RegularTasks {
  const { clock, logger, config, tasks, claims, queue, slos } = parts;
  const silenceNotices = new SilenceNotices({
    ...parts,
    publishers: config.publishers,
  });
  const retention = EvidenceRetention.create({
    database: parts.database,
    keep: config.evidence.retention,
  });
  const candidates = new CandidateSourceReader({
    ...parts,
    sources: parts.candidateSources,
    store: parts.candidateStore,
  });
  return {
    lookAtAll: () =>
      tasks.run('nightly-look', async () => {
        const live = await claims.listLive();
        await queue.add(
          live.map(({ ref }) => ref),
          'time',
        );
        return { products: live.length };
      }),
    tellOfSilence: () =>
      tasks.run('silent-sources', () => silenceNotices.tell()),
    forgetOldEvidence: () =>
      tasks.run('evidence-retention', async () => {
        const deleted = await retention.apply(clock.now());
        if (deleted > 0) {
          logger.info(
            `${deleted} records older than the retention of their kind were deleted; sums over them stay`,
          );
        }
        const days = await slos.removeBefore(
          new Date(clock.now() - config.slo.retention)
            .toISOString()
            .slice(0, 10),
        );
        return { deleted, days };
      }),
    readCandidateSources: signal =>
      tasks.run('candidate-sources', () => candidates.read(signal)),
  };
}
