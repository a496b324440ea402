import { Level, Scorecard } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';
import { contentDigest, inChunks } from '../database';
import { outlineOf } from './outlineOf';
import {
  CommitReport,
  FindingKind,
  ScorecardOutline,
  ScorecardStore,
  StoredScorecard,
} from './ScorecardStore';

interface ScorecardRow {
  subject_ref: string;
  evaluated_at: number | string;
  claim_digest: string;
  rules_digest: string;
  digest: string;
  scorecard: string;
  owner_verdict: string;
  outline: string;
  consumers: string;
}

/** {@link ScorecardStore} in SQLite or PostgreSQL. */
export class DatabaseScorecardStore implements ScorecardStore {
  static create(options: { database: Knex }): DatabaseScorecardStore {
    return new DatabaseScorecardStore(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  async get(ref: string): Promise<StoredScorecard | undefined> {
    const row = await this.#database<ScorecardRow>('scorecards')
      .where({ subject_ref: ref })
      .first();
    return (
      row && {
        ref,
        evaluatedAt: Number(row.evaluated_at),
        claimDigest: row.claim_digest,
        rulesDigest: row.rules_digest,
        scorecard: JSON.parse(row.scorecard),
        ownerVerdict: JSON.parse(row.owner_verdict),
        consumers: JSON.parse(row.consumers),
      }
    );
  }

  async listOutlines(refs?: string[]): Promise<Map<string, ScorecardOutline>> {
    const query = () =>
      this.#database<ScorecardRow>('scorecards').select(
        'subject_ref',
        'outline',
      );
    const rows = refs
      ? await inChunks(refs, chunk => query().whereIn('subject_ref', chunk))
      : await query();
    return new Map(rows.map(row => [row.subject_ref, JSON.parse(row.outline)]));
  }

  async listOutdated(rulesDigest: string): Promise<string[]> {
    const rows: { ref: string }[] = await this.#database('subjects')
      .leftJoin('scorecards', 'scorecards.subject_ref', 'subjects.ref')
      .where('subjects.state', 'live')
      .where(either =>
        either
          .whereNull('scorecards.subject_ref')
          .orWhereNot('scorecards.rules_digest', rulesDigest)
          .orWhereRaw('scorecards.claim_digest <> subjects.claim_digest'),
      )
      .select('subjects.ref as ref');
    return rows.map(({ ref }) => ref);
  }

  async listLevels(refs: string[]): Promise<{ at: number; level: Level }[]> {
    const rows: { at: number | string; level: number }[] = await this.#database(
      'level_changes',
    )
      .whereIn('subject_ref', refs)
      .orderBy(['at', 'id'])
      .select('at', 'level');
    return rows.map(row => ({
      at: Number(row.at),
      level: row.level as Level,
    }));
  }

  async told(
    refs: string[],
    since: number,
  ): Promise<Partial<Record<FindingKind, number>>> {
    const rows: { kind: FindingKind; told_at: number | string }[] =
      await this.#database('findings')
        .whereIn('subject_ref', refs)
        .where(either =>
          either.whereNull('closed_at').orWhere('closed_at', '>=', since),
        )
        .groupBy('kind')
        .select('kind')
        .min({ told_at: 'told_at' });
    return Object.fromEntries(rows.map(row => [row.kind, Number(row.told_at)]));
  }

  async commit(
    options: Parameters<ScorecardStore['commit']>[0],
  ): Promise<CommitReport> {
    const { transaction, ref, now, evaluation } = options;
    const { scorecard } = evaluation;
    return {
      result: await this.#saveResult(options),
      history: await saveHistory(
        transaction,
        ref,
        now,
        options.causes,
        scorecard,
      ),
      level: await saveLevel(transaction, ref, now, scorecard.level.computed),
      finding: await saveFinding(options, {
        kind: 'contradicted',
        holds: evaluation.findingHolds,
      }),
      contradictions: await saveContradictions(options),
    };
  }

