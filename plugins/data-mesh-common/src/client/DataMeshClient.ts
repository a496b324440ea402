import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
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
import { CandidateFilter, CandidatePage } from '../candidate';
import { ContradictionKind } from '../vocabulary';
import {
  Attestation,
  AttestationPage,
  AttestationRequest,
} from '../attestation';
import {
  DataMeshApi,
  DataMeshRequestOptions,
  DomainDetail,
  EvidenceFilter,
  PageRequest,
  ProductFilter,
} from './DataMeshApi';

/** What a {@link DataMeshClient} is made of. @public */
export interface DataMeshClientOptions {
  /** Something like the browser's `fetch`; in the front end it also resolves `plugin://` addresses and adds the token. */
  fetchApi: { fetch: typeof fetch };
  /** Finds the backend outside the front end. Without it `plugin://data-mesh` is asked. */
  discoveryApi?: { getBaseUrl(pluginId: string): Promise<string> };
}

/** Reads the data-mesh backend over HTTP. @public */
export class DataMeshClient implements DataMeshApi {
  readonly #fetchApi: DataMeshClientOptions['fetchApi'];
  readonly #discoveryApi: DataMeshClientOptions['discoveryApi'];

  constructor(options: DataMeshClientOptions) {
    this.#fetchApi = options.fetchApi;
    this.#discoveryApi = options.discoveryApi;
  }

