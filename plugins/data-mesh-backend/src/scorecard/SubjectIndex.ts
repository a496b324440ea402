import { datasetKey, EvidenceRecord } from '@meshproof/core';
import { Knex } from 'knex';
import { inChunks } from '../database';
import { repositoryKey } from '../evidence';

/** What evidence names when it is about a product. */
export interface SubjectAddresses {
  /** As `datasetKey` spells them. */
  datasets: string[];
  /** As {@link repositoryKey} spells them. */
  repositories: string[];
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
    const wanted = new Set([
      ...addresses.datasets.map(key => `dataset ${key}`),
      ...addresses.repositories.map(key => `repository ${key}`),
    ]);
    const present = await this.#present(ref, this.#database);
    if (isSame(present, wanted)) {
      return;
    }
    await this.#database.transaction(async tx => {
      // Another process may be about to write the same.
      const subject = tx('subjects').where({ ref });
      await (tx.client.config.client === 'pg'
        ? subject.forUpdate().first('ref')
        : subject.first('ref'));
      await this.#change(ref, await this.#present(ref, tx), wanted, now, tx);
    });
  }

  async #present(ref: string, database: Knex): Promise<Set<string>> {
    const rows: { kind: string; key: string }[] = await database(
      'subject_addresses',
    )
      .where({ subject_ref: ref })
      .select('kind', 'key');
    return new Set(rows.map(({ kind, key }) => `${kind} ${key}`));
  }

  async #change(
    ref: string,
    present: Set<string>,
    wanted: Set<string>,
    now: number,
    tx: Knex.Transaction,
  ): Promise<void> {
    const split = (entry: string) => {
      const space = entry.indexOf(' ');
      return { kind: entry.slice(0, space), key: entry.slice(space + 1) };
    };
    for (const { kind, key } of [...present]
      .filter(entry => !wanted.has(entry))
      .map(split)) {
      await tx('subject_addresses')
        .where({ subject_ref: ref, kind, key })
        .delete();
      if (kind === 'dataset') {
        await tx('subject_address_history')
          .where({ subject_ref: ref, key })
          .whereNull('until')
          .update({ until: now });
      }
    }
    for (const { kind, key } of [...wanted]
      .filter(entry => !present.has(entry))
      .map(split)) {
      await tx('subject_addresses').insert({ subject_ref: ref, kind, key });
      if (kind === 'dataset') {
        await tx('subject_address_history').insert({
          subject_ref: ref,
          key,
          since: now,
        });
      }
    }
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

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(item => b.has(item));
}