  async #saveResult(
    options: Parameters<ScorecardStore['commit']>[0],
  ): Promise<boolean> {
    const { transaction, ref, now, evaluation } = options;
    const { scorecard, ownerScorecard, observedConsumers } = evaluation;
    const outline = outlineOf(evaluation);
    const digest = contentDigest({
      scorecard: withoutTimes(scorecard),
      owner: ownerScorecard.verdict,
      outline,
      observedConsumers,
      claim: options.claimDigest,
      rules: options.rulesDigest,
    });
    const before = await transaction<ScorecardRow>('scorecards')
      .where({ subject_ref: ref })
      .first('digest');
    if (before?.digest === digest) {
      return false;
    }
    await transaction('scorecards')
      .insert({
        subject_ref: ref,
        evaluated_at: now,
        claim_digest: options.claimDigest,
        rules_digest: options.rulesDigest,
        digest,
        scorecard: JSON.stringify(scorecard),
        owner_verdict: JSON.stringify(ownerScorecard.verdict),
        outline: JSON.stringify(outline),
        consumers: JSON.stringify(observedConsumers),
      })
      .onConflict('subject_ref')
      .merge();
    return true;
  }
}

/** Looking again is no change, nor is the moment at which the next change may come. */
function withoutTimes(
  scorecard: Scorecard,
): Omit<Scorecard, 'evaluatedAt' | 'nextChangeAt'> {
  const { evaluatedAt: _, nextChangeAt: __, ...rest } = scorecard;
  return rest;
}

async function saveHistory(
  transaction: Knex.Transaction,
  ref: string,
  now: number,
  causes: number,
  scorecard: Scorecard,
): Promise<boolean> {
  const result = {
    rubric: scorecard.rubric,
    level: scorecard.level,
    verdict: scorecard.verdict.shown,
    coverage: scorecard.coverage,
    states: Object.fromEntries(
      scorecard.checks.map(({ id, state, cause }) => [
        id,
        cause === undefined ? state : `${state}:${cause}`,
      ]),
    ),
  };
  const digest = contentDigest(result);
  const last = await transaction('scorecard_history')
    .where({ subject_ref: ref })
    .orderBy('id', 'desc')
    .first('digest');
  if (last?.digest === digest) {
    return false;
  }
  await transaction('scorecard_history').insert({
    subject_ref: ref,
    at: now,
    causes,
    digest,
    result: JSON.stringify(result),
  });
  return true;
}

async function saveLevel(
  transaction: Knex.Transaction,
  ref: string,
  now: number,
  level: Level,
): Promise<boolean> {
  const last = await transaction('level_changes')
    .where({ subject_ref: ref })
    .orderBy('id', 'desc')
    .first('level');
  if (last?.level === level) {
    return false;
  }
  await transaction('level_changes').insert({
    subject_ref: ref,
    at: now,
    level,
  });
  return true;
}

/** Keeps since when those who answer for the product know. */
async function saveFinding(
  options: Parameters<ScorecardStore['commit']>[0],
  { kind, holds }: { kind: FindingKind; holds: boolean },
): Promise<CommitReport['finding']> {
  const { transaction, ref, lineage, now, told } = options;
  const open = () =>
    transaction('findings')
      .whereIn('subject_ref', lineage)
      .where({ kind })
      .whereNull('closed_at');
  const isOpen = (await open().first('id')) !== undefined;
  if (holds && !isOpen) {
    await transaction('findings').insert({
      subject_ref: ref,
      kind,
      told_at: told[kind] ?? now,
    });
    return 'opened';
  }
  if (!holds && isOpen) {
    await open().update({ closed_at: now });
    return 'closed';
  }
  return undefined;
}

async function saveContradictions(
  options: Parameters<ScorecardStore['commit']>[0],
): Promise<boolean> {
  let changed = false;
  for (const kind of ['rhythm', 'lifecycle'] as const) {
    const holds = options.evaluation.contradictionsHold.includes(kind);
    changed =
      (await saveFinding(options, { kind, holds })) !== undefined || changed;
  }
  return changed;
}
