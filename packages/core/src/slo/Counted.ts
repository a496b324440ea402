import { Slo, SloDay } from '@meshproof/backstage-plugin-data-mesh-common';
import { EvidenceRecord } from '../evidence/types';
import { dateOf } from '../facts/calendar';
import { mostMisses } from '../scorecard/enough';

/** What one expected interval, evaluation, probe or incident came to. @internal */
export interface Counted {
  /** Decides the day it is counted on, milliseconds. */
  time: number;
  /** When it had to be there; absent where nothing is due at a set time. */
  due?: number;
  /** `gap`: expected and not measured; `excluded`: not expected, since the source was silent for everybody. */
  outcome: 'kept' | 'missed' | 'gap' | 'excluded';
  /** How many it stands for; default one. */
  count?: number;
  /** What decides. */
  record?: EvidenceRecord;
  /** Others of the same interval, which it follows. */
  others?: EvidenceRecord[];
  /** Words for a row that has no record, or that says more than its record. */
  summary?: string;
}

/** A record that is about a promise and counts nothing. @internal */
export interface Beside {
  record: EvidenceRecord;
  notCounted?: string;
}

/** Sums by day, ascending. @internal */
export function daysOf(
  counted: readonly Counted[],
  versionAt: (time: number) => string | undefined,
): SloDay[] {
  const days = new Map<string, SloDay>();
  const latest = new Map<string, number>();
  for (const { time, outcome, count = 1 } of counted) {
    const day = dateOf(time);
    let sum = days.get(day);
    if (!sum) {
      sum = { day, expected: 0, measured: 0, kept: 0, excluded: 0 };
      days.set(day, sum);
    }
    latest.set(day, Math.max(latest.get(day) ?? time, time));
    if (outcome === 'excluded') {
      sum.excluded += count;
      continue;
    }
    sum.expected += count;
    sum.measured += outcome === 'gap' ? 0 : count;
    sum.kept += outcome === 'kept' ? count : 0;
  }
  return [...days.values()]
    .map(sum => {
      const version = versionAt(latest.get(sum.day)!);
      return version === undefined ? sum : { ...sum, version };
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** @internal */
export function figuresOf(
  days: readonly SloDay[],
): NonNullable<Slo['figures']> {
  const sum = (what: (day: SloDay) => number) =>
    days.reduce((total, day) => total + what(day), 0);
  const expected = sum(day => day.expected);
  const measured = sum(day => day.measured);
  const kept = sum(day => day.kept);
  return {
    expected,
    measured,
    kept,
    gaps: expected - measured,
    excluded: sum(day => day.excluded),
    attained: expected === 0 ? 0 : kept / expected,
  };
}

/**
 * What may still be missed.
 *
 * @param interval - length of what is counted, milliseconds, where it has one
 * @internal
 */
export function budgetOf(
  figures: NonNullable<Slo['figures']>,
  target: number,
  interval?: number,
): NonNullable<Slo['budget']> {
  const allowed = mostMisses(figures.expected, target);
  const used = figures.expected - figures.kept;
  return {
    allowed,
    used,
    left: allowed - used,
    ...(interval === undefined
      ? {}
      : { leftSeconds: ((allowed - used) * interval) / 1_000 }),
  };
}

/** The newest record, whether it counts for the figures or only says that something came. @internal */
export function lastOf(
  counted: readonly Counted[],
  beside: readonly Beside[],
): Slo['last'] {
  let newest: EvidenceRecord | undefined;
  const look = (record: EvidenceRecord | undefined) => {
    if (
      record &&
      (!newest ||
        record.time > newest.time ||
        (record.time === newest.time && record.id > newest.id))
    ) {
      newest = record;
    }
  };
  counted.forEach(({ record, others }) => {
    look(record);
    others?.forEach(look);
  });
  beside
    .filter(({ notCounted }) => notCounted === undefined)
    .forEach(({ record }) => look(record));
  return (
    newest && {
      recordId: newest.id,
      at: new Date(newest.time).toISOString(),
      source: newest.publisherTitle ?? newest.publisher,
      witness: newest.witness,
    }
  );
}
