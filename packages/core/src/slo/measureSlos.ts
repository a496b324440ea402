import { Slo, SloRow } from '@meshproof/backstage-plugin-data-mesh-common';
import { DAY } from '../facts/calendar';
import { asOf } from '../scorecard/asOf';
import { ProductSituation } from '../scorecard/types';
import { MeasuredSlo } from './MeasuredSlo';
import { ruleSlos, traceRules } from './ruleSlos';
import { serviceSlos } from './serviceSlos';
import { rowsOf } from './sloRows';
import { timelinessSlo } from './timelinessSlo';
import { TracedJudgement } from './TracedJudgement';

/** The service levels of a product, and when time alone can change one. @public */
export interface SloMeasurement {
  /** By port, then in the order of the contract: timeliness, other service levels, rules. */
  items: Slo[];
  /** Milliseconds. */
  nextChangeAt?: number;
}

function measure(
  given: ProductSituation,
  frozenAt: number | undefined,
): {
  slos: Map<string, MeasuredSlo>;
  nextChangeAt: number | undefined;
} {
  const judgement = new TracedJudgement(
    frozenAt === undefined ? given : asOf(given, frozenAt),
  );
  const slos = new Map<string, MeasuredSlo>();
  for (const port of judgement.ports) {
    const rules = traceRules(judgement, port);
    for (const found of [
      ...timelinessSlo(judgement, port),
      ...serviceSlos(judgement, port, rules),
      ...ruleSlos(judgement, port, rules),
    ]) {
      slos.set(found.slo.key, found);
    }
  }
  return {
    slos,
    nextChangeAt:
      frozenAt === undefined ? judgement.context.horizon.next : undefined,
  };
}

/**
 * The service level objectives of a product: every promise of every served port that a record can show, judged by the promise in
 * force at the time, with the figures of the checks 22 and 23. The same situation gives the same answer, whatever the order of its
 * evidence.
 *
 * @param frozenAt - since when the product is judged no more, as its evaluation says: it keeps the service levels of that moment
 * @see docs/slo.md
 * @public
 */
export function measureSlos(
  situation: ProductSituation,
  frozenAt?: number,
): SloMeasurement {
  const { slos, nextChangeAt } = measure(situation, frozenAt);
  return {
    items: [...slos.values()].map(({ slo }) => slo),
    ...(nextChangeAt === undefined ? {} : { nextChangeAt }),
  };
}

/**
 * The rows behind one service level objective, newest first: every record, and every gap where one should have been. The rows of a day
 * are those that its figures count, and records of that day that count nothing.
 *
 * @param options - `frozenAt` as for {@link measureSlos}; `day`: `2026-11-20`, UTC; for a day that has left the window, rows are those of the last moment it was whole inside it.
 *   Without, all of the window
 * @returns undefined where the product has no such objective now
 * @public
 */
export function listSloRows(
  situation: ProductSituation,
  key: string,
  options: { day?: string; frozenAt?: number } = {},
): SloRow[] | undefined {
  const { day, frozenAt } = options;
  const found = measure(situation, frozenAt).slos.get(key);
  if (!found || day === undefined) {
    return found && rowsOf(found);
  }
  // A window is open at its old end.
  const end = Date.parse(day) + found.slo.windowDays * DAY - 1;
  const then =
    end < (frozenAt ?? situation.now)
      ? measure(
          {
            ...situation,
            evidence: situation.evidence.filter(({ time }) => time <= end),
          },
          end,
        ).slos.get(key)
      : found;
  return then ? rowsOf(then).filter(row => row.day === day) : [];
}
