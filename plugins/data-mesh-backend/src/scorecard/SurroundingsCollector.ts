import {
  ClaimVersion,
  DatasetId,
  DatasetMappings,
  GroupFacts,
  datasetFromKey,
  datasetKey,
  nearMatch,
  Surroundings,
} from '@meshproof/core';
import { fullRef, Subject } from '../claims';
import { EvidenceStore } from '../evidence';
import { CatalogDirectory } from './CatalogDirectory';
import { ProductOwnerSeats } from './ProductOwnerSeats';
import { SubjectAddresses, SubjectIndex } from './SubjectIndex';

const NEAR_CANDIDATES = 20;

/** Collects what the catalog, and the records that belong to nobody, say around a product. */
export class SurroundingsCollector {
  readonly #options: {
    directory: CatalogDirectory;
    evidence: EvidenceStore;
    seats: ProductOwnerSeats;
    index: SubjectIndex;
    mappings: DatasetMappings;
    centralGroups: string[];
    productionServers?: string[];
  };

  constructor(options: {
    directory: CatalogDirectory;
    evidence: EvidenceStore;
    seats: ProductOwnerSeats;
    index: SubjectIndex;
    mappings: DatasetMappings;
    centralGroups: string[];
    productionServers?: string[];
  }) {
    this.#options = options;
  }

  /** @param addresses - of the product */
  async collect(
    subject: Subject,
    claims: ClaimVersion[],
    addresses: { datasets: DatasetId[]; keys: SubjectAddresses },
    now: number,
  ): Promise<Surroundings> {
    const ambiguous = await this.#ambiguous(addresses.keys);
    const { directory } = this.#options;
    const groups: Record<string, GroupFacts> = {};
    for (const claim of claims) {
      for (const name of [claim.spec.owner, claim.spec.curator]) {
        const ref = fullRef(name, {
          kind: 'group',
          namespace: claim.namespace,
        });
        if (ref && !groups[ref]) {
          groups[ref] = await directory.group(ref);
        }
      }
    }
    return {
      groups,
      central: await this.#central(),
      domain: await this.#domain(subject),
      entities: Object.fromEntries(
        await directory.entities(namedEntities(claims[claims.length - 1])),
      ),
      leftOwnerGroupAt: await this.#leftOwnerGroupAt(
        subject,
        claims[claims.length - 1],
        groups,
        now,
      ),
      nearUnmatched: [
        ...(await this.#options.evidence.firstRecords(ambiguous)),
        ...(await this.#nearUnmatched(addresses.datasets)),
      ],
      ...(ambiguous.length > 0 ? { ambiguous } : {}),
    };
  }

  /** Other names, by the mappings in config, of which a contract speaks as well. */
  async #ambiguous(keys: SubjectAddresses): Promise<string[]> {
    const { index, mappings } = this.#options;
    return mappings.isEmpty
      ? []
      : index.served([
          ...keys.otherNames,
          ...keys.served.filter(key => mappings.target(datasetFromKey(key))),
        ]);
  }

  async #central(): Promise<Surroundings['central']> {
    const groups = new Set<string>();
    const members = new Set<string>();
    for (const name of this.#options.centralGroups) {
      const facts = await this.#options.directory.group(name);
      facts.family.forEach(group => groups.add(group));
      facts.members.forEach(member => members.add(member));
    }
    return { groups: [...groups], members: [...members] };
  }

  async #domain(subject: Subject): Promise<Surroundings['domain']> {
    const { directory } = this.#options;
    if (!subject.domain) {
      return undefined;
    }
    const facts = await directory.domain(subject.domain);
    if (!facts) {
      return {
        ref: subject.domain,
        exists: false,
        family: [subject.domain],
        groups: [],
      };
    }
    return {
      ref: facts.ref,
      exists: true,
      family: facts.family,
      groups: facts.owner ? (await directory.group(facts.owner)).family : [],
    };
  }

  async #leftOwnerGroupAt(
    subject: Subject,
    claim: ClaimVersion,
    groups: Record<string, GroupFacts>,
    now: number,
  ): Promise<Record<string, number>> {
    const productOwners = (claim.spec.team ?? [])
      .filter(({ role }) => role.trim().toLowerCase() === 'product-owner')
      .map(({ member }) =>
        fullRef(member, { kind: 'user', namespace: claim.namespace }),
      )
      .filter(ref => ref !== undefined);
    const members = new Set<string>();
    for (const name of [claim.spec.owner, claim.spec.curator]) {
      const ref = fullRef(name, { kind: 'group', namespace: claim.namespace });
      groups[ref ?? '']?.members.forEach(member => members.add(member));
    }
    return this.#options.seats.update({
      ref: subject.ref,
      productOwners,
      members,
      now,
    });
  }

  async #nearUnmatched(
    datasets: DatasetId[],
  ): Promise<Surroundings['nearUnmatched']> {
    if (datasets.length === 0) {
      return [];
    }
    const candidates = await this.#options.evidence.listUnmatched({
      limit: NEAR_CANDIDATES,
      near: datasets,
    });
    const production = this.#options.productionServers?.map(
      namespace => datasetKey({ namespace, name: '' }).split('|', 1)[0],
    );
    const near = candidates.filter(
      ({ dataset: candidate, key }) =>
        // What is known to be a test server cannot be what a contract means.
        (!production || production.includes(key.split('|', 1)[0])) &&
        datasets.some(dataset => nearMatch(dataset, candidate)),
    );
    // Two that could be meant are none: an ambiguous match says nothing.
    return near.length === 1
      ? [{ address: near[0].key, since: near[0].firstAt }]
      : [];
  }
}

function namedEntities(claim: ClaimVersion): string[] {
  const { spec, namespace } = claim;
  const refs = [
    ...(spec.intendedFor ?? []).map(ref =>
      fullRef(ref, { kind: 'component', namespace }),
    ),
    ...(spec.team ?? []).map(({ member }) =>
      fullRef(member, { kind: 'user', namespace }),
    ),
    ...(spec.inputPorts ?? []).map(({ from }) =>
      fullRef(from?.replace(/#.*$/, ''), {
        kind: from?.includes('#') ? 'dataproduct' : 'component',
        namespace,
      }),
    ),
  ];
  return [...new Set(refs.filter(ref => ref !== undefined))];
}
