import { Slo, SloDay } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';
import { contentDigest } from '../database';
import { SloStore, StoredSlos } from './SloStore';

const DAY = 24 * 3_600_000;
/** Eight values a row, and databases limit how many a statement may bind. */
const ROWS = 100;

interface DayRow {
  subject_ref: string;
  slo_key: string;
  day: number;
  expected: number;
  measured: number;
  kept: number;
  excluded: number;
  version: string | null;
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
      .first('digest', 'report');
    if (before?.digest === digest) {
      return false;
    }
    const written = new Map<string, string>(
      (before ? (JSON.parse(before.report) as Slo[]) : []).map(slo => [
        slo.key,
        daysDigest(slo),
      ]),
    );
    await transaction('slo_reports')
      .insert({
        subject_ref: ref,
        evaluated_at: now,
        digest,
        report: JSON.stringify(slos),
      })
      .onConflict('subject_ref')
      .merge();
    for (const slo of slos) {
      if (written.get(slo.key) !== daysDigest(slo)) {
        await saveDays(transaction, ref, slo, now);
      }
    }
    return true;
  }

  async removeBefore(day: string): Promise<number> {
    return this.#database('slo_days')
      .where('day', '<', dayNumber(day))
      .delete();
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
      .where('day', '>=', dayNumber(since))
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
          ...(row.version === null ? {} : { version: row.version }),
        })),
      ]),
    );
  }
}

type Sums = Omit<SloDay, 'day' | 'version'>;

function sums({ expected, measured, kept, excluded }: Sums): Sums {
  return { expected, measured, kept, excluded };
}

function dayNumber(day: string): number {
  return Math.floor(Date.parse(day) / DAY);
}

/** Writes the days of one promise that differ. */
async function saveDays(
  transaction: Knex.Transaction,
  ref: string,
  slo: Slo,
  now: number,
): Promise<void> {
  // A window is open at its old end: the first day is whole where it begins later than that.
  const firstDay = Math.floor((now - slo.windowDays * DAY) / DAY) + 1;
  const rows: DayRow[] = slo.days
    .map(day => ({
      subject_ref: ref,
      slo_key: slo.key,
      day: dayNumber(day.day),
      ...sums(day),
      version: day.version ?? null,
    }))
    .filter(({ day }) => day >= firstDay);
  const stored = await transaction<DayRow>('slo_days')
    .where({ subject_ref: ref, slo_key: slo.key })
    .where('day', '>=', firstDay)
    .select('*');
  const known = new Map(stored.map(row => [row.day, contentOf(row)]));
  const changed = rows.filter(row => known.get(row.day) !== contentOf(row));
  for (let start = 0; start < changed.length; start += ROWS) {
    await transaction('slo_days')
      .insert(changed.slice(start, start + ROWS))
      .onConflict(['subject_ref', 'slo_key', 'day'])
      .merge();
  }
  // What is not known now says nothing against what was written; what is known does.
  if (slo.figures) {
    rows.forEach(({ day }) => known.delete(day));
    const gone = [...known.keys()];
    for (let start = 0; start < gone.length; start += ROWS) {
      await transaction('slo_days')
        .where({ subject_ref: ref, slo_key: slo.key })
        .whereIn('day', gone.slice(start, start + ROWS))
        .delete();
    }
  }
}

/** Of what decides on the rows of a promise. */
function daysDigest({ days, figures }: Slo): string {
  return contentDigest([days, figures !== undefined]);
}

function contentOf(row: DayRow): string {
  return JSON.stringify([sums(row), row.version]);
}
