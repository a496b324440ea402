import { SloRow } from '@meshproof/backstage-plugin-data-mesh-common';
import { describeRecord } from '../evidence/describeRecord';
import { EvidenceRecord } from '../evidence/types';
import { dateOf } from '../facts/calendar';
import { Counted } from './Counted';
import { MeasuredSlo } from './MeasuredSlo';

function recordRow(
  record: EvidenceRecord,
  row: Pick<SloRow, 'outcome' | 'day'> & {
    port: string;
    due?: number;
    notCounted?: string;
  },
): SloRow {
  return {
    type: 'record',
    recordId: record.id,
    kind: record.kind,
    time: new Date(record.time).toISOString(),
    receivedAt: new Date(record.receivedAt).toISOString(),
    publisher: record.publisher,
    publisherTitle: record.publisherTitle ?? record.publisher,
    witness: record.witness,
    ...(record.dataset ? { server: record.dataset.namespace } : {}),
    port: row.port,
    summary: describeRecord(record),
    outcome: row.outcome,
    counted: row.notCounted === undefined,
    ...(row.notCounted === undefined ? {} : { notCounted: row.notCounted }),
    day: row.day,
    ...(row.due === undefined ? {} : { due: new Date(row.due).toISOString() }),
  };
}

function gapRow(slo: MeasuredSlo['slo'], counted: Counted): SloRow {
  const { outcome, time, due, count = 1, summary } = counted;
  const excluded = outcome === 'excluded';
  return {
    type: 'gap',
    kind: slo.property === 'timeliness' ? 'run' : 'quality',
    time: new Date(due ?? time).toISOString(),
    port: slo.port,
    summary: excluded
      ? 'no result, while the source was silent for everybody'
      : summary ?? 'no result for this interval',
    outcome: excluded ? 'neutral' : 'missed',
    counted: !excluded,
    ...(excluded ? { notCounted: 'the source was silent for everybody' } : {}),
    day: dateOf(time),
    ...(due === undefined ? {} : { due: new Date(due).toISOString() }),
    ...(count === 1 ? {} : { count }),
  };
}

/** Every record and gap behind an objective, newest first. @internal */
export function rowsOf({ slo, counted, beside }: MeasuredSlo): SloRow[] {
  const { port } = slo;
  const rows = counted.flatMap((one): SloRow[] => {
    const { record, others = [], due, time } = one;
    const day = dateOf(time);
    if (!record) {
      return [gapRow(slo, one)];
    }
    return [
      recordRow(record, {
        port,
        day,
        due,
        outcome: one.outcome === 'kept' ? 'met' : 'missed',
      }),
      ...others.map(other =>
        recordRow(other, {
          port,
          day,
          due,
          outcome: 'neutral',
          notCounted: 'a later record of the same interval decides',
        }),
      ),
    ];
  });
  rows.push(
    ...beside.map(({ record, notCounted }) =>
      recordRow(record, {
        port,
        day: dateOf(record.time),
        outcome: 'neutral',
        notCounted: notCounted ?? 'nothing is judged by it',
      }),
    ),
  );
  return rows.sort(
    (a, b) =>
      Date.parse(b.time) - Date.parse(a.time) ||
      (a.recordId ?? '').localeCompare(b.recordId ?? ''),
  );
}
