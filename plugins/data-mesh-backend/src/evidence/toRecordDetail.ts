import { EvidenceRecordDetail } from '@meshproof/backstage-plugin-data-mesh-common';
import { checkReceipt, describeRecord, EvidenceRecord } from '@meshproof/core';

/** A record as it is opened: what is known of it without the product it is judged for. */
export function toRecordDetail(record: EvidenceRecord): EvidenceRecordDetail {
  const notCounted = reasonNotCounted(record);
  return {
    type: 'record',
    recordId: record.id,
    kind: record.kind,
    time: new Date(record.time).toISOString(),
    receivedAt: new Date(record.receivedAt).toISOString(),
    publisher: record.publisher,
    publisherTitle: record.publisherTitle,
    witness: record.witness,
    ...(record.dataset ? { server: record.dataset.namespace } : {}),
    ...(record.port ? { port: record.port } : {}),
    summary: describeRecord(record),
    outcome: outcomeOf(record),
    counted: notCounted === undefined,
    ...(notCounted === undefined ? {} : { notCounted }),
    raw: withReadableTimes(record),
  };
}

const TIMES: ReadonlySet<string> = new Set([
  'time',
  'receivedAt',
  'loadedAt',
  'openedAt',
  'firstActedAt',
  'resolvedAt',
  'askedAt',
  'answeredAt',
  'from',
  'until',
]);

function withReadableTimes(record: EvidenceRecord): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      TIMES.has(name) && typeof value === 'number'
        ? new Date(value).toISOString()
        : value,
    ]),
  );
}

function outcomeOf(record: EvidenceRecord): EvidenceRecordDetail['outcome'] {
  if (record.kind === 'run') {
    return record.status === 'success' ? 'met' : 'missed';
  }
  if (record.kind === 'quality' || record.kind === 'policy-run') {
    return record.outcome === 'pass' ? 'met' : 'missed';
  }
  return 'neutral';
}

function reasonNotCounted(record: EvidenceRecord): string | undefined {
  const receipt = checkReceipt(record);
  if ('backfilled' in receipt && receipt.backfilled) {
    return 'backfilled: received more than 72 hours after its own time';
  }
  return record.witness === 'self' && record.basis === 'attested'
    ? 'a statement of the owner, not an observation'
    : undefined;
}
