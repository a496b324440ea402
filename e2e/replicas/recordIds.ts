import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// The core is TypeScript that only the transform of Backstage's own tools loads.
const load = createRequire(import.meta.url);
load('@backstage/cli/config/nodeTransform.cjs');
const { parseIncomingRecord, recordId } = load(
  '@meshproof/core',
) as typeof import('@meshproof/core');

/** Id under which the door keeps a record. */
export function idOf(sent: { publisher: string; record: unknown }): string {
  const { publisher, record } = sent;
  const reading = parseIncomingRecord(record);
  if ('problem' in reading) {
    throw new Error(`${JSON.stringify(record)}: ${reading.problem.reason}`);
  }
  return createHash('sha256')
    .update(recordId(publisher, reading.record))
    .digest('hex');
}
