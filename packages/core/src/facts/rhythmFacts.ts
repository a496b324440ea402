import { Witness } from '@meshproof/backstage-plugin-data-mesh-common';
import { EvidenceRecord, FreshnessRecord, RunRecord } from '../evidence/types';
import { Context, IntervalOutcome } from './Context';
import { lengthInWords, DAY } from './calendar';
import { PortEvidence } from './counted';
import { merged } from './EvidenceIndex';
import { FactGroup, missing, observed, stale } from './Fact';
import { silentFor, whyNothing } from './reach';
import { RhythmView } from './rhythm';
import { Slot, slotsOf } from './slots';

/** A job as schedulers write it, in one spelling. @internal */
export function jobKey(job: { namespace: string; name: string }): string {
  return `${job.namespace}/${job.name}`.trim().toLowerCase();
}

/** For each slot the records inside (start, due]. Both lists ascend, so one walk over them is enough. */
function bySlots<T extends EvidenceRecord>(
  records: T[],
  slots: { slot: Slot }[],
): T[][] {
  const times = records.map(record => record.time);
  let first = 0;
  return slots.map(({ slot }) => {
    // A change of rhythm may let a slot begin before the one in front of it ended.
    while (first > 0 && times[first - 1] > slot.start) {
      first--;
    }
    while (first < times.length && times[first] <= slot.start) {
      first++;
    }
    let end = first;
    while (end < times.length && times[end] <= slot.due) {
      end++;
    }
    return records.slice(first, end);
  });
}

interface RatioOptions {
  context: Context;
  evidence: PortEvidence;
  view: RhythmView;
  window: number;
  kinds: ('run' | 'freshness')[];
  records: (RunRecord | FreshnessRecord)[];
  what: string;
}

/**
 * The part that all ratios over intervals share: what there must be before one may count, and which intervals are expected. A
 * gap is a miss, unless its platform sources were silent for everybody.
 */
function ratio(
  options: RatioOptions,
  judge: (
    slots: { slot: Slot; excludable: () => boolean }[],
    records: (RunRecord | FreshnessRecord)[],
  ) => FactGroup,
): FactGroup {
  const { context, evidence, view, window, kinds, records, what } = options;
  const { horizon } = context;
  if (!view.rhythm) {
    return missing(
      'observed',
      'not-wired',
      'No latency or frequency is promised, so nothing can be expected',
    );
  }
  if (records.length === 0) {
    const why = whyNothing(context, {
      kinds,
      namespaces: evidence.namespaces,
      addresses: evidence.addresses,
      w3: view.windows.w3,
    });
    return missing('observed', why.cause, why.reason);
  }
  const days = lengthInWords(window);
  // Nothing is judged by them yet, and they are there to be opened all the same.
  const show = () => {
    for (const record of records) {
      context.trace?.record(record, { port: evidence.port.id });
    }
  };
  if (!horizon.reached(records[0].time + window)) {
    show();
    return missing(
      'observed',
      'too-early',
      `The first record is from ${new Date(records[0].time)
        .toISOString()
        .slice(0, 10)}; ${what} is judged over ${days}`,
      records,
    );
  }
  const newest = records[records.length - 1].time;
  if (!horizon.within(newest, window)) {
    show();
    return stale(
      records,
      `The newest record is ${lengthInWords(
        context.now - newest,
      )} old; it may be ${days}`,
    );
  }
  const publishers = new Set(
    records
      .filter(record => record.witness === 'platform')
      .map(record => record.publisher),
  );
  const namespaces = evidence.namespaces ?? new Set<string>();
  const slots = slotsOf(view, window, context.holidays, horizon).map(slot => ({
    slot,
    excludable: () =>
      silentFor(context, publishers, kinds, namespaces, slot.due),
  }));
  return judge(slots, records);
}

function noExpectation(records: EvidenceRecord[]): FactGroup {
  return missing(
    'observed',
    'no-source',
    'The source was silent for everybody in every expected interval',
    records,
  );
}

/** Facts for check 15: expected runs that wrote the data set. @internal */
export function runFacts(
  context: Context,
  evidence: PortEvidence,
  view: RhythmView,
  jobs: ReadonlySet<string>,
): FactGroup {
  const witnesses: Witness[] = ['self', 'platform'];
  if (jobs.size === 0) {
    return missing(
      'observed',
      'not-wired',
      'No pipeline names the job that writes this data set',
    );
  }
  const window = view.windows.w3;
  const all = evidence.counted('run', witnesses);
  return ratio(
    {
      context,
      evidence,
      view,
      window,
      kinds: ['run'],
      records: all,
      what: 'the pipeline',
    },
    slots => {
      const own = all.filter(
        run => run.status === 'success' && jobs.has(jobKey(run.job)),
      );
      const used = new Set<EvidenceRecord>();
      let expected = 0;
      let met = 0;
      const ownBySlot = bySlots(own, slots);
      slots.forEach(({ slot, excludable }, position) => {
        const found = ownBySlot[position];
        if (found.length > 0) {
          expected++;
          met++;
          found.forEach(run => used.add(run));
        } else if (!excludable()) {
          expected++;
          context.trace?.gap({
            kind: 'run',
            time: slot.due,
            port: evidence.port.id,
            summary: 'no run of a declared job wrote this data set in time',
            excluded: false,
          });
        } else {
          context.trace?.gap({
            kind: 'run',
            time: slot.due,
            port: evidence.port.id,
            summary: 'no run, while the source was silent for everybody',
            excluded: true,
          });
        }
      });
      if (context.trace) {
        for (const run of all) {
          if (context.horizon.within(run.time, window)) {
            const declared = jobs.has(jobKey(run.job));
            context.trace.record(run, {
              port: evidence.port.id,
              outcome: used.has(run) ? 'met' : 'neutral',
              ...(declared
                ? {}
                : { notCounted: 'not a job that the product declares' }),
            });
          }
        }
      }
      const inWindow = all.filter(run =>
        context.horizon.within(run.time, window),
      );
      return expected === 0
        ? noExpectation(all)
        : observed(used.size > 0 ? [...used] : inWindow, {
            runsMet: met,
            runsExpected: expected,
            runsWindowDays: Math.round(window / DAY),
          });
    },
  );
}

