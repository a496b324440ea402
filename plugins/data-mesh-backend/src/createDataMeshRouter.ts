import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import {
  DatasetMappings,
  defaultRubric,
  EvidenceRecord,
} from '@meshproof/core';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Knex } from 'knex';
import {
  AttestationService,
  createAttestationsRouter,
  DatabaseAttestationStore,
} from './attestation';
import {
  CandidatesService,
  createCandidatesDoorRouter,
  createCandidatesRouter,
  DatabaseCandidateStore,
} from './candidates';
import { ClaimTracker, ConsumerIndex, DatabaseClaimStore } from './claims';
import { ContractKeeper, DatabaseContractStore } from './contract';
import {
  ContradictionReplies,
  ContradictionsService,
  createContradictionsRouter,
  DatabaseReplyStore,
} from './contradictions';
import { DataMeshServices } from './DataMeshServices';
import {
  createEvidenceDeletionRouter,
  createEvidenceRouter,
  DatabaseEvidenceStore,
  EvidenceDeletion,
} from './evidence';
import { createHealthRouter, HealthService, StoredRows } from './health';
import { createLogRouter, EvidenceLogService } from './log';
import { DataMeshMetrics } from './metrics';
import { ReaderService } from './permissions';
import { createProblemsRouter, ProblemsService } from './problems';
import { createReadinessRouter, ReadinessService } from './readiness';
import { DataMeshConfig } from './readDataMeshConfig';
import { ReplicaRegister, TaskJournal } from './replicas';
import { loadOpenApiDocument } from './schema';
import {
  CatalogDirectory,
  createProductsRouter,
  DatabaseEvaluationQueue,
  DatabaseScorecardStore,
  EvaluationService,
  JobOwners,
  ProductDescriber,
  ProductsService,
} from './scorecard';
import { createSloRouter, DatabaseSloStore } from './slo';
import { createSourcesRouter, DatabaseSubjectsLookup } from './sources';

/** How long a sender may be silent in the middle of a body. */
const BODY_PATIENCE = 60_000;

/** What the routes answer from. */
export interface DataMeshRouterParts
  extends Omit<DataMeshServices, 'config' | 'database' | 'reader'> {
  config: DataMeshConfig;
  database: Knex;
  metrics: DataMeshMetrics;
  claims: DatabaseClaimStore;
  contracts: ContractKeeper;
  contractStore: DatabaseContractStore;
  scorecards: DatabaseScorecardStore;
  slos: DatabaseSloStore;
  subjects: DatabaseSubjectsLookup;
  candidateStore: DatabaseCandidateStore;
  evidence: DatabaseEvidenceStore;
  queue: DatabaseEvaluationQueue;
  directory: CatalogDirectory;
  reader: ReaderService;
  consumers: ConsumerIndex;
  mappings: DatasetMappings;
  jobs: JobOwners;
  evaluations: EvaluationService;
  tracker: ClaimTracker;
  replicas: ReplicaRegister;
  tasks: TaskJournal;
  deletion: EvidenceDeletion;
  /** Somebody asked for a deletion. */
  onDeletionRequested: () => void;
  rulesDigest: string;
}

/** Makes what only the routes need, and the routes. */
export function createDataMeshRouter(parts: DataMeshRouterParts): Router {
  const { config, database, directory, reader, jobs } = parts;
  const { settings, centralGroups } = config;
  const { principals } = settings;
  const problems = new ProblemsService({
    ...parts,
    store: parts.contractStore,
  });
  const replies = DatabaseReplyStore.create({ database });
  const products = new ProductsService({
    ...parts,
    problems,
    replies: new ContradictionReplies({ replies, reader }),
  });
  const answering = {
    ...parts,
    products,
    problems,
    settings,
    centralGroups,
    principals,
  };
  const doors = {
    ...parts,
    store: parts.evidence,
    publishers: config.publishers,
    productionServers: settings.productionServers,
    retention: config.evidence.retention,
    rates: config.evidence.limits,
    limits: {
      mostBytes: config.evidence.maxSize,
      patience: BODY_PATIENCE,
    },
    principalsOf: async (record: EvidenceRecord) => ({
      principals,
      jobs:
        record.kind === 'usage' && record.principal !== undefined
          ? await jobs.products([record.principal])
          : {},
    }),
  };

  const router = PromiseRouter();
  // Evidence comes in streams, each record checked alone; what reads and checks whole bodies has to come after it.
  router.use(createEvidenceRouter(doors));
  router.use(
    createCandidatesDoorRouter({
      ...doors,
      store: parts.candidateStore,
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
      ...answering,
      describer: new ProductDescriber(answering),
    }),
  );
  router.use(
    createContradictionsRouter({
      ...answering,
      contradictions: new ContradictionsService({
        ...answering,
        replies,
        product: entity => products.contradicted(entity),
      }),
    }),
  );
  router.use(
    createLogRouter({
      ...answering,
      log: new EvidenceLogService(answering),
    }),
  );
  router.use(createSloRouter(answering));
  router.use(
    createReadinessRouter({
      ...answering,
      readiness: new ReadinessService(answering),
    }),
  );
  router.use(
    createAttestationsRouter({
      ...answering,
      attestations: new AttestationService({
        ...answering,
        store: DatabaseAttestationStore.create({ database }),
      }),
    }),
  );
  router.use(
    createEvidenceDeletionRouter({
      ...doors,
      onRequested: parts.onDeletionRequested,
    }),
  );
  router.use(createSourcesRouter(doors));
  router.use(
    createCandidatesRouter({
      ...answering,
      candidates: new CandidatesService({
        ...answering,
        store: parts.candidateStore,
        centralGroups: async () => {
          const families = await Promise.all(
            centralGroups.map(ref => directory.group(ref)),
          );
          return new Set(families.flatMap(({ family }) => family));
        },
      }),
    }),
  );
  router.use(createProblemsRouter(answering));
  router.use(
    createHealthRouter({
      ...answering,
      health: new HealthService({
        ...answering,
        publishers: config.publishers,
        stored: StoredRows.create({ database }),
        rubric: { id: defaultRubric.id, version: defaultRubric.version },
      }),
    }),
  );
  return router;
}
