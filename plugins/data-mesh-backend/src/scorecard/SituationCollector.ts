import {
  ClaimVersion,
  ContractVersion,
  datasetKey,
  DatasetId,
  EvidenceRecord,
  KnownPrincipals,
  PortAddresses,
  productAddresses,
  ProductSituation,
  resolveConsumer,
  Settings,
  SourceReach,
  Surroundings,
} from '@meshproof/core';
import { ClaimStore, Subject } from '../claims';
import { ContractKeeper } from '../contract';
import { contentDigest } from '../database';
import { EvidenceStore, repositoryKey } from '../evidence';
import { CatalogDirectory } from './CatalogDirectory';
import { JobOwners } from './JobOwners';
import { ScorecardStore } from './ScorecardStore';
import { SubjectAddresses, SubjectIndex } from './SubjectIndex';
import { SurroundingsCollector } from './SurroundingsCollector';

const DAY = 24 * 3_600_000;
const YEAR = 365 * DAY;
/** A finding that comes back this soon is the same finding. */
const SAME_FINDING = 30 * DAY;
const SOURCES_MAX_AGE = 5_000;

/** A situation, and what the backend needs to keep its result. */
export interface CollectedSituation {
  situation: ProductSituation;
  /** The product itself and those it continues. */
  lineage: string[];
  surroundingsDigest: string;
}

/** A situation without its evidence, and where that is found. */
export interface SituationFrame {
  /** `evidence` is empty. */
  situation: ProductSituation;
  lineage: string[];
  keys: SubjectAddresses;
  surroundingsDigest: string;
}

/** What a {@link SituationCollector} reads from. */
export interface SituationCollectorOptions {
  claims: ClaimStore;
  contracts: ContractKeeper;
  evidence: EvidenceStore;
  scorecards: ScorecardStore;
  index: SubjectIndex;
  directory: CatalogDirectory;
  surroundings: SurroundingsCollector;
  jobs: JobOwners;
  settings: Settings;
}

/** Brings together everything the evaluation of one product reads. */
export class SituationCollector {
  readonly #options: SituationCollectorOptions;
  #sources: { at: number; reach: Promise<SourceReach[]> } | undefined;

  constructor(options: SituationCollectorOptions) {
    this.#options = options;
  }

