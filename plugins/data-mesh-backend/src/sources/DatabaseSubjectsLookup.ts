import { Knex } from 'knex';
import {
  SubjectAddress,
  SubjectDescription,
  SubjectsLookup,
} from './SubjectsLookup';

/** Values that one statement may bind, well below what SQLite allows. */
const CHUNK = 500;

interface AddressRow {
  ref: string;
  owner: string | null;
  curator: string | null;
  domain: string | null;
  kind: 'dataset' | 'repository';
  key: string;
  served: boolean | number;
}

/** Reads who claims what from the subjects that the claim tracker keeps. */
export class DatabaseSubjectsLookup implements SubjectsLookup {
  static create(options: { database: Knex }): DatabaseSubjectsLookup {
    return new DatabaseSubjectsLookup(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  async productsByDataset(keys: string[]): Promise<Map<string, string[]>> {
    return this.#productsBy('dataset', keys);
  }

  async productsServing(key: string): Promise<string[]> {
    const rows: { ref: string }[] = await this.#liveAddresses()
      .where({
        'subject_addresses.kind': 'dataset',
        'subject_addresses.key': key,
        'subject_addresses.served': true,
      })
      .orderBy('subjects.ref')
      .distinct('subjects.ref');
    return rows.map(({ ref }) => ref);
  }

  async productsByRepository(keys: string[]): Promise<Map<string, string[]>> {
    return this.#productsBy('repository', keys);
  }

  async describe(refs: string[]): Promise<Map<string, SubjectDescription>> {
    const described = new Map<string, SubjectDescription>();
    for (const chunk of chunks(refs)) {
      const rows = await this.#database('subjects')
        .where({ state: 'live' })
        .whereIn('ref', chunk)
        .select('ref', 'owner', 'curator', 'domain');
      for (const row of rows) {
        described.set(row.ref, toDescription(row));
      }
    }
    return described;
  }

  async allRefs(): Promise<string[]> {
    const rows: { ref: string }[] = await this.#database('subjects')
      .where({ state: 'live' })
      .select('ref');
    return rows.map(({ ref }) => ref);
  }

  async allAddresses(): Promise<SubjectAddress[]> {
    const rows: AddressRow[] = await this.#liveAddresses().select(
      'subjects.ref',
      'subjects.owner',
      'subjects.curator',
      'subjects.domain',
      'subject_addresses.kind',
      'subject_addresses.key',
      'subject_addresses.served',
    );
    return rows.map(row => ({
      ...toDescription(row),
      kind: row.kind,
      key: row.key,
      served: Boolean(row.served),
    }));
  }

  async #productsBy(kind: 'dataset' | 'repository', keys: string[]) {
    const products = new Map<string, string[]>();
    for (const chunk of chunks(keys)) {
      const rows: { key: string; ref: string }[] = await this.#liveAddresses()
        .where('subject_addresses.kind', kind)
        .whereIn('subject_addresses.key', chunk)
        .orderBy('subjects.ref')
        .distinct('subject_addresses.key', 'subjects.ref');
      for (const { key, ref } of rows) {
        products.set(key, [...(products.get(key) ?? []), ref]);
      }
    }
    return products;
  }

  #liveAddresses() {
    return this.#database('subject_addresses')
      .join('subjects', 'subjects.ref', 'subject_addresses.subject_ref')
      .where('subjects.state', 'live');
  }
}

function* chunks(values: string[]): Iterable<string[]> {
  const distinct = [...new Set(values)];
  for (let start = 0; start < distinct.length; start += CHUNK) {
    yield distinct.slice(start, start + CHUNK);
  }
}

function toDescription(row: {
  ref: string;
  owner: string | null;
  curator: string | null;
  domain: string | null;
}): SubjectDescription {
  return {
    ref: row.ref,
    owner: row.owner ?? undefined,
    curator: row.curator ?? undefined,
    domain: row.domain ?? undefined,
  };
}
