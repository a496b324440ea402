import { Witness } from '@meshproof/backstage-plugin-data-mesh-common';
import { ServicePromise } from '../contract/types';
import { foldIncidents, Incident } from '../evidence/foldIncidents';
import { IncidentRecord } from '../evidence/types';
import { Context } from '../facts/Context';
import { addBusinessDays, DAY, lengthInWords } from '../facts/calendar';
import { merged } from '../facts/EvidenceIndex';
import { notCounted } from '../facts/counted';
import { reachOf } from '../facts/reach';
import { enough } from '../scorecard/enough';
import { Beside, budgetOf, Counted, daysOf, figuresOf } from './Counted';
import { measured, MeasuredSlo, SloFinding } from './MeasuredSlo';
import { promisesAt, ServiceLevel, strictestTarget } from './ServiceLevel';

const WITNESSES: readonly Witness[] = ['self', 'platform', 'consumer'];

/**
 * Time to detect and time to repair: one incident each. It is counted from the day it was detected or repaired, or from the end of
 * the promised time if that came first; before that it is not expected. @internal
 */
export function incidentSlo(
  context: Context,
  level: ServiceLevel,
): MeasuredSlo {
  const { port, promise, window, base } = level;
  const { horizon } = context;
  const { timeline } = port;
  const beside: Beside[] = [];
  const records = aboutPort(context, level).filter(record => {
    const why = notCounted(context, record, WITNESSES);
    if (why !== undefined) {
      beside.push({ record, notCounted: why });
    }
    return why === undefined;
  });
  const counted: Counted[] = [];
  for (const incident of foldIncidents(records)) {
    const deadline = Math.min(
      ...promisesAt(context, level, incident.openedAt).map(promised =>
        deadlineOf(context, promised, incident.openedAt),
      ),
    );
    const doneAt =
      promise.kind === 'timeToRepair'
        ? incident.resolvedAt
        : detectedAt(incident);
    const inTime = doneAt !== undefined && doneAt <= deadline;
    const known = horizon.reached(deadline);
    const time = inTime ? doneAt : deadline;
    const last = incident.records[incident.records.length - 1];
    if ((inTime || known) && horizon.within(time, window)) {
      counted.push({
        time,
        due: deadline,
        outcome: inTime ? 'kept' : 'missed',
        record: last,
        others: incident.records.slice(0, -1),
      });
    } else {
      incident.records.forEach(record =>
        beside.push({
          record,
          ...(inTime || known
            ? { notCounted: 'older than the window' }
            : { notCounted: 'the promised time is not over' }),
        }),
      );
    }
  }
  if (counted.length === 0) {
    return measured(timeline, base, nothingYet(context, level), [], beside);
  }
  const target = strictestTarget(context, level);
  const figures = figuresOf(daysOf(counted, () => undefined));
  return measured(
    timeline,
    base,
    {
      state: enough(figures.kept, figures.expected, target) ? 'kept' : 'missed',
      reason: `${figures.kept} of ${figures.expected} ${
        figures.expected === 1 ? 'incident was' : 'incidents were'
      } ${
        promise.kind === 'timeToRepair' ? 'repaired' : 'detected'
      } in time in ${lengthInWords(window)}`,
      figures,
      budget: budgetOf(figures, target),
    },
    counted,
    beside,
  );
}

/** Incidents of the port's address, of the port, and of the product as a whole. */
function aboutPort(context: Context, { port }: ServiceLevel): IncidentRecord[] {
  const { index } = context;
  const whole = index.of({ id: '', name: '', keys: [] }, 'incident');
  return [
    ...new Set(merged(index.of(port.timeline, 'incident'), whole)).values(),
  ];
}

function deadlineOf(
  context: Context,
  { within = 0, businessDays = false }: ServicePromise,
  openedAt: number,
): number {
  return businessDays
    ? addBusinessDays(openedAt, Math.ceil(within / DAY), context.holidays)
    : openedAt + within;
}

/** The first sign that somebody knew: the first word of it that was sent, or the first act. */
function detectedAt({ records, firstActedAt }: Incident): number {
  return Math.min(
    firstActedAt ?? Number.POSITIVE_INFINITY,
    ...records.map(({ time }) => time),
  );
}

function nothingYet(
  context: Context,
  { port, window }: ServiceLevel,
): SloFinding {
  const reach = reachOf(context, {
    kinds: ['incident'],
    namespaces: undefined,
    w3: window,
  });
  return reach.state === 'none'
    ? {
        state: 'unknown',
        cause: 'no-source',
        reason: 'No connected platform source sends incidents',
      }
    : {
        state: 'unknown',
        cause: 'too-early',
        reason: `No incident of ${port.timeline.id} in ${lengthInWords(
          window,
        )} says how long it takes`,
      };
}
