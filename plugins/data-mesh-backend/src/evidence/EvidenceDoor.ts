import { Witness } from '@meshproof/backstage-plugin-data-mesh-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  acceptedWitnesses,
  datasetKey,
  EvidenceRecord,
  IncomingActor,
  IncomingRecord,
  repositoryKey,
} from '@meshproof/core';
import { ReaderService } from '../permissions';
import { Retention } from '../settings';
import { SubjectsLookup } from '../sources/SubjectsLookup';
import { byHandPublishers } from './byHandPublishers';
import { CatalogPeople } from './CatalogPeople';
import { Publisher } from './Publisher';
import { recordDigest } from './recordDigest';
import { refuseUnstorable } from './refuseUnstorable';
import { Reason, Rejection } from './Rejection';

/** Who sends: a configured publisher, or a person with the permission to send by hand. */
export type Sender =
  | { type: 'publisher'; publisher: Publisher }
  | { type: 'person'; user: string; credentials: BackstageCredentials };

/** A record that can be read, with its place in the request. */
export interface NumberedRecord {
  index: number;
  record: IncomingRecord;
  /** The tool's own format it came in, if any. */
  format?: string;
}

/** What the door decided about a batch. */
export interface Admission {
  records: EvidenceRecord[];
  rejected: Rejection[];
  /** What the refused records were about, for the audit log: products, data sets or repositories of others. */
  refused: string[];
}

/** Which products the records of a batch are about, and which of those are the sender's. */
interface Ownership {
  productsOf(record: IncomingRecord): string[];
  own: ReadonlySet<string>;
}

/** What a record says, with groups in the place of people. */
type Statement = Pick<EvidenceRecord, 'kind'> & Record<string, unknown>;

/**
 * Decides record by record who may say what: the allowance of the sender, the witness it gives, the server a name belongs to. Maps
 * people to groups and lets only those through.
 */
export class EvidenceDoor {
  static create(options: {
    subjects: SubjectsLookup;
    people: CatalogPeople;
    reader: ReaderService;
    retention: Retention;
  }): EvidenceDoor {
    return new EvidenceDoor(options);
  }

  readonly #subjects: SubjectsLookup;
  readonly #people: CatalogPeople;
  readonly #reader: ReaderService;
  readonly #retention: Retention;

  private constructor(options: Parameters<typeof EvidenceDoor.create>[0]) {
    this.#subjects = options.subjects;
    this.#people = options.people;
    this.#reader = options.reader;
    this.#retention = options.retention;
  }

