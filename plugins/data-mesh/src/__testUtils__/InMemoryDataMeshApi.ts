import { NotFoundError } from '@backstage/errors';
import {
  ContradictionKind,
  ContradictionReply,
  Attestation,
  AttestationPage,
  AttestationRequest,
  CandidateFilter,
  CandidatePage,
  DataMeshApi,
  DomainSummary,
  EvidenceDeletionReport,
  EvidenceFilter,
  EvidenceLogPage,
  EvidenceReceipt,
  EvidenceRecordDetail,
  EvidenceRow,
  HealthReport,
  JobSeen,
  Overview,
  Page,
  PageRequest,
  Problem,
  ProductDescription,
  ProductFilter,
  ProductSummary,
  SchemaSeen,
  Scorecard,
  SloReport,
  SloRow,
  SourcesReport,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { sampleAttestation } from './sampleAttestations';

/** What an {@link InMemoryDataMeshApi} holds. */
export interface InMemoryMesh {
  scorecards: Scorecard[];
  descriptions: ProductDescription[];
  products: ProductSummary[];
  domains: DomainSummary[];
  overview: Overview;
  sources: SourcesReport;
  health: HealthReport;
  candidates: CandidatePage;
  problems: Problem[];
  /** The rows behind every check. */
  rows: EvidenceRow[];
  jobs: JobSeen[];
  schemas: SchemaSeen[];
  slos: SloReport;
  attestations: Attestation[];
  /** True unless told otherwise. */
  mayAttest: boolean;
}

/** Answers as the backend does, from memory. Methods can be replaced by ones that wait or throw. */
export class InMemoryDataMeshApi implements DataMeshApi {
  readonly calls: { method: string; arguments: unknown[] }[] = [];

  constructor(private readonly mesh: Partial<InMemoryMesh>) {}

  async getScorecard(ref: string): Promise<Scorecard> {
    this.calls.push({ method: 'getScorecard', arguments: [ref] });
    return found(this.mesh.scorecards?.find(item => item.ref === ref));
  }

  async getProduct(ref: string): Promise<ProductDescription> {
    return found(this.mesh.descriptions?.find(item => item.ref === ref));
  }

  async listProducts(
    filter: ProductFilter = {},
  ): Promise<Page<ProductSummary>> {
    this.calls.push({ method: 'listProducts', arguments: [filter] });
    const oneOf = <T>(wanted: T | T[] | undefined, value: T | undefined) => {
      const list = [wanted ?? []].flat() as T[];
      return list.length === 0 || (value !== undefined && list.includes(value));
    };
    const q = filter.q?.toLocaleLowerCase('en-US');
    const all = (this.mesh.products ?? []).filter(
      product =>
        oneOf(filter.domain, product.domain) &&
        oneOf(filter.owner, product.owner) &&
        oneOf(filter.level, product.level?.shown) &&
        oneOf(filter.verdict, product.verdict) &&
        (!q || product.title.toLocaleLowerCase('en-US').includes(q)),
    );
    return pageOf(all, filter);
  }

  async listCheckRecords(
    ref: string,
    checkId: string,
    page: PageRequest = {},
  ): Promise<Page<EvidenceRow>> {
    this.calls.push({
      method: 'listCheckRecords',
      arguments: [ref, checkId, page],
    });
    return pageOf(this.mesh.rows ?? [], page);
  }

  async listEvidence(
    ref: string,
    filter: EvidenceFilter = {},
  ): Promise<EvidenceLogPage> {
    this.calls.push({ method: 'listEvidence', arguments: [ref, filter] });
    const oneOf = <T>(wanted: T | T[] | undefined, value: T | undefined) => {
      const list = [wanted ?? []].flat() as T[];
      return list.length === 0 || (value !== undefined && list.includes(value));
    };
    const { items, nextCursor } = pageOf(
      (this.mesh.rows ?? []).filter(
        row =>
          row.type === 'record' &&
          oneOf(filter.kind, row.kind) &&
          oneOf(filter.port, row.port) &&
          oneOf(filter.outcome, row.outcome) &&
          (filter.counted === undefined || filter.counted === row.counted),
      ),
      filter,
    );
    return { items, nextCursor };
  }

  async listJobs(_: string, request: { days?: number } = {}) {
    return { days: request.days ?? 28, items: this.mesh.jobs ?? [] };
  }

  async listSchemas(_: string, request: { days?: number } = {}) {
    return { days: request.days ?? 90, items: this.mesh.schemas ?? [] };
  }

  async getSlos(ref: string, request: { days?: number } = {}) {
    this.calls.push({ method: 'getSlos', arguments: [ref, request] });
    return found(this.mesh.slos);
  }

  async listSloRecords(
    ref: string,
    request: { slo: string; day?: string } & PageRequest,
  ): Promise<Page<SloRow>> {
    this.calls.push({ method: 'listSloRecords', arguments: [ref, request] });
    const day = request.day ?? '2026-11-23';
    return pageOf(
      (this.mesh.rows ?? []).map(row => ({ ...row, day })),
      request,
    );
  }

  async getEvidenceRecord(id: string): Promise<EvidenceRecordDetail> {
    const row = found(this.mesh.rows?.find(item => item.recordId === id));
    return {
      ...row,
      raw: { kind: row.kind, time: row.time, status: 'success' },
    };
  }

  async replyToContradiction(
    ref: string,
    kind: ContradictionKind,
    reply: Pick<ContradictionReply, 'type' | 'text' | 'link'>,
  ): Promise<ContradictionReply> {
    this.calls.push({
      method: 'replyToContradiction',
      arguments: [ref, kind, reply],
    });
    return { ...reply, id: 'reply-1', at: '2026-11-23T10:00:00.000Z' };
  }

  async withdrawReply(ref: string, kind: ContradictionKind, id: string) {
    this.calls.push({ method: 'withdrawReply', arguments: [ref, kind, id] });
  }

  async listDomains() {
    return { items: this.mesh.domains ?? [] };
  }

  async getDomain(ref: string) {
    const domain = found(this.mesh.domains?.find(item => item.ref === ref));
    return {
      ...domain,
      children: (this.mesh.domains ?? []).filter(item => item.parent === ref),
    };
  }

  async getOverview(): Promise<Overview> {
    return found(this.mesh.overview);
  }

  async getSources(): Promise<SourcesReport> {
    return found(this.mesh.sources);
  }

  async getHealth(): Promise<HealthReport> {
    return found(this.mesh.health);
  }

  async listProblems(request: { ref?: string } = {}): Promise<Page<Problem>> {
    const items = (this.mesh.problems ?? []).filter(
      problem => !request.ref || problem.ref === request.ref,
    );
    return { items, totalItems: items.length };
  }

  async listCandidates(
    filter: CandidateFilter & PageRequest = {},
  ): Promise<CandidatePage> {
    this.calls.push({ method: 'listCandidates', arguments: [filter] });
    const told = this.mesh.candidates;
    if (!told) {
      return {
        ...pageOf([], filter),
        shortlist: [],
        counts: { dataSets: 0, candidates: 0, served: 0, setAside: {} },
        sources: [],
        domains: [],
        partlyHidden: false,
      };
    }
    const rules = [filter.rule ?? []].flat();
    const standings = [filter.standing ?? []].flat();
    return {
      ...told,
      ...pageOf(
        told.items.filter(
          ({ name, rule, standing }) =>
            name.includes(filter.q ?? '') &&
            (rules.length === 0 || (rule && rules.includes(rule))) &&
            (standings.length === 0 || standings.includes(standing)),
        ),
        filter,
      ),
    };
  }

  async listAttestations(
    subject: string,
    page: PageRequest = {},
  ): Promise<AttestationPage> {
    const all = this.mesh.attestations ?? [];
    return {
      ...pageOf(
        all.filter(item => item.subject === subject),
        page,
      ),
      mayAttest: this.mesh.mayAttest ?? true,
      checks: [{ id: 'runs-seen', title: 'Runs are seen', level: 3 }],
    };
  }

  async createAttestation(request: AttestationRequest): Promise<Attestation> {
    this.calls.push({ method: 'createAttestation', arguments: [request] });
    const attestation: Attestation = {
      ...sampleAttestation(),
      ...request,
      id: `attestation-${this.calls.length}`,
    };
    this.mesh.attestations = [attestation, ...(this.mesh.attestations ?? [])];
    return attestation;
  }

  async withdrawAttestation(id: string): Promise<Attestation> {
    this.calls.push({ method: 'withdrawAttestation', arguments: [id] });
    const withdrawn: Attestation = {
      ...found(this.mesh.attestations?.find(item => item.id === id)),
      state: 'withdrawn',
      counts: false,
      reason: 'Withdrawn on 2026-11-23',
      mayWithdraw: false,
    };
    this.mesh.attestations = this.mesh.attestations?.map(item =>
      item.id === id ? withdrawn : item,
    );
    return withdrawn;
  }

  async sendEvidence(
    records: ReadonlyArray<Record<string, unknown>>,
  ): Promise<EvidenceReceipt> {
    return {
      accepted: records.length,
      duplicates: 0,
      rejected: [],
      rejectedTotal: 0,
    };
  }

  async deleteEvidence(ref: string): Promise<EvidenceDeletionReport> {
    return {
      ref,
      requestedAt: '2026-11-23T10:00:00Z',
      erase: false,
      records: 0,
      shared: 0,
    };
  }

  async getEvidenceDeletion(ref: string): Promise<EvidenceDeletionReport> {
    return this.deleteEvidence(ref);
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new NotFoundError('not found or not visible');
  }
  return value;
}

function pageOf<T>(all: T[], request: PageRequest): Page<T> {
  const start = Number(request.cursor ?? 0);
  const end = start + (request.limit ?? 50);
  return {
    items: all.slice(start, end),
    nextCursor: end < all.length ? String(end) : undefined,
    totalItems: all.length,
  };
}