  getScorecard(ref: string, options?: DataMeshRequestOptions) {
    return this.#get<Scorecard>(
      `/products/${entityPath(ref)}/scorecard`,
      options,
    );
  }

  getProduct(ref: string, options?: DataMeshRequestOptions) {
    return this.#get<ProductDescription>(
      `/products/${entityPath(ref)}`,
      options,
    );
  }

  listProducts(filter: ProductFilter = {}, options?: DataMeshRequestOptions) {
    return this.#get<Page<ProductSummary>>(
      `/products${query({ ...filter })}`,
      options,
    );
  }

  listCheckRecords(
    ref: string,
    checkId: string,
    page: PageRequest = {},
    options?: DataMeshRequestOptions,
  ) {
    const check = encodeURIComponent(checkId);
    return this.#get<Page<EvidenceRow>>(
      `/products/${entityPath(ref)}/checks/${check}/records${query({
        cursor: page.cursor,
        limit: page.limit,
      })}`,
      options,
    );
  }

  listEvidence(
    ref: string,
    filter: EvidenceFilter = {},
    options?: DataMeshRequestOptions,
  ) {
    const { counted, ...rest } = filter;
    return this.#get<EvidenceLogPage>(
      `/products/${entityPath(ref)}/evidence${query({
        ...rest,
        counted: counted === undefined ? undefined : String(counted),
      })}`,
      options,
    );
  }

  listJobs(
    ref: string,
    request: { days?: number } = {},
    options?: DataMeshRequestOptions,
  ) {
    return this.#get<{ days: number; items: JobSeen[] }>(
      `/products/${entityPath(ref)}/jobs${query({ days: request.days })}`,
      options,
    );
  }

  listSchemas(
    ref: string,
    request: { days?: number } = {},
    options?: DataMeshRequestOptions,
  ) {
    return this.#get<{ days: number; items: SchemaSeen[] }>(
      `/products/${entityPath(ref)}/schemas${query({ days: request.days })}`,
      options,
    );
  }

  getSlos(
    ref: string,
    request: { days?: number } = {},
    options?: DataMeshRequestOptions,
  ) {
    return this.#get<SloReport>(
      `/products/${entityPath(ref)}/slos${query({ days: request.days })}`,
      options,
    );
  }

  listSloRecords(
    ref: string,
    request: { slo: string; day?: string; cursor?: string; limit?: number },
    options?: DataMeshRequestOptions,
  ) {
    const { slo, day, cursor, limit } = request;
    return this.#get<Page<SloRow>>(
      `/products/${entityPath(ref)}/slos/records${query({
        slo,
        day,
        cursor,
        limit,
      })}`,
      options,
    );
  }

  getEvidenceRecord(id: string, options?: DataMeshRequestOptions) {
    return this.#get<EvidenceRecordDetail>(
      `/evidence/${encodeURIComponent(id)}`,
      options,
    );
  }

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
  ) {
    return this.#request<ContradictionReply>(
      `/products/${entityPath(ref)}/contradictions/${kind}/replies`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(reply),
      },
      options,
    );
  }

  async withdrawReply(
    ref: string,
    kind: ContradictionKind,
    id: string,
    options?: DataMeshRequestOptions,
  ) {
    const reply = encodeURIComponent(id);
    await this.#request<undefined>(
      `/products/${entityPath(
        ref,
      )}/contradictions/${kind}/replies/${reply}/withdraw`,
      { method: 'POST' },
      options,
    );
  }

  listDomains(options?: DataMeshRequestOptions) {
    return this.#get<{ items: DomainSummary[] }>('/domains', options);
  }

  getDomain(ref: string, options?: DataMeshRequestOptions) {
    return this.#get<DomainDetail>(`/domains/${entityPath(ref)}`, options);
  }

  getOverview(options?: DataMeshRequestOptions) {
    return this.#get<Overview>('/overview', options);
  }

  getSources(options?: DataMeshRequestOptions) {
    return this.#get<SourcesReport>('/sources', options);
  }

  listCandidates(
    filter: CandidateFilter & PageRequest = {},
    options?: DataMeshRequestOptions,
  ) {
    return this.#get<CandidatePage>(
      `/candidates${query({ ...filter })}`,
      options,
    );
  }

  getHealth(options?: DataMeshRequestOptions) {
    return this.#get<HealthReport>('/operations', options);
  }

  listProblems(
    request: { ref?: string } = {},
    options?: DataMeshRequestOptions,
  ) {
    return this.#get<Page<Problem>>(
      `/problems${query({ ref: request.ref })}`,
      options,
    );
  }

  async sendEvidence(
    records: ReadonlyArray<Record<string, unknown>>,
    options?: DataMeshRequestOptions & { publisher?: string },
  ): Promise<EvidenceReceipt> {
    return this.#request<EvidenceReceipt>(
      `/evidence${query({ publisher: options?.publisher })}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: records.map(record => `${JSON.stringify(record)}\n`).join(''),
      },
      options,
    );
  }

  async deleteEvidence(
    ref: string,
    request: { reason: string; erase?: boolean },
    options?: DataMeshRequestOptions,
  ): Promise<EvidenceDeletionReport> {
    return this.#request<EvidenceDeletionReport>(
      `/products/${entityPath(ref)}/evidence${query({
        reason: request.reason,
        erase: request.erase ? 'true' : undefined,
      })}`,
      { method: 'DELETE' },
      options,
    );
  }

  getEvidenceDeletion(ref: string, options?: DataMeshRequestOptions) {
    return this.#get<EvidenceDeletionReport>(
      `/products/${entityPath(ref)}/evidence/deletion`,
      options,
    );
  }

  listAttestations(
    subject: string,
    page: PageRequest = {},
    options?: DataMeshRequestOptions,
  ) {
    return this.#get<AttestationPage>(
      `/attestations${query({ subject, ...page })}`,
      options,
    );
  }

  createAttestation(
    request: AttestationRequest,
    options?: DataMeshRequestOptions,
  ) {
    return this.#post<Attestation>('/attestations', request, options);
  }

  withdrawAttestation(id: string, options?: DataMeshRequestOptions) {
    return this.#post<Attestation>(
      `/attestations/${encodeURIComponent(id)}/withdraw`,
      {},
      options,
    );
  }

  #post<T>(path: string, body: unknown, options?: DataMeshRequestOptions) {
    return this.#request<T>(
      path,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      },
      options,
    );
  }

  #get<T>(path: string, options?: DataMeshRequestOptions): Promise<T> {
    return this.#request<T>(path, {}, options);
  }

  async #request<T>(
    path: string,
    init: RequestInit,
    options?: DataMeshRequestOptions,
  ): Promise<T> {
    const base = this.#discoveryApi
      ? await this.#discoveryApi.getBaseUrl('data-mesh')
      : 'plugin://data-mesh';
    const headers: Record<string, string> = {
      ...(init.headers as Record<string, string> | undefined),
    };
    if (options?.token) {
      headers.Authorization = `Bearer ${options.token}`;
    }
    const response = await this.#fetchApi.fetch(`${base}${path}`, {
      ...init,
      headers,
      signal: options?.signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

function entityPath(ref: string): string {
  const { namespace, name } = parseEntityRef(ref, {
    defaultKind: 'DataProduct',
  });
  return `${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}

function query(
  parameters: Record<
    string,
    string | number | Array<string | number> | undefined
  >,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== '') {
        search.append(name, String(item));
      }
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
