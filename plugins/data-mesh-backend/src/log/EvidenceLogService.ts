import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  EvidenceKind,
  EvidenceLogPage,
  EvidenceRow,
  JobSeen,
  SchemaSeen,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  EvidenceRecord,
  listEvidenceRows,
  listJobsSeen,
  listSchemasSeen,
  ProductSituation,
} from '@meshproof/core';
import { entitiesIn, EvidenceStore, recordAsSeen } from '../evidence';
import { ReaderService } from '../permissions';
import {
  EvaluationService,
  JobOwners,
  ProductsService,
  SituationFrame,
} from '../scorecard';

const DAY = 24 * 3_600_000;
const SLICE = 500;
/** How many records one page looks at, where a filter leaves most of them out. */
const MOST_SLICES = 10;

/** Narrows an evidence log; values of one field are alternatives, an empty list is no filter. */
export interface EvidenceLogFilter {
  kinds: EvidenceKind[];
  publishers: string[];
  /** `port@major` */
  ports: string[];
  outcomes: EvidenceRow['outcome'][];
  /** Jobs as `namespace/name`; other kinds of record then have no place in the list. */
  jobs: string[];
  /** Only what can count, or only what cannot. */
  counted?: boolean;
  /** From this moment on, and earlier than `until`; milliseconds. */
  since?: number;
  until?: number;
}

/** The place of a row: records are listed by time, newest first, then by id. */
export interface LogPlace {
  time: number;
  id: string;
}

/** Lists what was observed of a product, each reader by what that reader may see. */
export class EvidenceLogService {
  readonly #options: {
    evidence: EvidenceStore;
    evaluations: EvaluationService;
    products: ProductsService;
    reader: ReaderService;
    jobs: JobOwners;
  };

  constructor(options: {
    evidence: EvidenceStore;
    evaluations: EvaluationService;
    products: ProductsService;
    reader: ReaderService;
    jobs: JobOwners;
  }) {
    this.#options = options;
  }

  /**
   * Records of a product, newest first.
   *
   * @param entity - as the reader may see it
   */
  async list(
    entity: Entity,
    filter: EvidenceLogFilter,
    page: { before?: LogPlace; limit: number },
    credentials: BackstageCredentials,
  ): Promise<Omit<EvidenceLogPage, 'nextCursor'> & { next?: LogPlace }> {
    const frame = await this.#frame(entity);
    const seesAll = (await this.#options.reader.visible(credentials)) === 'all';
    const items: EvidenceRow[] = [];
    let before = page.before;
    // Where records are hidden, a page that ends before it is full would tell of them: it goes on to the end.
    for (let slice = 0; !seesAll || slice < MOST_SLICES; slice++) {
      const records = await this.#options.evidence.listNewest({
        datasetKeys: [...frame.keys.datasets, ...frame.keys.otherNames],
        repositories: frame.keys.repositories,
        products: frame.lineage,
        kinds: filter.kinds,
        publishers: filter.publishers,
        since: filter.since,
        until: filter.until,
        before,
        limit: SLICE,
      });
      const rows = listEvidenceRows(
        await this.#asSeen(
          frame,
          records.filter(record => isOfJob(record, filter.jobs)),
          credentials,
        ),
      );
      for (const row of rows) {
        if (!passes(row, filter)) {
          continue;
        }
        if (items.length === page.limit) {
          return { items, next: placeOf(items[items.length - 1]) };
        }
        items.push(row);
      }
      if (records.length < SLICE) {
        return { items };
      }
      const last = records[records.length - 1];
      before = { time: last.time, id: last.id };
    }
    return { items, next: before };
  }

  /** The jobs that wrote a product's data in so many days. */
  async jobs(
    entity: Entity,
    days: number,
    credentials: BackstageCredentials,
  ): Promise<JobSeen[]> {
    return listJobsSeen(
      await this.#situation(entity, 'run', days, credentials),
    );
  }

  /** The real schemas of a product's data sets in so many days. */
  async schemas(
    entity: Entity,
    days: number,
    credentials: BackstageCredentials,
  ): Promise<SchemaSeen[]> {
    return listSchemasSeen(
      await this.#situation(entity, 'schema', days, credentials),
    );
  }

  async #situation(
    entity: Entity,
    kind: EvidenceKind,
    days: number,
    credentials: BackstageCredentials,
  ): Promise<ProductSituation> {
    const frame = await this.#frame(entity);
    const records = await Promise.all(
      frame.lineage.map((product, index) =>
        this.#options.evidence.listForSubject({
          datasetKeys:
            index === 0
              ? [...frame.keys.datasets, ...frame.keys.otherNames]
              : [],
          repositories: [],
          product,
          since: frame.situation.now - days * DAY,
          kinds: [kind],
        }),
      ),
    );
    return this.#asSeen(frame, records.flat(), credentials);
  }

  async #frame(entity: Entity): Promise<SituationFrame> {
    const { products, evaluations } = this.#options;
    const { subject } = await products.current(entity);
    return evaluations.frame(subject);
  }

  /** The situation with these records, as far as this reader may know of them. */
  async #asSeen(
    frame: SituationFrame,
    records: EvidenceRecord[],
    credentials: BackstageCredentials,
  ): Promise<ProductSituation> {
    const { reader } = this.#options;
    const { situation, lineage } = frame;
    // Senders named the product as it was called then.
    const named = records.map(record =>
      record.product !== undefined && lineage.includes(record.product)
        ? { ...record, product: situation.ref }
        : record,
    );
    const jobs = await this.#options.jobs.products(
      named.flatMap(record =>
        record.kind === 'usage' && record.principal !== undefined
          ? record.principal
          : [],
      ),
    );
    const whole: ProductSituation = {
      ...situation,
      surroundings: { ...situation.surroundings, jobs },
      evidence: named,
    };
    if ((await reader.visible(credentials)) === 'all') {
      return whole;
    }
    const known = { principals: situation.settings.principals, jobs };
    const found = await reader.found(
      [...new Set(named.flatMap(record => entitiesIn(record, known)))],
      credentials,
    );
    found.add(situation.ref);
    return {
      ...whole,
      evidence: named.flatMap(
        record => recordAsSeen(record, found, known) ?? [],
      ),
    };
  }
}

function isOfJob(record: EvidenceRecord, jobs: string[]): boolean {
  return (
    jobs.length === 0 ||
    (record.kind === 'run' &&
      jobs.includes(`${record.job.namespace}/${record.job.name}`))
  );
}

function passes(row: EvidenceRow, filter: EvidenceLogFilter): boolean {
  return (
    (filter.ports.length === 0 ||
      (row.port !== undefined && filter.ports.includes(row.port))) &&
    (filter.outcomes.length === 0 || filter.outcomes.includes(row.outcome)) &&
    (filter.counted === undefined || filter.counted === row.counted)
  );
}

function placeOf(row: EvidenceRow): LogPlace {
  return { time: Date.parse(row.time), id: row.recordId ?? '' };
}
