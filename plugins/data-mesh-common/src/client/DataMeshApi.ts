import { Page } from '../api';
import {
  EvidenceDeletionReport,
  EvidenceLogPage,
  EvidenceReceipt,
  EvidenceRecordDetail,
  EvidenceRow,
  JobSeen,
  SchemaSeen,
} from '../evidence';
import { HealthReport } from '../health';
import { DomainSummary, Overview } from '../overview';
import { ProductDescription, ProductSummary } from '../product';
import { ContradictionReply, Problem, Scorecard } from '../scorecard';
import { SloReport, SloRow } from '../slo';
import { SourcesReport } from '../source';
import {
  Attestation,
  AttestationPage,
  AttestationRequest,
} from '../attestation';
import { CandidateFilter, CandidatePage } from '../candidate';
import { ContradictionKind, EvidenceKind, Level, Verdict } from '../vocabulary';

/** Which page of a list is wanted. @public */
export interface PageRequest {
  /** `nextCursor` of the page before; absent for the first page. */
  cursor?: string;
  /** Rows per page. */
  limit?: number;
}

/** Narrows a list of products. Values of one field are alternatives, fields are combined. @public */
export interface ProductFilter extends PageRequest {
  /** Entity references of domains; products of the domains below are included. */
  domain?: string | string[];
  /** Entity references of owner groups. */
  owner?: string | string[];
  /** Entity references of consumers, observed or declared. */
  consumer?: string | string[];
  /** Shown levels. */
  level?: Level | Level[];
  verdict?: Verdict | Verdict[];
  /** Words of the name, title or description. */
  q?: string;
}

/** Narrows an evidence log. Values of one field are alternatives, fields are combined. @public */
export interface EvidenceFilter extends PageRequest {
  kind?: EvidenceKind | EvidenceKind[];
  /** `port@major` */
  port?: string | string[];
  /** Ids of publishers. */
  publisher?: string | string[];
  outcome?: EvidenceRow['outcome'] | EvidenceRow['outcome'][];
  /** Jobs as `namespace/name`; only runs are listed then. */
  job?: string | string[];
  /** Only what can count, or only what cannot. */
  counted?: boolean;
  /** From this day or moment on, ISO 8601; a day is its start in UTC. */
  since?: string;
  /** Earlier than this day or moment. */
  until?: string;
}

/** A domain with its direct children. @public */
export type DomainDetail = DomainSummary & { children: DomainSummary[] };

