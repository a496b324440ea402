import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  dataMeshHiddenCountReadPermission,
  DomainDetail,
  DomainSummary,
  Overview,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  DatasetMappings,
  hasLeftRollUps,
  ProductStanding,
  resolveConsumer,
  summarizeDomains,
  summarizeOverview,
  undeclaredDatasets,
} from '@meshproof/core';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { ClaimStore } from '../claims';
import { DatasetUsage, EvidenceStore } from '../evidence';
import { isVisible, notFoundOrNotVisible, ReaderService } from '../permissions';
import { SubjectsLookup } from '../sources/SubjectsLookup';
import { CatalogDirectory } from '../scorecard/CatalogDirectory';
import { JobOwners } from '../scorecard/JobOwners';
import { ScorecardStore } from '../scorecard/ScorecardStore';

const DAY = 24 * 3_600_000;
const READ_WINDOW = 90 * DAY;

interface Estate {
  domains: DomainSummary[];
  products: ProductStanding[];
  partlyHidden: boolean;
}

/** Sums over products, each reader by what that reader may see. */
export class ReadinessService {
  readonly #options: {
    claims: ClaimStore;
    scorecards: ScorecardStore;
    evidence: EvidenceStore;
    subjects: SubjectsLookup;
    directory: CatalogDirectory;
    reader: ReaderService;
    clock: ClockService;
    centralGroups: string[];
    mappings: DatasetMappings;
    principals?: Record<string, string>;
    jobs: JobOwners;
  };

  constructor(options: {
    claims: ClaimStore;
    scorecards: ScorecardStore;
    evidence: EvidenceStore;
    subjects: SubjectsLookup;
    directory: CatalogDirectory;
    reader: ReaderService;
    clock: ClockService;
    centralGroups: string[];
    mappings: DatasetMappings;
    principals?: Record<string, string>;
    jobs: JobOwners;
  }) {
    this.#options = options;
  }

  async domains(credentials: BackstageCredentials): Promise<DomainSummary[]> {
    return (await this.#estate(credentials)).domains;
  }

  /** @throws NotFoundError, the same for a domain that does not exist and for one the reader may not see */
  async domain(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<DomainDetail> {
    const { domains } = await this.#estate(credentials);
    const found = domains.find(domain => domain.ref === ref);
    if (!found) {
      throw notFoundOrNotVisible(ref);
    }
    return {
      ...found,
      children: domains.filter(({ parent }) => parent === ref),
    };
  }

  async overview(credentials: BackstageCredentials): Promise<Overview> {
    const { clock } = this.#options;
    const now = clock.now();
    const { domains, products, partlyHidden } = await this.#estate(credentials);
    const seesAll = (await this.#options.reader.visible(credentials)) === 'all';
    return summarizeOverview({
      now,
      domains,
      products,
      partlyHidden,
      ...(await this.#evidence(products, seesAll)),
      // What nobody serves, as far as a reader sees, may be served by a product that is hidden from that reader.
      undeclared: partlyHidden
        ? undefined
        : await this.#undeclared(now, seesAll, credentials),
    });
  }

  /** Sums over all records, for readers from whom nothing is hidden; for others, which sources speak of what they see. */
  async #evidence(
    products: ProductStanding[],
    seesAll: boolean,
  ): Promise<{ sources: number; records: number | undefined }> {
    const { evidence } = this.#options;
    if (seesAll) {
      const { records, publishers } = await evidence.totals();
      return { sources: publishers, records };
    }
    const seen = new Set(products.map(({ ref }) => ref));
    const reach = await evidence.productReach();
    const sources = new Set(
      reach
        .filter(({ product }) => seen.has(product))
        .map(({ publisher }) => publisher),
    );
    return { sources: sources.size, records: undefined };
  }

  async #estate(credentials: BackstageCredentials): Promise<Estate> {
    const { claims, scorecards, directory, reader, clock } = this.#options;
    const now = clock.now();
    const visible = await reader.visible(credentials);
    const subjects = await claims.listLive();
    const outlines = await scorecards.listOutlines();
    const central = await this.#central();
    const hidden: Record<string, number> = {};
    const products: ProductStanding[] = [];
    let partlyHidden = false;
    for (const { ref, domain, curator } of subjects) {
      if (hasLeftRollUps(outlines.get(ref)?.judged, now)) {
        continue;
      }
      if (isVisible(visible, ref)) {
        products.push({
          ref,
          domain,
          central: curator !== undefined && central.has(curator),
          judged: outlines.get(ref)?.judged,
        });
        continue;
      }
      partlyHidden = true;
      if (domain) {
        hidden[domain] = (hidden[domain] ?? 0) + 1;
      }
    }
    const all = await directory.domains();
    return {
      products,
      partlyHidden,
      domains: summarizeDomains({
        domains: all.filter(({ ref }) => isVisible(visible, ref)),
        products,
        hidden,
        mayCountHidden: await reader.may(
          dataMeshHiddenCountReadPermission,
          credentials,
        ),
      }),
    };
  }

  async #central(): Promise<Set<string>> {
    const { directory, centralGroups } = this.#options;
    const families = await Promise.all(
      centralGroups.map(ref => directory.group(ref)),
    );
    return new Set(families.flatMap(({ family }) => family));
  }

  /** By the names that contracts and the catalog use. */
  async #usage(usage: DatasetUsage[]): Promise<DatasetUsage[]> {
    const { mappings, principals, jobs } = this.#options;
    const known = {
      principals,
      jobs: await jobs.products(
        usage.flatMap(({ principal }) => principal ?? []),
      ),
    };
    return usage.map(entry => ({
      ...entry,
      dataset: mappings.target(entry.dataset) ?? entry.dataset,
      consumer: resolveConsumer(entry, known),
    }));
  }

  async #undeclared(
    now: number,
    seesAll: boolean,
    credentials: BackstageCredentials,
  ): Promise<Overview['undeclared']> {
    const { evidence, subjects, directory, reader } = this.#options;
    const visible = await reader.visible(credentials);
    const usage = await this.#usage(
      await evidence.usageByDataset({ since: now - READ_WINDOW }),
    );
    const refs = [
      ...new Set(usage.flatMap(({ consumer }) => (consumer ? [consumer] : []))),
    ];
    const facts = await directory.entities(refs);
    const found = seesAll
      ? undefined
      : await reader.found(
          [
            ...refs,
            ...[...facts.values()].flatMap(
              ({ domainBySystem }) => domainBySystem ?? [],
            ),
          ],
          credentials,
        );
    const isFound = (ref: string) => found?.has(ref) ?? true;
    const addresses = await subjects.allAddresses();
    return undeclaredDatasets({
      now,
      usage,
      served: addresses
        .filter(({ kind }) => kind === 'dataset')
        .map(({ key }) => {
          const bar = key.indexOf('|');
          return { namespace: key.slice(0, bar), name: key.slice(bar + 1) };
        }),
      readers: Object.fromEntries(
        [...facts]
          .filter(([ref, { exists }]) => exists && isFound(ref))
          .map(([ref, { domain, domainBySystem, aiUseCase }]) => [
            ref,
            {
              domain:
                domainBySystem === undefined || isFound(domainBySystem)
                  ? domain
                  : undefined,
              aiUseCase,
            },
          ]),
      ),
      domains: (await directory.domains()).filter(({ ref }) =>
        isVisible(visible, ref),
      ),
    });
  }
}
