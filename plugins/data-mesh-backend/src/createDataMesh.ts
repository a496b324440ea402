import { DatasetMappings, defaultRubric } from '@meshproof/core';
import { Router } from 'express';
import { DatabaseCandidateStore } from './candidates';
import {
  ClaimTracker,
  ConsumerIndex,
  DatabaseClaimStore,
  eraseProduct,
} from './claims';
import {
  ContractKeeper,
  ContractSource,
  DatabaseContractStore,
} from './contract';
import { applyDatabaseMigrations, contentDigest } from './database';
import { DatabaseEvidenceStore, EvidenceDeletion } from './evidence';
import { DataMeshMetrics, measuredCatalog } from './metrics';
import { ReaderService } from './permissions';
import { readDataMeshConfig } from './readDataMeshConfig';
import {
  EvaluationTally,
  ReplicaRegister,
  replicaName,
  TaskJournal,
} from './replicas';
import {
  BackgroundLoop,
  CatalogDirectory,
  DatabaseEvaluationQueue,
  DatabaseScorecardStore,
  EvaluationService,
  JobOwners,
  ProductOwnerSeats,
  SituationCollector,
  SubjectIndex,
  SurroundingsCollector,
  SurroundingsWatch,
} from './scorecard';
import { createDataMeshRouter } from './createDataMeshRouter';
import { createRegularTasks, RegularTasks } from './createRegularTasks';
import { DataMeshServices } from './DataMeshServices';
import { DatabaseSloStore } from './slo';
import { DatabaseSubjectsLookup, silenceOf } from './sources';

/** A running data mesh backend. */
export interface DataMesh extends RegularTasks {
  router: Router;
  /** Starts following the catalog and working on the queue. */
  start(): void;
  stop(): Promise<void>;
}

/** To be raised when service levels are measured otherwise, so that all are measured again. */
const SERVICE_LEVELS = 1;
const ROWS_PER_TURN = 5;
const SIGN_OF_LIFE = 30_000;
/** A process that ended in the middle of a deletion leaves it to another one. */
const DELETION_PAUSE = 30_000;
/** A source that fills its history reaches further with every batch. */
const REST_BETWEEN_LOOKS = 5_000;