/** Given beside the arguments of a request. @public */
export interface DataMeshRequestOptions {
  /** Backstage token; the front end adds one by itself. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * What the data-mesh backend answers. Every method throws a `ResponseError` from `@backstage/errors` when the backend refuses;
 * an entity that does not exist and one the reader may not see are the same 404.
 *
 * @public
 */
export interface DataMeshApi {
  /** The scorecard of a product, as this reader may see it. */
  getScorecard(
    ref: string,
    options?: DataMeshRequestOptions,
  ): Promise<Scorecard>;
  /** Ports, consumers and inputs of a product. */
  getProduct(
    ref: string,
    options?: DataMeshRequestOptions,
  ): Promise<ProductDescription>;
  /** Visible products, ordered by name. */
  listProducts(
    filter?: ProductFilter,
    options?: DataMeshRequestOptions,
  ): Promise<Page<ProductSummary>>;
  /** The records and gaps behind one check, newest first. */
  listCheckRecords(
    ref: string,
    checkId: string,
    page?: PageRequest,
    options?: DataMeshRequestOptions,
  ): Promise<Page<EvidenceRow>>;
  /** The records of a product, newest first. */
  listEvidence(
    ref: string,
    filter?: EvidenceFilter,
    options?: DataMeshRequestOptions,
  ): Promise<EvidenceLogPage>;
  /** The jobs that wrote a product's data in the last 28 days, or so many as asked for (1 to 366). */
  listJobs(
    ref: string,
    request?: { days?: number },
    options?: DataMeshRequestOptions,
  ): Promise<{ days: number; items: JobSeen[] }>;
  /** The real schemas of a product's data sets in the last 90 days, or so many as asked for (1 to 366), the newest first. */
  listSchemas(
    ref: string,
    request?: { days?: number },
    options?: DataMeshRequestOptions,
  ): Promise<{ days: number; items: SchemaSeen[] }>;
  /** Promises of a product and how they were kept, with the last 28 days or so many as asked for (1 to 731). */
  getSlos(
    ref: string,
    request?: { days?: number },
    options?: DataMeshRequestOptions,
  ): Promise<SloReport>;
  /** Records and gaps behind a promise, newest first; of one day (`2026-11-20`) or of its whole window. */
  listSloRecords(
    ref: string,
    request: { slo: string; day?: string; cursor?: string; limit?: number },
    options?: DataMeshRequestOptions,
  ): Promise<Page<SloRow>>;
  /** One evidence record as stored. */
  getEvidenceRecord(
    id: string,
    options?: DataMeshRequestOptions,
  ): Promise<EvidenceRecordDetail>;
  /**
   * Puts an answer or a dispute beside a contradiction. For members of the owner or curator group with the permission
   * `data-mesh.reply.create`. The same `key` again is the same reply.
   */
  replyToContradiction(
    ref: string,
    kind: ContradictionKind,
    reply: {
      type: ContradictionReply['type'];
      text: string;
      link?: string;
      key?: string;
    },
    options?: DataMeshRequestOptions,
  ): Promise<ContradictionReply>;
  /** Withdraws a reply; that it was there stays to be seen. */
  withdrawReply(
    ref: string,
    kind: ContradictionKind,
    id: string,
    options?: DataMeshRequestOptions,
  ): Promise<void>;
  /** All visible domains, parents before their children. */
  listDomains(
    options?: DataMeshRequestOptions,
  ): Promise<{ items: DomainSummary[] }>;
  getDomain(
    ref: string,
    options?: DataMeshRequestOptions,
  ): Promise<DomainDetail>;
  getOverview(options?: DataMeshRequestOptions): Promise<Overview>;
  /** Needs the permission `data-mesh.sources.read`. */
  getSources(options?: DataMeshRequestOptions): Promise<SourcesReport>;
  /**
   * Data sets that might become data products, in order of demand, and those set aside with the rule. Needs the permission
   * `data-mesh.candidates.read`.
   */
  listCandidates(
    filter?: CandidateFilter & PageRequest,
    options?: DataMeshRequestOptions,
  ): Promise<CandidatePage>;
  /** Needs the permission `data-mesh.health.read`, and the right to read the whole catalog. */
  getHealth(options?: DataMeshRequestOptions): Promise<HealthReport>;
  /** Problems of one entity, or of all that the reader may see. */
  listProblems(
    request?: { ref?: string },
    options?: DataMeshRequestOptions,
  ): Promise<Page<Problem>>;
  /**
   * Sends evidence records in the generic format. A bad record is rejected alone; the receipt names its index and the reason.
   */
  sendEvidence(
    records: ReadonlyArray<Record<string, unknown>>,
    options?: DataMeshRequestOptions & {
      /** For permitted people only: send in the name of this configured publisher. */
      publisher?: string;
    },
  ): Promise<EvidenceReceipt>;

  /**
   * Deletes the evidence of a product in the background; with `erase` also all that is kept of one that is gone from the catalog.
   * Asking again while it is under way changes nothing else.
   *
   * @param request - `reason` in 10 to 500 characters, for the audit log
   */
  deleteEvidence(
    ref: string,
    request: { reason: string; erase?: boolean },
    options?: DataMeshRequestOptions,
  ): Promise<EvidenceDeletionReport>;

  /** How far the last deletion of a product's evidence is. */
  getEvidenceDeletion(
    ref: string,
    options?: DataMeshRequestOptions,
  ): Promise<EvidenceDeletionReport>;

  /** What people attest about a product or domain, newest first. */
  listAttestations(
    subject: string,
    page?: PageRequest,
    options?: DataMeshRequestOptions,
  ): Promise<AttestationPage>;
  /** Attests something in one's own name. The same request sent twice is one attestation. */
  createAttestation(
    request: AttestationRequest,
    options?: DataMeshRequestOptions,
  ): Promise<Attestation>;
  /** Takes one's own attestation back; it stays visible. */
  withdrawAttestation(
    id: string,
    options?: DataMeshRequestOptions,
  ): Promise<Attestation>;
}
