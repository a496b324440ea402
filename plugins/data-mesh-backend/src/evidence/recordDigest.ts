import { IncomingRecord, recordId } from '@meshproof/core';
import { createHash } from 'node:crypto';

/** The id of a record: whatever is the same record to its publisher has the same one. */
export function recordDigest(
  publisher: string,
  record: IncomingRecord,
): string {
  return createHash('sha256').update(recordId(publisher, record)).digest('hex');
}
