import { DAY } from '../facts/calendar';
import { JudgedPort } from '../scorecard/Judgement';
import { Beside, budgetOf, Counted, daysOf, figuresOf } from './Counted';
import {
  inForce,
  measured,
  MeasuredSlo,
  notKnown,
  SloPromise,
  titleOf,
} from './MeasuredSlo';
import { TracedJudgement } from './TracedJudgement';

const CHECK = 'timeliness-kept';

/** Frequency and latency are one promise: an interval is kept where its data came in time (check 22). @internal */
export function timelinessSlo(
  judgement: TracedJudgement,
  port: JudgedPort,
): MeasuredSlo[] {
  const { timeline } = port;
  const current = timeline.versions[timeline.versions.length - 1];
  const promise = current.reading?.timeliness;
  if (!promise) {
    return [];
  }
  const { outcome, view, intervals, seen } = judgement.trace(
    port,
    CHECK,
    'timelinessKept',
  );
  const counted = intervals.map(
    ({ due, outcome: how, records }): Counted => ({
      time: due,
      due,
      outcome: how,
      record: records[records.length - 1],
      others: records.slice(0, -1),
      ...(how === 'missed' && records.length === 0
        ? { summary: 'delivered late, with the next interval' }
        : {}),
    }),
  );
  const used = new Set(intervals.flatMap(({ records }) => records));
  const beside = [...seen.values()].filter(
    ({ record }: Beside) => !used.has(record),
  );
  const base: SloPromise = {
    key: `${timeline.id} timeliness`,
    port: timeline.id,
    property: 'timeliness',
    promise: titleOf(promise.sentence),
    ...inForce(timeline, ({ reading }) => reading?.timeliness?.sentence),
    target: promise.target,
    windowDays: Math.round(view.windows.w4 / DAY),
    check: CHECK,
  };
  const unknown = notKnown(outcome);
  if (unknown) {
    return [measured(timeline, base, unknown, counted, beside)];
  }
  const figures = figuresOf(daysOf(counted, () => undefined));
  return [
    measured(
      timeline,
      base,
      {
        state: outcome.state === 'pass' ? 'kept' : 'missed',
        reason: outcome.reason,
        figures,
        // By the promise that was judged, which may be an older and stricter one.
        budget: budgetOf(
          figures,
          Number(outcome.values.keptTarget ?? promise.target),
          view.rhythm?.interval,
        ),
      },
      counted,
      beside,
    ),
  ];
}
