import { checkReceipt, IncomingRecord } from '@meshproof/core';
import { Retention } from '../settings';
import { Publisher } from './Publisher';
import { Reason } from './Rejection';

/** Clocks that stand at zero say 1970; no data platform remembers that. */
const EARLIEST = Date.UTC(2000, 0, 1);
const DAY = 24 * 3_600_000;
/** Longest name that an index of both databases takes, in bytes. */
const LONGEST_NAME = 1000;

/** What is wrong with a record that could be read, seen from the moment it was received. */
export function refuseUnstorable(
  record: IncomingRecord,
  publisher: Publisher,
  receivedAt: number,
  retention: Retention,
): Reason | undefined {
  const { dataset, change, time } = record;
  const receipt = checkReceipt({
    time,
    receivedAt,
    witness: publisher.witness,
    mayBackfill: publisher.mayBackfill,
  });
  if ('rejected' in receipt) {
    return { path: 'time', reason: receipt.rejected };
  }
  if (time < EARLIEST) {
    return {
      path: 'time',
      reason: `"time" is ${new Date(
        time,
      ).toISOString()}, before the year 2000. Check the clock of the sender.`,
    };
  }
  const kept = retention[record.kind];
  if (time < receivedAt - kept) {
    return {
      path: 'time',
      reason: `"time" is older than the ${Math.floor(
        kept / DAY,
      )} days for which ${
        record.kind
      } records are kept (dataMesh.evidence.retention, dataMesh.retention); nothing looks back that far.`,
    };
  }
  if (dataset && dataset.namespace === undefined) {
    return {
      path: 'dataset.namespace',
      reason: `"dataset.namespace" is missing, and publisher '${publisher.id}' has no default server; name one such as snowflake://acme.eu.`,
    };
  }
  return (
    refuseLength(
      dataset && `${dataset.namespace}|${dataset.name}`,
      'dataset',
    ) ?? refuseLength(change?.repository, 'repository')
  );
}

function refuseLength(
  text: string | undefined,
  path: string,
): Reason | undefined {
  return text !== undefined && Buffer.byteLength(text) > LONGEST_NAME
    ? {
        path,
        reason: `"${path}" has more than ${LONGEST_NAME} bytes.`,
      }
    : undefined;
}
