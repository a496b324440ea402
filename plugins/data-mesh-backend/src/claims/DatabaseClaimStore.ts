import { ClaimVersion } from '@meshproof/core';
import { Knex } from 'knex';
import { inChunks } from '../database';
import { ClaimStore, Sighting, Subject } from './ClaimStore';

interface SubjectRow {
  ref: string;
  identity: string | null;
  etag: string | null;
  state: 'live' | 'gone';
  first_seen: number | string;
  gone_at: number | string | null;
  claim_digest: string;
  owner: string | null;
  domain: string | null;
  curator: string | null;
  entity: string;
  surroundings_digest: string | null;
  next_look_at: number | string | null;
}

interface ClaimRow {
  subject_ref: string;
  valid_from: number | string;
  digest: string;
  claim: string;
}

/** {@link ClaimStore} in SQLite or PostgreSQL. */
export class DatabaseClaimStore implements ClaimStore {
  static create(options: { database: Knex }): DatabaseClaimStore {
    return new DatabaseClaimStore(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  async observe(sightings: Sighting[], now: number): Promise<string[]> {
    const changed: string[] = [];
    for (const sighting of sightings) {
      if (await this.#observeOne(sighting, now)) {
        changed.push(sighting.ref);
      }
    }
    return changed;
  }

  async #observeOne(sighting: Sighting, now: number): Promise<boolean> {
    const columns = {
      identity: sighting.identity ?? null,
      etag: sighting.etag ?? null,
      state: 'live' as const,
      gone_at: null,
      claim_digest: sighting.claimDigest,
      owner: sighting.owner ?? null,
      domain: sighting.domain ?? null,
      curator: sighting.curator ?? null,
      entity: JSON.stringify(sighting.entity),
    };
    return this.#database.transaction(async tx => {
      // The insert comes first so that two replicas that see a new product at once agree on one row.
      const inserted = await tx<SubjectRow>('subjects')
        .insert({ ref: sighting.ref, first_seen: now, ...columns })
        .onConflict('ref')
        .ignore()
        .returning('ref');
      const isNew = inserted.length > 0;
      const query = tx<SubjectRow>('subjects').where({ ref: sighting.ref });
      const before = await (tx.client.config.client === 'pg'
        ? query.forUpdate().first()
        : query.first());
      const last = await tx<ClaimRow>('claim_versions')
        .where({ subject_ref: sighting.ref })
        .orderBy('id', 'desc')
        .first('digest');
      if (last?.digest !== sighting.claimDigest) {
        await tx('claim_versions').insert({
          subject_ref: sighting.ref,
          valid_from: now,
          digest: sighting.claimDigest,
          claim: JSON.stringify(sighting.claim),
        });
      }
      if (!isNew) {
        await tx<SubjectRow>('subjects')
          .where({ ref: sighting.ref })
          .update(columns);
      }
      return (
        isNew ||
        before?.state === 'gone' ||
        last?.digest !== sighting.claimDigest
      );
    });
  }

  async markGone(refs: string[], now: number): Promise<void> {
    if (refs.length === 0) {
      return;
    }
    await this.#database.transaction(async tx => {
      await inChunks(refs, async chunk => {
        await tx('subjects')
          .whereIn('ref', chunk)
          .where({ state: 'live' })
          .update({ state: 'gone', gone_at: now, next_look_at: null });
        await tx('subject_addresses').whereIn('subject_ref', chunk).delete();
        await tx('subject_address_history')
          .whereIn('subject_ref', chunk)
          .whereNull('until')
          .update({ until: now });
        await tx('evaluation_queue').whereIn('subject_ref', chunk).delete();
        await tx('product_owner_seats').whereIn('subject_ref', chunk).delete();
        return [];
      });
    });
  }

  async getSubject(ref: string): Promise<Subject | undefined> {
    const row = await this.#database<SubjectRow>('subjects')
      .where({ ref })
      .first();
    return row && toSubject(row);
  }

  async listLive(): Promise<Subject[]> {
    const rows = await this.#database<SubjectRow>('subjects')
      .where({ state: 'live' })
      .orderBy('ref');
    return rows.map(toSubject);
  }

  async listClaims(refs: string[]): Promise<ClaimVersion[]> {
    const rows = await inChunks(refs, chunk =>
      this.#database<ClaimRow>('claim_versions')
        .whereIn('subject_ref', chunk)
        .orderBy('id'),
    );
    const versions: ClaimVersion[] = [];
    let previous: string | undefined;
    for (const row of rows.sort(
      (a, b) => Number(a.valid_from) - Number(b.valid_from),
    )) {
      const claim = JSON.parse(row.claim);
      if (row.digest === previous) {
        // The same claim under a new name: it holds since it was first made, and is named as it is named now.
        const { from } = versions[versions.length - 1];
        versions[versions.length - 1] = { ...claim, from };
      } else {
        versions.push({ ...claim, from: Number(row.valid_from) });
      }
      previous = row.digest;
    }
    return versions;
  }

  async listPredecessors(
    subject: Subject,
    options: { since: number },
  ): Promise<Subject[]> {
    const rows = await this.#database<SubjectRow>('subjects')
      .where({ state: 'gone' })
      .where('gone_at', '>=', options.since)
      .whereNot({ ref: subject.ref })
      .where(either => {
        either.whereIn(
          'ref',
          this.#database('subject_address_history as past')
            .join(
              'subject_address_history as present',
              'past.key',
              'present.key',
            )
            .where('present.subject_ref', subject.ref)
            .whereNull('present.until')
            .where('past.until', '>=', options.since)
            .select('past.subject_ref'),
        );
        if (subject.identity !== undefined) {
          either.orWhere({ identity: subject.identity });
        }
      })
      .orderBy('ref');
    return rows.map(toSubject);
  }
}

function toSubject(row: SubjectRow): Subject {
  const moment = (value: number | string | null) =>
    value === null ? undefined : Number(value);
  return {
    ref: row.ref,
    identity: row.identity ?? undefined,
    etag: row.etag ?? undefined,
    state: row.state,
    firstSeen: Number(row.first_seen),
    goneAt: moment(row.gone_at),
    claimDigest: row.claim_digest,
    owner: row.owner ?? undefined,
    domain: row.domain ?? undefined,
    curator: row.curator ?? undefined,
    entity: JSON.parse(row.entity),
    surroundingsDigest: row.surroundings_digest ?? undefined,
    nextLookAt: moment(row.next_look_at),
  };
}
