import {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  CandidateSource,
  ClockService,
} from '@meshproof/backstage-plugin-data-mesh-node';
import {
  DatasetMappings,
  defaultRubric,
  EvidenceFormat,
  EvidenceRecord,
} from '@meshproof/core';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import {
  AttestationService,
  createAttestationsRouter,
  DatabaseAttestationStore,
} from './attestation';
import {
  CandidateSourceReader,
  CandidatesService,
  createCandidatesDoorRouter,
  createCandidatesRouter,
  DatabaseCandidateStore,
} from './candidates';
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
import {
  ContradictionReplies,
  ContradictionsService,
  createContradictionsRouter,
  DatabaseReplyStore,
} from './contradictions';
import { applyDatabaseMigrations, contentDigest } from './database';
import {
  createEvidenceDeletionRouter,
  createEvidenceRouter,
  DatabaseEvidenceStore,
  EvidenceDeletion,
  EvidenceRetention,
} from './evidence';
import { createHealthRouter, HealthService, StoredRows } from './health';
import { createLogRouter, EvidenceLogService } from './log';
import { DataMeshMetrics, measuredCatalog } from './metrics';
import { ReaderService } from './permissions';
import { createProblemsRouter, ProblemsService } from './problems';
import { createReadinessRouter, ReadinessService } from './readiness';
import { readDataMeshConfig } from './readDataMeshConfig';
import {
  EvaluationTally,
  ReplicaRegister,
  replicaName,
  TaskJournal,
} from './replicas';
import { loadOpenApiDocument } from './schema';
import {
  BackgroundLoop,
  CatalogDirectory,
  createProductsRouter,
  DatabaseEvaluationQueue,
  DatabaseScorecardStore,
  EvaluationService,
  JobOwners,
  ProductDescriber,
  ProductOwnerSeats,
  ProductsService,
  SituationCollector,
  SubjectIndex,
  SurroundingsCollector,
  SurroundingsWatch,
} from './scorecard';
import { createSloRouter, DatabaseSloStore } from './slo';
import {
  createSourcesRouter,
  SilenceNotices,
  DatabaseSubjectsLookup,
  silenceOf,
} from './sources';

/** The services that {@link createDataMesh} is given. */
export interface DataMeshServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  clock: ClockService;
  config: Config;
  database: DatabaseService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  reader: UrlReaderService;
  userInfo: UserInfoService;
  formats: readonly EvidenceFormat[];
  candidateSources: readonly CandidateSource[];
}

/** A running data mesh backend. */
export interface DataMesh {
  router: Router;
  /** Starts following the catalog and working on the queue. */
  start(): void;
  stop(): Promise<void>;
  /** Puts every product into the queue. */
  lookAtAll(): Promise<void>;
  /** Deletes records, and days of service levels, that are older than their retention. */
  forgetOldEvidence(): Promise<void>;
  /** Tells the owners of sources that fell silent. */
  tellOfSilence(): Promise<void>;
  /** Asks the catalogs that modules added for candidates. */
  readCandidateSources(signal: AbortSignal): Promise<void>;
}

/** To be raised when service levels are measured otherwise, so that all are measured again. */
const SERVICE_LEVELS = 1;
const ROWS_PER_TURN = 5;
const SIGN_OF_LIFE = 30_000;
/** A process that ended in the middle of a deletion leaves it to another one. */
const DELETION_PAUSE = 30_000;
/** How long a sender may be silent in the middle of a body. */
const BODY_PATIENCE = 60_000;
/** A source that fills its history reaches further with every batch. */
const REST_BETWEEN_LOOKS = 5_000;

