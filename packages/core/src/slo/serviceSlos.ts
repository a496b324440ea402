import { ServicePromise } from '../contract/types';
import { DAY } from '../facts/calendar';
import { PortVersion } from '../facts/portTimelines';
import { JudgedPort } from '../scorecard/Judgement';
import { errorRateSlo } from './errorRateSlo';
import { incidentSlo } from './incidentSlo';
import { inForce, measured, MeasuredSlo, titleOf } from './MeasuredSlo';
import { probeSlo } from './probeSlo';
import { ServiceLevel } from './ServiceLevel';
import { TracedCheck, TracedJudgement } from './TracedJudgement';

/** Incidents are rare: the window of the checks that count them (24 and 34). */
const INCIDENT_WINDOW = 180 * DAY;

function promisedIn(
  { reading }: PortVersion,
  id: string,
): ServicePromise | undefined {
  return reading?.servicePromises?.find(promise => promise.id === id);
}

/** Promises besides timeliness and rules: availability, completeness, error rate, time to detect and to repair. @internal */
export function serviceSlos(
  judgement: TracedJudgement,
  port: JudgedPort,
  rules: TracedCheck,
): MeasuredSlo[] {
  const { timeline } = port;
  const { versions } = timeline;
  const current = versions[versions.length - 1];
  return (current.reading?.servicePromises ?? []).map(promise => {
    const byIncidents =
      promise.kind === 'timeToDetect' || promise.kind === 'timeToRepair';
    const window = byIncidents
      ? INCIDENT_WINDOW
      : port.views.w4[port.views.w4.length - 1].windows.w4;
    const level: ServiceLevel = {
      promise,
      port,
      window,
      base: {
        key: `${timeline.id} ${promise.kind} ${promise.id}`,
        port: timeline.id,
        property: promise.kind,
        promise: titleOf(promise.sentence),
        ...inForce(
          timeline,
          version => promisedIn(version, promise.id)?.sentence,
        ),
        ...(promise.target === undefined ? {} : { target: promise.target }),
        windowDays: Math.round(window / DAY),
      },
      versions: versions.flatMap(version => {
        const own = promisedIn(version, promise.id);
        return own?.kind === promise.kind
          ? { from: version.from, to: version.to, promise: own }
          : [];
      }),
    };
    if (promise.target === undefined) {
      return measured(timeline, level.base, {
        state: 'unknown',
        cause: 'not-wired',
        reason:
          'The promise names no share that can be read, so nothing can be counted',
      });
    }
    if (byIncidents) {
      return incidentSlo(judgement.context, level);
    }
    return promise.kind === 'errorRate'
      ? errorRateSlo(judgement.context, level, rules)
      : probeSlo(judgement.context, level);
  });
}
