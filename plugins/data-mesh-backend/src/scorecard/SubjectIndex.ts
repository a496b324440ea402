import { datasetKey, EvidenceRecord } from '@meshproof/core';
import { Knex } from 'knex';
import { inChunks } from '../database';
import { repositoryKey } from '../evidence';

/** What evidence names when it is about a product. Data sets as `datasetKey` spells them. */
export interface SubjectAddresses {
  /** Of contracts, those included that were in force until lately. */
  datasets: string[];
  /** Of `datasets`, those of contracts in force. */
  served: string[];
  /** Other names of `datasets`, by the mappings in config. */
  otherNames: string[];
  /** As {@link repositoryKey} spells them. */
  repositories: string[];
}

interface AddressRow {
  kind: 'dataset' | 'repository';
  key: string;
  served: boolean;
}

/** Tells whose evidence a record is. */
export class SubjectIndex {
  static create(options: { database: Knex }): SubjectIndex {
    return new SubjectIndex(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  /** Sets what is about this product, and keeps what was. Writes only what differs. */
  async replace(
    ref: string,
    addresses: SubjectAddresses,
    now: number,
  ): Promise<void> {
    const wanted = rowsOf(addresses);
    if (isSame(await this.#present(ref, this.#database), wanted)) {
      return;
    }
    await this.#database.transaction(async tx => {
      // Another process may be about to write the same.
      const subject = tx('subjects').where({ ref });
      await (tx.client.config.client === 'pg'
        ? subject.forUpdate().first('ref')
        : subject.first('ref'));
      await this.#change(ref, wanted, tx);
      await this.#remember(ref, new Set(addresses.datasets), now, tx);
    });
  }

  async #present(
    ref: string,
    database: Knex,
  ): Promise<Map<string, AddressRow>> {
    const rows: AddressRow[] = await database('subject_addresses')
      .where({ subject_ref: ref })
      .select('kind', 'key', 'served');
    return byAddress(
      rows.map(row => ({ ...row, served: Boolean(row.served) })),
    );
  }

  async #change(
    ref: string,
    wanted: Map<string, AddressRow>,
    tx: Knex.Transaction,
  ): Promise<void> {
    const present = await this.#present(ref, tx);
    for (const [address, { kind, key, served }] of present) {
      if (wanted.get(address)?.served !== served) {
        await tx('subject_addresses')
          .where({ subject_ref: ref, kind, key })
          .delete();
        present.delete(address);
      }
    }
    for (const [address, row] of wanted) {
      if (!present.has(address)) {
        await tx('subject_addresses').insert({ subject_ref: ref, ...row });
      }
    }
  }

  /** What contracts name is history; what a mapping in config leads to is not. */
  async #remember(
    ref: string,
    datasets: ReadonlySet<string>,
    now: number,
    tx: Knex.Transaction,
  ): Promise<void> {
    const open: { key: string }[] = await tx('subject_address_history')
      .where({ subject_ref: ref })
      .whereNull('until')
      .select('key');
    const known = new Set(open.map(({ key }) => key));
    for (const key of known) {
      if (!datasets.has(key)) {
        await tx('subject_address_history')
          .where({ subject_ref: ref, key })
          .whereNull('until')
          .update({ until: now });
      }
    }
    for (const key of datasets) {
      if (!known.has(key)) {
        await tx('subject_address_history').insert({
          subject_ref: ref,
          key,
          since: now,
        });
      }
    }
  }

  /** Of these data sets, those that a contract in force of a live product names. */
  async served(keys: readonly string[]): Promise<string[]> {
    const rows = await inChunks([...new Set(keys)], chunk =>
      this.#database('subject_addresses')
        .join('subjects', 'subjects.ref', 'subject_addresses.subject_ref')
        .where({
          'subjects.state': 'live',
          'subject_addresses.kind': 'dataset',
          'subject_addresses.served': true,
        })
        .whereIn('subject_addresses.key', chunk)
        .distinct<{ key: string }[]>('subject_addresses.key'),
    );
    return rows.map(({ key }) => key).sort();
  }

  /** References of the live products that these records are about. */
  async match(
    records: EvidenceRecord[],
    options?: { transaction?: Knex.Transaction },
  ): Promise<string[]> {
    const database = options?.transaction ?? this.#database;
    const keys = { dataset: new Set<string>(), repository: new Set<string>() };
    const named = new Set<string>();
    for (const record of records) {
      if (record.dataset) {
        keys.dataset.add(datasetKey(record.dataset));
      }
      if (record.kind === 'change') {
        keys.repository.add(repositoryKey(record.repository));
      }
      if (record.product) {
        named.add(record.product);
      }
    }
    const refs = new Set<string>();
    for (const kind of ['dataset', 'repository'] as const) {
      const rows = await inChunks([...keys[kind]], chunk =>
        database('subject_addresses')
          .where({ kind })
          .whereIn('key', chunk)
          .distinct<{ subject_ref: string }[]>('subject_ref'),
      );
      rows.forEach(row => refs.add(row.subject_ref));
    }
    const rows = await inChunks([...named], chunk =>
      database('subjects')
        .where({ state: 'live' })
        .whereIn('ref', chunk)
        .select<{ ref: string }[]>('ref'),
    );
    rows.forEach(row => refs.add(row.ref));
    return [...refs];
  }
}

function rowsOf(addresses: SubjectAddresses): Map<string, AddressRow> {
  const served = new Set(addresses.served);
  return byAddress([
    ...[...addresses.otherNames, ...addresses.datasets].map(
      (key): AddressRow => ({ kind: 'dataset', key, served: served.has(key) }),
    ),
    ...addresses.repositories.map(
      (key): AddressRow => ({ kind: 'repository', key, served: true }),
    ),
  ]);
}

function byAddress(rows: AddressRow[]): Map<string, AddressRow> {
  return new Map(rows.map(row => [`${row.kind} ${row.key}`, row]));
}

function isSame(
  a: ReadonlyMap<string, AddressRow>,
  b: ReadonlyMap<string, AddressRow>,
): boolean {
  return (
    a.size === b.size &&
    [...a].every(([address, { served }]) => b.get(address)?.served === served)
  );
}
