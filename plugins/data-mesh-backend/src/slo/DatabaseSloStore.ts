import { Slo, SloDay } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';
import { contentDigest } from '../database';
import { SloStore, StoredSlos } from './SloStore';

const DAY = 24 * 3_600_000;
/** Seven values a row, and databases limit how many a statement may bind. */
const ROWS = 100;

interface DayRow {
  subject_ref: string;
  slo_key: string;
  day: number;
  expected: number;
  measured: number;
  kept: number;
  excluded: number;
}

/** {@link SloStore} in SQLite or PostgreSQL. */
export class DatabaseSloStore implements SloStore {
  static create(options: { database: Knex }): DatabaseSloStore {
    return new DatabaseSloStore(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  async save({
    transaction,
    ref,
    now,
    slos,
  }: Parameters<SloStore['save']>[0]): Promise<boolean> {
    const digest = contentDigest(slos);
    const before = await transaction('slo_reports')
      .where({ subject_ref: ref })
      .first('digest');
    if (before?.digest === digest) {
      return false;
    }
    await transaction('slo_reports')
      .insert({
        subject_ref: ref,
        evaluated_at: now,
        digest,
        report: JSON.stringify(slos),
      })
      .onConflict('subject_ref')
      .merge();
    const rows = slos.flatMap(slo => wholeDays(ref, slo, now));
    const firstDay = Math.min(...rows.map(row => row.day));
    const stored: DayRow[] =
      rows.length === 0
        ? []
        : await transaction<DayRow>('slo_days')
            .where({ subject_ref: ref })
            .where('day', '>=', firstDay)
            .select('*');
    const known = new Map(
      stored.map(row => [
        `${row.slo_key} ${row.day}`,
        JSON.stringify(sums(row)),
      ]),
    );
    const changed = rows.filter(
      row =>
        known.get(`${row.slo_key} ${row.day}`) !== JSON.stringify(sums(row)),
    );
    for (let start = 0; start < changed.length; start += ROWS) {
      await transaction('slo_days')
        .insert(changed.slice(start, start + ROWS))
        .onConflict(['subject_ref', 'slo_key', 'day'])
        .merge();
    }
    return true;
  }

  async get(ref: string): Promise<StoredSlos | undefined> {
    const row = await this.#database('slo_reports')
      .where({ subject_ref: ref })
      .first();
    return (
      row && {
        evaluatedAt: Number(row.evaluated_at),
        slos: JSON.parse(row.report),
      }
    );
  }

  async listDays(
    refs: string[],
    since: string,
  ): Promise<Map<string, SloDay[]>> {
    const rows = await this.#database<DayRow>('slo_days')
      .whereIn('subject_ref', refs)
      .where('day', '>=', Math.floor(Date.parse(since) / DAY))
      .orderBy('day')
      .select('*');
    const byKey = new Map<string, Map<number, DayRow>>();
    for (const row of rows) {
      let days = byKey.get(row.slo_key);
      if (!days) {
        days = new Map();
        byKey.set(row.slo_key, days);
      }
      const other = days.get(row.day);
      if (
        !other ||
        refs.indexOf(row.subject_ref) < refs.indexOf(other.subject_ref)
      ) {
        days.set(row.day, row);
      }
    }
    return new Map(
      [...byKey].map(([key, days]) => [
        key,
        [...days.values()].map(row => ({
          day: new Date(row.day * DAY).toISOString().slice(0, 10),
          ...sums(row),
        })),
      ]),
    );
  }
}

function sums({
  expected,
  measured,
  kept,
  excluded,
}: Omit<SloDay, 'day'>): Omit<SloDay, 'day'> {
  return { expected, measured, kept, excluded };
}

/** The days that lie in the window from their first moment on. */
function wholeDays(ref: string, slo: Slo, now: number): DayRow[] {
  const begin = now - slo.windowDays * DAY;
  return slo.days
    .filter(({ day }) => Date.parse(day) >= begin)
    .map(day => ({
      subject_ref: ref,
      slo_key: slo.key,
      day: Math.floor(Date.parse(day.day) / DAY),
      ...sums(day),
    }));
}
