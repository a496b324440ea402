import { ContractReading, readContract } from '@meshproof/core';
import { Knex } from 'knex';
import { inChunks } from '../database';
import {
  ContractDocument,
  ContractStore,
  KeptContractVersion,
} from './ContractStore';

interface DocumentRow {
  key: string;
  location: string;
  signature: string | null;
  digest: string | null;
  contract_id: string | null;
  contract_version: string | null;
  problem: string | null;
  checked_at: number | string;
}

const READINGS_KEPT = 1_000;

/**
 * {@link ContractStore} in SQLite or PostgreSQL. It keeps documents as they were written, not what was understood of them, so
 * that a better reader understands old versions better too; readings are remembered by digest.
 */
export class DatabaseContractStore implements ContractStore {
  static create(options: { database: Knex }): DatabaseContractStore {
    return new DatabaseContractStore(options.database);
  }

  readonly #database: Knex;
  readonly #readings = new Map<string, ContractReading>();

  private constructor(database: Knex) {
    this.#database = database;
  }

  async getDocuments(keys: string[]): Promise<Map<string, ContractDocument>> {
    const rows = await inChunks([...new Set(keys)], chunk =>
      this.#database<DocumentRow>('contract_documents').whereIn('key', chunk),
    );
    return new Map(rows.map(row => [row.key, toDocument(row)]));
  }

  async findById(id: string): Promise<ContractDocument[]> {
    const rows = await this.#database<DocumentRow>('contract_documents')
      .where({ contract_id: id })
      .orderBy('key');
    return rows.map(toDocument);
  }

  async save(
    document: ContractDocument,
    version?: { text: string; now: number },
  ): Promise<void> {
    const row = {
      key: document.key,
      location: document.location,
      signature: document.signature ?? null,
      digest: document.digest ?? null,
      contract_id: document.contractId ?? null,
      contract_version: document.contractVersion ?? null,
      problem: document.trouble ? JSON.stringify(document.trouble) : null,
      checked_at: document.checkedAt,
    };
    await this.#database.transaction(async tx => {
      await tx('contract_documents').insert(row).onConflict('key').merge();
      if (!version) {
        return;
      }
      const last = await tx('contract_versions')
        .where({ key: document.key })
        .orderBy('id', 'desc')
        .first('digest');
      if (last?.digest !== document.digest) {
        await tx('contract_versions').insert({
          key: document.key,
          valid_from: version.now,
          digest: document.digest,
          document: version.text,
        });
      }
    });
  }

  async listVersions(keys: string[]): Promise<KeptContractVersion[]> {
    const all = await inChunks([...new Set(keys)], chunk =>
      this.#database('contract_versions')
        .whereIn('key', chunk)
        .orderBy('id')
        .select('key', 'valid_from', 'digest'),
    );
    // Two processes that read a document at once may both have written it down.
    const newest = new Map<string, string>();
    const rows = all.filter(row => {
      const isNew = newest.get(row.key) !== row.digest;
      newest.set(row.key, row.digest);
      return isNew;
    });
    const unread = [...new Set(rows.map(row => row.digest as string))].filter(
      digest => !this.#readings.has(digest),
    );
    const fresh = await this.getTexts(unread);
    return rows.map(row => ({
      key: row.key,
      from: Number(row.valid_from),
      digest: row.digest,
      reading: this.#reading(row.digest, fresh.get(row.digest)),
    }));
  }

  async getTexts(digests: string[]): Promise<Map<string, string>> {
    const rows: { digest: string; document: string }[] = await inChunks(
      [...new Set(digests)],
      chunk =>
        this.#database('contract_versions')
          .whereIn('digest', chunk)
          .select('digest', 'document'),
      20,
    );
    return new Map(rows.map(({ digest, document }) => [digest, document]));
  }

  async newestSince(key: string): Promise<number | undefined> {
    const row = await this.#database('contract_versions')
      .where({ key })
      .orderBy('id', 'desc')
      .first('valid_from');
    return row && Number(row.valid_from);
  }

  #reading(digest: string, document: string | undefined): ContractReading {
    const known = this.#readings.get(digest);
    const reading = known ?? readContract(document ?? '');
    // The one used last goes to the end, so that the first is the one to forget.
    this.#readings.delete(digest);
    this.#readings.set(digest, reading);
    if (this.#readings.size > READINGS_KEPT) {
      const [oldest] = this.#readings.keys();
      this.#readings.delete(oldest);
    }
    return reading;
  }
}

function toDocument(row: DocumentRow): ContractDocument {
  return {
    key: row.key,
    location: row.location,
    signature: row.signature ?? undefined,
    digest: row.digest ?? undefined,
    contractId: row.contract_id ?? undefined,
    contractVersion: row.contract_version ?? undefined,
    trouble: row.problem === null ? undefined : JSON.parse(row.problem),
    checkedAt: Number(row.checked_at),
  };
}
