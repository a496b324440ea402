import { Witness } from '@meshproof/backstage-plugin-data-mesh-common';
import { IncidentRecord, IncidentSeverity } from './types';

/** An incident, as the records of all its states tell. Times in milliseconds since the epoch. @public */
export interface Incident {
  publisher: string;
  witness: Witness;
  reference: string;
  openedAt: number;
  noticedBy: IncidentRecord['noticedBy'];
  firstActedAt?: number;
  firstActedGroups: string[];
  /** Absent while it is open, also when it was opened again. */
  resolvedAt?: number;
  severity?: IncidentSeverity;
  signature?: string;
  /** Every state, ascending by time. */
  records: IncidentRecord[];
}

/**
 * Puts the states of each incident together, whatever the order they came in. One incident is what one publisher calls by one
 * reference, so that nobody's word amends what another source said.
 *
 * What cannot become otherwise is taken from the first state that tells it (when it was opened and first acted on, who noticed
 * it): a later record does not rewrite that. How things stand is taken from the last (resolved or not, severity, signature).
 *
 * @returns by the time they were opened
 * @public
 */
export function foldIncidents(records: readonly IncidentRecord[]): Incident[] {
  const states = new Map<string, Map<string, IncidentRecord>>();
  for (const record of records) {
    const key = JSON.stringify([record.publisher, record.reference]);
    const known = states.get(key) ?? new Map<string, IncidentRecord>();
    states.set(key, known.set(record.id, record));
  }
  return [...states.values()]
    .map(known => fold([...known.values()].sort(byTime)))
    .sort(
      (a, b) =>
        a.openedAt - b.openedAt ||
        byText(a.publisher, b.publisher) ||
        byText(a.reference, b.reference),
    );
}

function fold(records: IncidentRecord[]): Incident {
  const [first] = records;
  const last = records[records.length - 1];
  const acted = records
    .filter(({ firstActedAt }) => firstActedAt !== undefined)
    .sort((a, b) => a.firstActedAt! - b.firstActedAt! || byTime(a, b));
  const backwards = [...records].reverse();
  const severity = backwards.find(record => record.severity)?.severity;
  const signature = backwards.find(record => record.signature)?.signature;
  return {
    publisher: first.publisher,
    witness: first.witness,
    reference: first.reference,
    openedAt: Math.min(...records.map(({ openedAt }) => openedAt)),
    noticedBy: first.noticedBy,
    ...(acted.length > 0 ? { firstActedAt: acted[0].firstActedAt } : {}),
    firstActedGroups:
      acted.find(
        ({ firstActedAt, firstActedGroups }) =>
          firstActedAt === acted[0].firstActedAt && firstActedGroups.length > 0,
      )?.firstActedGroups ?? [],
    ...(last.resolvedAt === undefined ? {} : { resolvedAt: last.resolvedAt }),
    ...(severity === undefined ? {} : { severity }),
    ...(signature === undefined ? {} : { signature }),
    records,
  };
}

/** Never by the time of receipt, which says in what order they came. */
function byTime(a: IncidentRecord, b: IncidentRecord): number {
  return a.time - b.time || byText(a.id, b.id);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
