import { Witness } from '@meshproof/backstage-plugin-data-mesh-common';
import { QualityRecord } from '../evidence/types';
import { Context } from '../facts/Context';
import { DAY, lengthInWords } from '../facts/calendar';
import { silentFor, whyNothing } from '../facts/reach';
import { enough } from '../scorecard/enough';
import { Beside, budgetOf, Counted, daysOf, figuresOf } from './Counted';
import { measured, MeasuredSlo, SloFinding } from './MeasuredSlo';
import { ServiceLevel, strictestTarget } from './ServiceLevel';

/** Whoever reads the port may say whether it answers; an owner only where nobody else watches that server. */
const WITNESSES: readonly Witness[] = ['self', 'platform', 'consumer'];

/**
 * Availability and completeness: results of a monitor that name the promise as their rule. Each result is one; a day of the window
 * without any counts as many misses as a usual day has results. @internal
 */
export function probeSlo(context: Context, level: ServiceLevel): MeasuredSlo {
  const { port, promise, window, base } = level;
  const { horizon } = context;
  const { timeline, evidence } = port;
  const beside: Beside[] = [];
  const probes = evidence
    .counted('quality', WITNESSES)
    .filter(({ rule }) => rule.id === promise.id);
  const results = probes.filter(record => {
    if (record.outcome !== 'error') {
      return true;
    }
    beside.push({ record, notCounted: 'the rule could not be run' });
    return false;
  });
  const unknown = nothingYet(context, level, results);
  if (unknown) {
    return measured(
      timeline,
      base,
      unknown,
      [],
      [...beside, ...results.map(record => ({ record }))],
    );
  }
  const counted = [
    ...results
      .filter(({ time }) => horizon.within(time, window))
      .map(
        (record): Counted => ({
          time: record.time,
          outcome: record.outcome === 'fail' ? 'missed' : 'kept',
          record,
        }),
      ),
    ...emptyDays(context, level, results),
  ];
  const target = strictestTarget(context, level);
  const figures = figuresOf(daysOf(counted, () => undefined));
  return measured(
    timeline,
    base,
    {
      state: enough(figures.kept, figures.expected, target) ? 'kept' : 'missed',
      reason: `${figures.kept} of ${
        figures.expected
      } expected results in ${lengthInWords(window)} say that it was kept`,
      figures,
      budget: budgetOf(figures, target),
    },
    counted,
    beside,
  );
}

function nothingYet(
  context: Context,
  { port, promise, window }: ServiceLevel,
  results: QualityRecord[],
): SloFinding | undefined {
  const { horizon } = context;
  const { evidence } = port;
  if (results.length === 0) {
    const why = whyNothing(context, {
      kinds: ['quality'],
      namespaces: evidence.namespaces,
      addresses: evidence.addresses,
      w3: port.views.w3[port.views.w3.length - 1].windows.w3,
    });
    return {
      state: 'unknown',
      ...(why.cause === 'not-wired' && evidence.namespaces !== undefined
        ? {
            cause: 'not-wired',
            reason: `No result names the rule "${promise.id}"; let a monitor send one at least once a day`,
          }
        : why),
    };
  }
  if (!horizon.reached(results[0].time + window)) {
    return {
      state: 'unknown',
      cause: 'too-early',
      reason: `The first result is from ${new Date(results[0].time)
        .toISOString()
        .slice(0, 10)}; it is judged over ${lengthInWords(window)}`,
    };
  }
  const newest = results[results.length - 1].time;
  return horizon.within(newest, window)
    ? undefined
    : {
        state: 'stale',
        reason: `The newest result is ${lengthInWords(
          context.now - newest,
        )} old; it may be ${lengthInWords(window)}`,
      };
}

/** Whole days of the window without a result. */
function emptyDays(
  context: Context,
  { port, window }: ServiceLevel,
  results: QualityRecord[],
): Counted[] {
  const { horizon, now } = context;
  const perDay = new Map<number, number>();
  for (const { time } of results) {
    const day = Math.floor(time / DAY);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const first = Math.ceil((now - window) / DAY);
  const last = Math.floor(now / DAY) - 1;
  const filled = [...perDay]
    .filter(([day]) => day >= first && day <= last)
    .map(([, count]) => count)
    .sort((a, b) => a - b);
  const usual = filled[Math.floor((filled.length - 1) / 2)] ?? 1;
  const publishers = new Set(
    results
      .filter(({ witness }) => witness === 'platform')
      .map(({ publisher }) => publisher),
  );
  const empty: Counted[] = [];
  for (let day = first; day <= last; day++) {
    if (!perDay.has(day)) {
      const due = (day + 1) * DAY;
      const excluded = silentFor(
        context,
        publishers,
        ['quality'],
        port.evidence.namespaces ?? new Set(),
        due,
      );
      empty.push({
        time: day * DAY,
        due,
        outcome: excluded ? 'excluded' : 'gap',
        count: usual,
        summary: `no result on this day; a usual day has ${usual}`,
      });
    }
  }
  horizon.note((last + 2) * DAY);
  return empty;
}