  /** @throws whatever the catalog or the database throws; then nothing was decided. */
  async admit(
    sender: Sender,
    batch: NumberedRecord[],
    receivedAt: number,
  ): Promise<Admission> {
    const admission: Admission = { records: [], rejected: [], refused: [] };
    const ownership = isUnlimited(sender)
      ? undefined
      : await this.#ownershipOf(sender, batch);
    for (const { index, record, format } of batch) {
      const publisher = publisherOf(sender, record, ownership);
      const named = withServer(record, publisher);
      const objection =
        refuseUnstorable(named, publisher, receivedAt, this.#retention) ??
        refuseForeign(sender, named, publisher, ownership) ??
        (await this.#refuseForOthers(sender, named));
      if (objection) {
        const { refused, ...reason } = objection;
        admission.rejected.push({ index, ...reason });
        if (refused !== undefined) {
          admission.refused.push(refused);
        }
        continue;
      }
      const statement = await this.#withoutPeople(named);
      admission.records.push(
        toEvidence({ sender, publisher, format, receivedAt }, named, statement),
      );
    }
    return admission;
  }

  async #ownershipOf(
    sender: Sender,
    batch: NumberedRecord[],
  ): Promise<Ownership> {
    const records = batch.map(({ record }) =>
      withServer(record, publisherOf(sender, record, undefined)),
    );
    const [byDataset, byRepository] = await Promise.all([
      this.#subjects.productsByDataset(
        records.flatMap(record => keyOfDataset(record) ?? []),
      ),
      this.#subjects.productsByRepository(
        records.flatMap(record => keyOfRepository(record) ?? []),
      ),
    ]);
    const all = new Set([
      ...[...byDataset.values(), ...byRepository.values()].flat(),
      ...records.flatMap(record => record.product?.toLowerCase() ?? []),
    ]);
    // A person can send only for what it sees, so that nobody learns by sending what exists.
    const known =
      sender.type === 'person'
        ? await this.#reader.found([...all], sender.credentials)
        : all;
    return {
      productsOf: record =>
        [
          ...(record.product ? [record.product.toLowerCase()] : []),
          ...(byDataset.get(keyOfDataset(record) ?? '') ?? []),
          ...(byRepository.get(keyOfRepository(record) ?? '') ?? []),
        ].filter(ref => known.has(ref)),
      own: await this.#ownAmong(sender, [...known]),
    };
  }

  async #ownAmong(sender: Sender, products: string[]): Promise<Set<string>> {
    const user =
      sender.type === 'person' ? sender.user : sender.publisher.subject;
    if (!user?.startsWith('user:') || products.length === 0) {
      return new Set();
    }
    const [groups, described] = await Promise.all([
      this.#people.groupsAbove(user),
      this.#subjects.describe(products),
    ]);
    return new Set(
      [...described.values()]
        .filter(({ owner, curator }) =>
          [owner, curator].some(
            group => group === user || (group && groups.includes(group)),
          ),
        )
        .map(({ ref }) => ref),
    );
  }

  /** A person confirms for a consumer of its own groups only. One reason for what is another's and for what is not there. */
  async #refuseForOthers(
    sender: Sender,
    { kind, confirmation }: IncomingRecord,
  ): Promise<Reason | undefined> {
    if (sender.type !== 'person' || !confirmation) {
      return undefined;
    }
    const { consumer } = confirmation;
    const groups = await this.#people.groupsAbove(sender.user);
    const owners = consumer.startsWith('group:')
      ? [consumer]
      : await this.#people.ownersOf(consumer);
    return owners.some(owner => groups.includes(owner))
      ? undefined
      : {
          path: 'consumer',
          reason: `'${consumer}' is nothing that your groups own; who relies on a product is said by those who own the consumer`,
          refused: `kind ${kind} for ${consumer}`,
        };
  }

  async #withoutPeople(record: IncomingRecord): Promise<Statement> {
    const { kind, change, incident, support } = record;
    if (change) {
      const { author, ...rest } = change;
      return { kind, ...rest, groups: await this.#groupsOf(author) };
    }
    if (incident) {
      const { firstActedBy, ...rest } = incident;
      return {
        kind,
        ...rest,
        firstActedGroups: await this.#groupsOf(firstActedBy),
      };
    }
    if (support) {
      const { asker, answeredBy, ...rest } = support;
      return {
        kind,
        ...rest,
        askerGroups: await this.#groupsOf(asker),
        answeredGroups: await this.#groupsOf(answeredBy),
      };
    }
    return { kind, ...record[kind] };
  }

  async #groupsOf(actor: IncomingActor): Promise<string[]> {
    const groups = actor.groups ?? (await this.#people.groupsOf(actor)) ?? [];
    return [...new Set(groups.map(group => group.toLowerCase()))].sort();
  }
}

/** A platform source without patterns speaks about every product: nothing has to be looked up for it. */
function isUnlimited(sender: Sender): boolean {
  return (
    sender.type === 'publisher' &&
    sender.publisher.witness === 'platform' &&
    !sender.publisher.products
  );
}

function publisherOf(
  sender: Sender,
  record: IncomingRecord,
  ownership: Ownership | undefined,
): Publisher {
  if (sender.type === 'publisher') {
    return sender.publisher;
  }
  const witness: Exclude<Witness, 'platform'> = ownership
    ?.productsOf(record)
    .some(ref => ownership.own.has(ref))
    ? 'self'
    : 'consumer';
  return byHandPublishers[witness];
}

function withServer(
  record: IncomingRecord,
  publisher: Publisher,
): IncomingRecord {
  const { dataset } = record;
  return dataset && dataset.namespace === undefined && publisher.namespace
    ? { ...record, dataset: { ...dataset, namespace: publisher.namespace } }
    : record;
}

