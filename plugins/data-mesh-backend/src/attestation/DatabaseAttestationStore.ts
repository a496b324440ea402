import { ConflictError } from '@backstage/errors';
import { AttestationRelation } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';
import { AttestationStore, StoredAttestation } from './AttestationStore';

interface AttestationRow {
  id: string;
  subject_ref: string;
  about: string;
  text: string;
  link: string | null;
  attester: string;
  relation: AttestationRelation;
  on_behalf_of: string | null;
  valid_from: number | string;
  expires_at: number | string;
  created_at: number | string;
  withdrawn_at: number | string | null;
  withdrawn_by: string | null;
  request_key: string;
  request_digest: string;
}

/** Keeps attestations in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseAttestationStore implements AttestationStore {
  static create(options: { database: Knex }): DatabaseAttestationStore {
    return new DatabaseAttestationStore(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  async add(
    attestation: StoredAttestation,
    request: { key: string; digest: string },
  ) {
    const inserted = await this.#database<AttestationRow>('attestations')
      .insert({
        id: attestation.id,
        subject_ref: attestation.subject,
        about: attestation.about,
        text: attestation.text,
        link: attestation.link ?? null,
        attester: attestation.attester,
        relation: attestation.relation,
        on_behalf_of: attestation.onBehalfOf ?? null,
        valid_from: attestation.from,
        expires_at: attestation.expiresAt,
        created_at: attestation.createdAt,
        withdrawn_at: null,
        withdrawn_by: null,
        request_key: request.key,
        request_digest: request.digest,
      })
      .onConflict('request_key')
      .ignore()
      .returning('id');
    const row = await this.#database<AttestationRow>('attestations')
      .where({ request_key: request.key })
      .first();
    if (!row || row.request_digest !== request.digest) {
      throw new ConflictError(
        'key: something else was attested by this key before; choose another one',
      );
    }
    return { attestation: toAttestation(row), isNew: inserted.length > 0 };
  }

  async get(id: string): Promise<StoredAttestation | undefined> {
    const row = await this.#database<AttestationRow>('attestations')
      .where({ id })
      .first();
    return row && toAttestation(row);
  }

  async list(subject: string): Promise<StoredAttestation[]> {
    const rows = await this.#database<AttestationRow>('attestations')
      .where({ subject_ref: subject })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .select('*');
    return rows.map(toAttestation);
  }

  async withdraw(
    id: string,
    by: { user: string; at: number },
  ): Promise<StoredAttestation | undefined> {
    await this.#database<AttestationRow>('attestations')
      .where({ id })
      .whereNull('withdrawn_at')
      .update({ withdrawn_at: by.at, withdrawn_by: by.user });
    return this.get(id);
  }
}

function toAttestation(row: AttestationRow): StoredAttestation {
  return {
    id: row.id,
    subject: row.subject_ref,
    about: row.about,
    text: row.text,
    ...(row.link === null ? {} : { link: row.link }),
    attester: row.attester,
    relation: row.relation,
    ...(row.on_behalf_of === null ? {} : { onBehalfOf: row.on_behalf_of }),
    from: Number(row.valid_from),
    expiresAt: Number(row.expires_at),
    createdAt: Number(row.created_at),
    ...(row.withdrawn_at === null
      ? {}
      : { withdrawnAt: Number(row.withdrawn_at) }),
    ...(row.withdrawn_by === null ? {} : { withdrawnBy: row.withdrawn_by }),
  };
}