/** Makes the stores, services and routes, and connects them. */
export async function createDataMesh(
  services: DataMeshServices,
): Promise<DataMesh> {
  const { auth, clock, logger } = services;
  // Before the database is touched: with a wrong setting nothing happens at all.
  const config = readDataMeshConfig(services.config);
  const { settings, centralGroups, publishers } = config;
  const metrics = DataMeshMetrics.create();
  const catalog = measuredCatalog(services.catalog, metrics);
  const replica = replicaName();
  const tally = new EvaluationTally();
  const database = await applyDatabaseMigrations(services.database);
  const replicas = ReplicaRegister.create({ database, name: replica, tally });
  const tasks = TaskJournal.create({ database, replica });
  const rulesDigest = contentDigest({
    rubric: [defaultRubric.id, defaultRubric.version],
    serviceLevels: SERVICE_LEVELS,
    settings,
    centralGroups,
  });

  // What is kept.
  const claims = DatabaseClaimStore.create({ database });
  const contractStore = DatabaseContractStore.create({ database });
  const scorecards = DatabaseScorecardStore.create({ database });
  const slos = DatabaseSloStore.create({ database });
  const index = SubjectIndex.create({ database });
  const subjects = DatabaseSubjectsLookup.create({ database });
  const candidateStore = DatabaseCandidateStore.create({ database });
  let nudge = () => {};
  let lookAround = () => {};
  const queue = DatabaseEvaluationQueue.create({
    database,
    onAdded: () => nudge(),
  });
  const evidence = DatabaseEvidenceStore.create({
    database,
    publishers,
    listener: {
      async recordsArrived({ transaction, records }) {
        const refs = await index.match(records, { transaction });
        await queue.add(refs, 'evidence', { transaction });
      },
      sourcesReachFurther: () => lookAround(),
    },
  });

  // What is known around products, and to whom.
  const directory = new CatalogDirectory({
    catalog,
    auth,
    aiTypes: settings.aiTypes,
  });
  const reader = new ReaderService({ ...services, catalog, directory });
  const consumers = new ConsumerIndex({ catalog, auth });
  const contracts = new ContractKeeper({
    store: contractStore,
    source: ContractSource.fromConfig({
      ...config.contracts,
      config: services.config,
      reader: services.reader,
    }),
    clock,
    logger,
    urlInterval: config.contracts.refresh,
  });

  const mappings = DatasetMappings.create(settings.mappings);
  const jobs = new JobOwners({ claims });

  // What is judged.
  const collector = new SituationCollector({
    claims,
    contracts,
    evidence,
    scorecards,
    index,
    directory,
    settings,
    jobs,
    surroundings: new SurroundingsCollector({
      directory,
      evidence,
      seats: ProductOwnerSeats.create({ database }),
      index,
      mappings,
      centralGroups,
      productionServers: settings.productionServers,
    }),
  });
  const evaluations = new EvaluationService({
    database,
    claims,
    queue,
    scorecards,
    slos,
    contracts,
    collector,
    clock,
    logger,
    rulesDigest,
    worker: replica,
    metrics,
    tally,
  });
  const watch = new SurroundingsWatch({
    claims,
    collector,
    directory,
    queue,
    clock,
  });
  const tracker = new ClaimTracker({
    catalog,
    auth,
    store: claims,
    clock,
    logger,
    async onClaims(refs) {
      jobs.forget();
      const changed = await Promise.all(
        refs.map(ref => claims.getSubject(ref)),
      );
      await contracts.refresh(
        changed.filter(subject => subject !== undefined),
        { force: true },
      );
      await queue.add(refs, 'claim');
      watch.arrived(refs);
    },
  });

  // What runs by itself.
  const evaluating = new BackgroundLoop({
    name: 'Judging products',
    logger,
    async turn() {
      await queue.addDue(clock.now());
      const outcomes = await evaluations.work(ROWS_PER_TURN);
      return outcomes.length === ROWS_PER_TURN;
    },
  });
  nudge = () => evaluating.nudge();
  const following = new BackgroundLoop({
    name: 'Following the catalog',
    logger,
    pause: config.refresh,
    async turn() {
      await tracker.refresh();
      await consumers.refresh();
      const changed = await contracts.refresh(await claims.listLive());
      await queue.add(changed, 'claim');
      await watch.lookAtArrivals();
      return false;
    },
  });
  const lookingAround = new BackgroundLoop({
    name: 'Looking at the surroundings of products',
    logger,
    pause: config.surroundings,
    rest: REST_BETWEEN_LOOKS,
    async turn() {
      await watch.look();
      return false;
    },
  });
  lookAround = () => {
    collector.forgetSources();
    lookingAround.nudge();
  };
  const signing = new BackgroundLoop({
    name: 'Leaving a sign of life',
    logger,
    pause: SIGN_OF_LIFE,
    async turn() {
      await replicas.sign();
      return false;
    },
  });
  const deletion = EvidenceDeletion.create({
    database,
    async onFinished({ ref, records, erase }) {
      if (erase) {
        await eraseProduct({ database, claims, ref });
      }
      const subject = await claims.getSubject(ref);
      if (subject?.state === 'live') {
        await queue.add([ref], 'evidence');
      }
      collector.forgetSources();
      logger.info(
        `The evidence of ${ref} was deleted on request: ${records} records${
          erase ? ', and all that was kept of the product' : ''
        }`,
      );
    },
  });
  const deleting = new BackgroundLoop({
    name: 'Deleting evidence on request',
    logger,
    pause: DELETION_PAUSE,
    turn: () => deletion.work(clock.now()),
  });
  const loops = [following, evaluating, lookingAround, signing, deleting];

  // What is answered.
  const router = createDataMeshRouter({
    ...services,
    catalog,
    config,
    database,
    metrics,
    claims,
    contracts,
    contractStore,
    scorecards,
    slos,
    subjects,
    candidateStore,
    evidence,
    queue,
    directory,
    reader,
    consumers,
    mappings,
    jobs,
    evaluations,
    tracker,
    replicas,
    tasks,
    rulesDigest,
    deletion,
    onDeletionRequested: () => deleting.nudge(),
  });

  // Products that were judged by other rules, or whose turn was lost, are judged again.
  const outdated = await scorecards.listOutdated(rulesDigest);
  await queue.add(outdated, 'rubric');
  logger.info(
    `${outdated.length} products wait to be judged by rubric ${defaultRubric.id} ${defaultRubric.version}`,
  );

  const stopObserving = metrics.observe(async () => {
    const { size, oldestAt, failing } = await queue.state();
    const now = clock.now();
    return {
      queue: {
        size,
        failing,
        oldest: oldestAt === undefined ? 0 : Date.now() - oldestAt,
      },
      silence: silenceOf(await evidence.reach(), now),
    };
  });

  return {
    router,
    start: () => loops.forEach(loop => loop.start()),
    stop: async () => {
      stopObserving();
      await Promise.all(loops.map(loop => loop.stop()));
      await replicas.leave();
    },
    ...createRegularTasks({
      ...services,
      config,
      database,
      tasks,
      claims,
      queue,
      evidence,
      scorecards,
      slos,
      candidateStore,
    }),
  };
}