function isMet(
  record: RunRecord | FreshnessRecord,
  rhythm: Slot['rhythm'],
): boolean {
  return record.kind === 'run'
    ? record.status === 'success'
    : record.time - record.loadedAt <= rhythm.maxAge;
}

/** The middle number of results of the intervals that have any. */
function usualCount(counts: number[]): number {
  const filled = counts.filter(count => count > 0).sort((a, b) => a - b);
  return filled[Math.floor(filled.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/**
 * Facts for checks 18 and 22: intervals that were measured, and kept. The last result of an interval decides. An empty interval
 * that is followed by one with more results than usual was delivered late: measured, and missed. @internal
 */
export function timelinessFacts(
  context: Context,
  evidence: PortEvidence,
  view: RhythmView,
  mode: 'measured' | 'kept',
): FactGroup {
  const witnesses: Witness[] =
    mode === 'measured' ? ['self', 'platform'] : ['platform'];
  const window = mode === 'measured' ? view.windows.w3 : view.windows.w4;
  const records = merged(
    evidence.counted('run', witnesses),
    evidence.counted('freshness', witnesses),
  );
  return ratio(
    {
      context,
      evidence,
      view,
      window,
      kinds: ['run', 'freshness'],
      records,
      what: 'timeliness',
    },
    slots => {
      let expected = 0;
      let measured = 0;
      let kept = 0;
      let gaps = 0;
      const tell = (
        due: number,
        outcome: IntervalOutcome['outcome'],
        of: EvidenceRecord[] = [],
      ) =>
        context.trace?.interval?.({
          port: evidence.port.id,
          due,
          outcome,
          records: of,
        });
      const outcomes = new Map<EvidenceRecord, 'met' | 'missed' | 'neutral'>();
      const kinds = ['run', 'freshness'] as const;
      const bySlot = bySlots(records, slots);
      const counts = {
        run: bySlot.map(() => 0),
        freshness: bySlot.map(() => 0),
      };
      bySlot.forEach((list, at) =>
        list.forEach(record => counts[record.kind][at]++),
      );
      const usual = {
        run: usualCount(counts.run),
        freshness: usualCount(counts.freshness),
      };
      slots.forEach(({ slot, excludable }, position) => {
        const found = bySlot[position];
        if (found.length > 0) {
          expected++;
          measured++;
          const met = isMet(found[found.length - 1], slot.rhythm);
          tell(slot.due, met ? 'kept' : 'missed', found);
          kept += met ? 1 : 0;
          found.forEach(record => outcomes.set(record, 'neutral'));
          outcomes.set(found[found.length - 1], met ? 'met' : 'missed');
          return;
        }
        const late = kinds.some(
          kind => (counts[kind][position + 1] ?? 0) > usual[kind],
        );
        if (late) {
          expected++;
          measured++;
          tell(slot.due, 'missed');
          return;
        }
        const excluded = excludable();
        if (!excluded) {
          expected++;
          gaps++;
        }
        tell(slot.due, excluded ? 'excluded' : 'gap');
        context.trace?.gap({
          kind: 'run',
          time: slot.due,
          port: evidence.port.id,
          summary: excluded
            ? 'no result, while the source was silent for everybody'
            : 'no result for this interval',
          excluded,
        });
      });
      const used = records.filter(record =>
        context.horizon.within(record.time, window),
      );
      if (context.trace) {
        for (const record of used) {
          context.trace.record(record, {
            port: evidence.port.id,
            outcome: outcomes.get(record) ?? 'neutral',
          });
        }
      }
      if (expected === 0) {
        return noExpectation(records);
      }
      return mode === 'measured'
        ? observed(used, {
            intervalsMeasured: measured,
            intervalsExpected: expected,
            intervalGaps: gaps,
            intervalWindowDays: Math.round(window / DAY),
          })
        : observed(used, {
            intervalsKept: kept,
            keptExpected: expected,
            keptGaps: gaps,
            keptTarget: view.rhythm!.target,
            keptWindowDays: Math.round(window / DAY),
          });
    },
  );
}
