import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import { PortTimeline, PortVersion } from '../facts/portTimelines';
import { Outcome } from '../scorecard/judgeCheck';
import { Beside, Counted, daysOf, lastOf } from './Counted';

/** A service level objective with everything that was counted for it. @internal */
export interface MeasuredSlo {
  slo: Slo;
  counted: Counted[];
  beside: Beside[];
}

/** What a promise is, before anything is measured. @internal */
export type SloPromise = Omit<
  Slo,
  'state' | 'cause' | 'reason' | 'figures' | 'budget' | 'last' | 'days'
>;

/** What was found. @internal */
export type SloFinding = Pick<
  Slo,
  'state' | 'cause' | 'reason' | 'figures' | 'budget'
>;

/** Puts a promise, what was counted and what came of it together. @internal */
export function measured(
  timeline: PortTimeline,
  promise: SloPromise,
  finding: SloFinding,
  counted: Counted[] = [],
  beside: Beside[] = [],
): MeasuredSlo {
  const last = lastOf(counted, beside);
  return {
    slo: {
      ...promise,
      ...finding,
      ...(last ? { last } : {}),
      days: daysOf(counted, time => versionAt(timeline, time)),
    },
    counted,
    beside,
  };
}

/** The version of the contract in force then; the first one judges everything before it. */
function versionAt(timeline: PortTimeline, time: number): string | undefined {
  let found = timeline.versions[0];
  for (const version of timeline.versions) {
    if (version.from > time) {
      break;
    }
    found = version;
  }
  return found.reading?.version;
}

/** Version of the contract in force, and since when it promises this. @internal */
export function inForce(
  { versions }: PortTimeline,
  what: (version: PortVersion) => unknown,
): Pick<Slo, 'version' | 'since'> {
  const current = versions[versions.length - 1];
  const present = JSON.stringify(what(current));
  let index = versions.length - 1;
  while (index > 0 && JSON.stringify(what(versions[index - 1])) === present) {
    index--;
  }
  return {
    ...(current.reading?.version === undefined
      ? {}
      : { version: current.reading.version }),
    since: new Date(versions[index].from).toISOString(),
  };
}

/** Unknown or stale, as a check says; undefined where it passes or fails. @internal */
export function notKnown(outcome: Outcome): SloFinding | undefined {
  return outcome.state === 'unknown' || outcome.state === 'stale'
    ? {
        state: outcome.state,
        ...(outcome.cause ? { cause: outcome.cause } : {}),
        reason: outcome.reason,
      }
    : undefined;
}

/** A sentence as a title: without its full stop. @internal */
export function titleOf(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