/** Makes the stores, services and routes, and connects them. */
export async function createDataMesh(
  services: DataMeshServices,
): Promise<DataMesh> {
  const { auth, clock, httpAuth, logger } = services;
  // Before the database is touched: with a wrong setting nothing happens at all.
  const config = readDataMeshConfig(services.config);
  const { settings, centralGroups, publishers } = config;
  const { retention } = config.evidence;
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
  const problems = new ProblemsService({
    contracts,
    store: contractStore,
    consumers,
    reader,
    subjects,
    mappings,
  });
  const replies = DatabaseReplyStore.create({ database });
  const products = new ProductsService({
    auth,
    catalog,
    claims,
    tracker,
    consumers,
    scorecards,
    evaluations,
    directory,
    reader,
    problems,
    replies: new ContradictionReplies({ replies, reader }),
    clock,
  });
  const router = PromiseRouter();
  const doors = {
    ...services,
    catalog,
    metrics,
    reader,
    store: evidence,
    publishers,
    subjects,
    productionServers: settings.productionServers,
    retention,
    rates: config.evidence.limits,
    limits: {
      mostBytes: config.evidence.maxSize,
      patience: BODY_PATIENCE,
    },
    mappings,
    principalsOf: async (record: EvidenceRecord) => ({
      principals: settings.principals,
      jobs:
        record.kind === 'usage' && record.principal !== undefined
          ? await jobs.products([record.principal])
          : {},
    }),
  };
  // Evidence comes in streams, each record checked alone; what reads and checks whole bodies has to come after it.
  router.use(createEvidenceRouter(doors));
  router.use(
    createCandidatesDoorRouter({
      ...doors,
      store: candidateStore,
      mostBytes: config.evidence.maxSize,
    }),
  );
  router.use(
    createValidatedOpenApiRouterFromGeneratedEndpointMap(
      loadOpenApiDocument(),
    ) as unknown as Router,
  );
  router.use(
    createProductsRouter({
      httpAuth,
      reader,
      products,
      describer: new ProductDescriber({
        claims,
        contracts,
        contractStore,
        consumers,
        directory,
        reader,
        settings,
      }),
    }),
  );
  router.use(
    createContradictionsRouter({
      httpAuth,
      auditor: services.auditor,
      reader,
      contradictions: new ContradictionsService({
        replies,
        reader,
        clock,
        product: entity => products.contradicted(entity),
      }),
    }),
  );
  router.use(
    createLogRouter({
      httpAuth,
      reader,
      log: new EvidenceLogService({
        evidence,
        evaluations,
        products,
        reader,
        jobs,
      }),
    }),
  );
  router.use(
    createSloRouter({
      httpAuth,
      reader,
      slos,
      clock,
      products,
    }),
  );
  router.use(
    createReadinessRouter({
      httpAuth,
      readiness: new ReadinessService({
        claims,
        scorecards,
        evidence,
        subjects,
        directory,
        reader,
        clock,
        centralGroups,
        mappings,
        principals: settings.principals,
        jobs,
      }),
    }),
  );
  router.use(
    createAttestationsRouter({
      ...services,
      attestations: new AttestationService({
        store: DatabaseAttestationStore.create({ database }),
        claims,
        scorecards,
        directory,
        reader,
        clock,
        centralGroups,
      }),
    }),
  );
  router.use(
    createEvidenceDeletionRouter({
      ...doors,
      claims,
      deletion,
      onRequested: () => deleting.nudge(),
    }),
  );
  router.use(createSourcesRouter({ ...doors, scorecards }));
  router.use(
    createCandidatesRouter({
      httpAuth,
      reader,
      candidates: new CandidatesService({
        store: candidateStore,
        subjects,
        reader,
        mappings,
        centralGroups: async () => {
          const families = await Promise.all(
            centralGroups.map(ref => directory.group(ref)),
          );
          return new Set(families.flatMap(({ family }) => family));
        },
      }),
    }),
  );
  router.use(createProblemsRouter({ httpAuth, claims, problems, reader }));
  router.use(
    createHealthRouter({
      httpAuth,
      reader,
      health: new HealthService({
        database,
        queue,
        replicas,
        tasks,
        stored: StoredRows.create({ database }),
        evidence,
        publishers,
        claims,
        scorecards,
        problems,
        clock,
        rubric: { id: defaultRubric.id, version: defaultRubric.version },
        rulesDigest,
      }),
    }),
  );

  // Products that were judged by other rules, or whose turn was lost, are judged again.
  const outdated = await scorecards.listOutdated(rulesDigest);
  await queue.add(outdated, 'rubric');
  logger.info(
    `${outdated.length} products wait to be judged by rubric ${defaultRubric.id} ${defaultRubric.version}`,
  );

  const silenceNotices = new SilenceNotices({
    database,
    publishers,
    evidence,
    scorecards,
    notifications: services.notifications,
    clock,
    logger,
  });

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
        const deleted = await EvidenceRetention.create({
          database,
          keep: retention,
        }).apply(clock.now());
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
      tasks.run('candidate-sources', () =>
        new CandidateSourceReader({
          sources: services.candidateSources,
          store: candidateStore,
          clock,
          logger,
        }).read(signal),
      ),
  };
}