function keyOfDataset({ dataset }: IncomingRecord): string | undefined {
  return dataset?.namespace === undefined
    ? undefined
    : datasetKey({ namespace: dataset.namespace, name: dataset.name });
}

function keyOfRepository({ change }: IncomingRecord): string | undefined {
  return change && repositoryKey(change.repository);
}

/** Why this sender may not say this, if so. A data set that several products claim is sent by whoever may send for all of them. */
function refuseForeign(
  sender: Sender,
  record: IncomingRecord,
  publisher: Publisher,
  ownership: Ownership | undefined,
): Reason | undefined {
  if (!publisher.kinds.includes(record.kind)) {
    return {
      path: 'kind',
      reason: `publisher '${publisher.id}' may not send '${
        record.kind
      }', only ${publisher.kinds.join(', ')}`,
      refused: `kind ${record.kind}`,
    };
  }
  const accepted = acceptedWitnesses(record.kind);
  if (!accepted.includes(publisher.witness)) {
    return {
      path: 'kind',
      reason: `a record of kind '${
        record.kind
      }' needs the witness ${accepted.join(' or ')}, but '${
        publisher.title
      }' speaks as ${publisher.witness}`,
      refused: `kind ${record.kind}`,
    };
  }
  if (!ownership) {
    return undefined;
  }
  const products = ownership.productsOf(record);
  if (
    sender.type === 'publisher' &&
    publisher.witness === 'consumer' &&
    products.some(ref => ownership.own.has(ref))
  ) {
    return {
      path: pathOf(record),
      reason: `publisher '${publisher.id}' speaks as a consumer, who is outside the owner group; it may not send for products of its own groups`,
      refused: record.product ?? keyOfDataset(record) ?? '',
    };
  }
  if (mayBeAbout(sender, products, publisher, ownership)) {
    return undefined;
  }
  // One reason for what is another team's and for what nobody has registered: who sends need not see what others have.
  return {
    path: pathOf(record),
    reason: `no product that ${
      sender.type === 'person' ? 'you' : `publisher '${publisher.id}'`
    } may send for is known by this name; ${
      sender.type === 'person'
        ? ''
        : `it may send for ${
            publisher.products?.join(', ') ?? 'those of its own groups'
          }; `
    }register the product first, or let a platform source send the record`,
    refused:
      record.product ?? keyOfDataset(record) ?? keyOfRepository(record) ?? '',
  };
}

function mayBeAbout(
  sender: Sender,
  products: string[],
  publisher: Publisher,
  ownership: Ownership,
): boolean {
  if (products.length === 0 || sender.type === 'person') {
    return products.length > 0;
  }
  return products.every(ref =>
    publisher.products
      ? matchesAny(ref, publisher.products)
      : ownership.own.has(ref),
  );
}

function pathOf(record: IncomingRecord): string {
  if (record.product) {
    return 'product';
  }
  return record.dataset ? 'dataset' : 'repository';
}

function matchesAny(ref: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => {
    const parts = pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(ref);
  });
}

function toEvidence(
  origin: {
    sender: Sender;
    publisher: Publisher;
    format: string | undefined;
    receivedAt: number;
  },
  record: IncomingRecord,
  statement: Statement,
): EvidenceRecord {
  const { sender, publisher, format, receivedAt } = origin;
  const { dataset, product, port } = record;
  return {
    ...statement,
    id: recordDigest(publisher.id, record),
    time: record.time,
    receivedAt,
    publisher: publisher.id,
    publisherTitle: publisher.title,
    witness: publisher.witness,
    // A generic record of an owner, and whatever a person sends, is a statement; only a system observes.
    basis:
      sender.type === 'person' ||
      (publisher.witness === 'self' && format === undefined)
        ? 'attested'
        : 'observed',
    mayBackfill: publisher.mayBackfill,
    ...(dataset
      ? { dataset: { namespace: dataset.namespace ?? '', name: dataset.name } }
      : {}),
    ...(product ? { product: product.toLowerCase() } : {}),
    ...(port ? { port } : {}),
  } as EvidenceRecord;
}