  async collect(subject: Subject, now: number): Promise<CollectedSituation> {
    const { situation, lineage, keys, surroundingsDigest } = await this.frame(
      subject,
      now,
    );
    // What is judged as of an earlier day needs the records of the year before it.
    const evidence = await this.#evidence(
      lineage,
      keys,
      (situation.frozenAt ?? now) - YEAR,
    );
    const { directory, settings } = this.#options;
    const jobs = await this.#options.jobs.products(principalsOf(evidence));
    const readers = await directory.entities(
      readersOf(evidence, { jobs, principals: settings.principals }),
    );
    const { surroundings } = situation;
    return {
      lineage,
      surroundingsDigest,
      situation: {
        ...situation,
        evidence,
        surroundings: {
          ...surroundings,
          jobs,
          entities: {
            ...surroundings.entities,
            ...Object.fromEntries(readers),
          },
        },
      },
    };
  }

  /** Everything but the evidence. */
  async frame(subject: Subject, now: number): Promise<SituationFrame> {
    const { scorecards, settings } = this.#options;
    const { lineage, versions, documents, keys, datasets, firstSeen } =
      await this.#claimed(subject, now);
    const outlines = await scorecards.listOutlines([subject.ref]);
    const surroundings = await this.#options.surroundings.collect(
      subject,
      versions,
      { datasets, keys },
      now,
    );
    const sources = await this.sources();
    const { contradicted, ...others } = await scorecards.told(
      lineage,
      now - SAME_FINDING,
    );
    return {
      lineage,
      keys,
      surroundingsDigest: digestOf(surroundings, sources, now),
      situation: {
        now,
        ref: subject.ref,
        firstSeen,
        claims: versions,
        contracts: documents,
        evidence: [],
        sources,
        surroundings,
        history: await scorecards.listLevels(lineage),
        toldAt: contradicted,
        contradictionsToldAt: others,
        frozenAt: outlines.get(subject.ref)?.judged.frozenAt,
        settings,
      },
    };
  }

  /** Of what is around a product, apart from its evidence. Another digest means that it has to be looked at again. */
  async surroundingsDigest(subject: Subject, now: number): Promise<string> {
    const { versions, datasets, keys } = await this.#claimed(subject, now);
    return digestOf(
      await this.#options.surroundings.collect(
        subject,
        versions,
        { datasets, keys },
        now,
      ),
      await this.sources(),
      now,
    );
  }

  /** What the publishers have sent, all products together. */
  async sources(): Promise<SourceReach[]> {
    const now = Date.now();
    if (!this.#sources || now - this.#sources.at > SOURCES_MAX_AGE) {
      const reach = this.#options.evidence.reach();
      this.#sources = { at: now, reach };
      reach.catch(() => this.forgetSources());
    }
    return this.#sources.reach;
  }

  /** Asks the store again next time: something has come that changes what sources reach. */
  forgetSources(): void {
    this.#sources = undefined;
  }

  /** The claims of a product and of those it continues, and the addresses they make. */
  async #claimed(subject: Subject, now: number) {
    const { claims, index } = this.#options;
    // Whom a product continues is told by the data sets it serves, and those are told by its own claims first.
    let versions = await claims.listClaims([subject.ref]);
    let documents = await this.#documents(versions);
    let addresses = this.#addresses(versions, documents, now);
    await index.replace(subject.ref, addresses.keys, now);

    const predecessors = await claims.listPredecessors(subject, {
      since: now - YEAR,
    });
    const lineage = [subject.ref, ...predecessors.map(({ ref }) => ref)];
    if (predecessors.length > 0) {
      versions = await claims.listClaims(lineage);
      documents = await this.#documents(versions);
      addresses = this.#addresses(versions, documents, now);
      await index.replace(subject.ref, addresses.keys, now);
    }
    return {
      lineage,
      versions,
      documents,
      ...addresses,
      firstSeen: Math.min(
        subject.firstSeen,
        ...predecessors.map(({ firstSeen }) => firstSeen),
      ),
    };
  }

  #documents(versions: ClaimVersion[]): Promise<ContractVersion[]> {
    return this.#options.contracts.listVersions(
      versions.flatMap(({ spec, base }) =>
        (spec.outputPorts ?? []).flatMap(({ contract }) =>
          contract === undefined ? [] : [{ reference: contract, base }],
        ),
      ),
    );
  }

  #addresses(
    claims: ClaimVersion[],
    contracts: ContractVersion[],
    now: number,
  ): { datasets: DatasetId[]; keys: SubjectAddresses } {
    const { settings } = this.#options;
    const ports = productAddresses({ now, claims, contracts, settings });
    const datasets = ports.flatMap(({ addresses }) => addresses);
    const keysOf = (some: PortAddresses[]) =>
      some.flatMap(({ addresses, otherAddresses }) =>
        [...addresses, ...otherAddresses].map(datasetKey),
      );
    const otherNames = ports.flatMap(port => port.otherNames);
    const repositories = claims.flatMap(({ spec }) =>
      (spec.pipelines ?? []).flatMap(({ repository }) =>
        repository ? [repositoryKey(repository)] : [],
      ),
    );
    return {
      datasets,
      keys: {
        datasets: [...new Set(keysOf(ports))],
        served: [...new Set(keysOf(ports.filter(({ removed }) => !removed)))],
        otherNames: [...new Set(otherNames.map(datasetKey))],
        repositories: [...new Set(repositories)],
      },
    };
  }

  async #evidence(
    lineage: string[],
    keys: SubjectAddresses,
    since: number,
  ): Promise<EvidenceRecord[]> {
    const { evidence } = this.#options;
    const [ref, ...predecessors] = lineage;
    const records = await evidence.listForSubject({
      datasetKeys: [...keys.datasets, ...keys.otherNames],
      repositories: keys.repositories,
      product: ref,
      since,
    });
    for (const product of predecessors) {
      const older = await evidence.listForSubject({
        datasetKeys: [],
        repositories: [],
        product,
        since,
      });
      // The sender named the product as it was called then.
      records.push(...older.map(record => ({ ...record, product: ref })));
    }
    return records;
  }
}

function principalsOf(evidence: EvidenceRecord[]): string[] {
  return evidence.flatMap(record =>
    record.kind === 'usage' &&
    record.consumer === undefined &&
    record.principal !== undefined
      ? record.principal
      : [],
  );
}

function readersOf(
  evidence: EvidenceRecord[],
  known: KnownPrincipals,
): string[] {
  const readers = new Set<string>();
  for (const record of evidence) {
    const consumer =
      record.kind === 'usage' ? resolveConsumer(record, known) : undefined;
    if (consumer !== undefined) {
      readers.add(consumer);
    }
  }
  return [...readers];
}

/**
 * Sources count by what they are and whether they are silent, not by each record: one record of somebody else's product is no
 * reason to look at all products.
 */
function digestOf(
  surroundings: Surroundings,
  sources: SourceReach[],
  now: number,
): string {
  const known = sources
    .map(source => [
      source.publisher,
      source.kind,
      source.namespace,
      source.witness,
      Math.floor(source.firstAt / DAY),
      source.ownerGroups,
      now - source.lastAt > Math.max(DAY, 3 * source.usualInterval),
    ])
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return contentDigest({ surroundings, known });
}
