import { Knex } from 'knex';
import { inChunks } from '../database';
import { ReplyStore, StoredReply } from './ReplyStore';

interface ReplyRow {
  id: string;
  subject_ref: string;
  kind: StoredReply['kind'];
  type: StoredReply['type'];
  text: string;
  link: string | null;
  created_by: string;
  created_at: number | string;
  withdrawn_at: number | string | null;
}

/** {@link ReplyStore} in SQLite or PostgreSQL. */
export class DatabaseReplyStore implements ReplyStore {
  static create(options: { database: Knex }): DatabaseReplyStore {
    return new DatabaseReplyStore(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  async add({
    requestKey,
    ...reply
  }: StoredReply & { requestKey?: string }): Promise<StoredReply> {
    const insert = this.#database('contradiction_replies').insert({
      id: reply.id,
      subject_ref: reply.subjectRef,
      kind: reply.kind,
      type: reply.type,
      text: reply.text,
      link: reply.link,
      created_by: reply.createdBy,
      created_at: reply.createdAt,
      request_key: requestKey,
    });
    if (requestKey === undefined) {
      await insert;
      return reply;
    }
    const request = {
      subject_ref: reply.subjectRef,
      created_by: reply.createdBy,
      request_key: requestKey,
    };
    await insert.onConflict(Object.keys(request)).ignore();
    const row = await this.#database<ReplyRow>('contradiction_replies')
      .where(request)
      .first();
    return row ? toReply(row) : reply;
  }

  async list(refs: string[]): Promise<StoredReply[]> {
    const rows = await inChunks(refs, chunk =>
      this.#database<ReplyRow>('contradiction_replies')
        .whereIn('subject_ref', chunk)
        .select('*'),
    );
    return rows
      .map(toReply)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  async withdraw(
    id: string,
    { by, at }: { by: string; at: number },
  ): Promise<void> {
    await this.#database('contradiction_replies')
      .where({ id })
      .whereNull('withdrawn_at')
      .update({ withdrawn_by: by, withdrawn_at: at });
  }
}

function toReply(row: ReplyRow): StoredReply {
  return {
    id: row.id,
    subjectRef: row.subject_ref,
    kind: row.kind,
    type: row.type,
    text: row.text,
    ...(row.link === null ? {} : { link: row.link }),
    createdBy: row.created_by,
    createdAt: Number(row.created_at),
    ...(row.withdrawn_at === null
      ? {}
      : { withdrawnAt: Number(row.withdrawn_at) }),
  };
}
