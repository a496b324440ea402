import { IncomingRecord } from './types';

/**
 * JSON with the fields of every object in one order, so that equal contents give equal texts. Absent fields leave no trace.
 * @public
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = value as Record<string, unknown>;
    const parts: string[] = [];
    for (const name of Object.keys(fields).sort()) {
      if (fields[name] !== undefined) {
        parts.push(`${JSON.stringify(name)}:${canonicalJson(fields[name])}`);
      }
    }
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/**
 * The record without a person in it: a digest that covers a name would let anybody who holds a list of names find out whose
 * record it is, by trying them.
 */
function withoutPerson(incoming: IncomingRecord): IncomingRecord {
  const { change, ...rest } = incoming;
  return change
    ? {
        ...rest,
        change: { ...change, author: { groups: change.author.groups } },
      }
    : incoming;
}

/**
 * The text that identifies a record: its publisher and the sender's key, or, without one, its publisher and content but for a
 * person in it. The same record sent twice has the same text, whatever the order of its fields; the store keeps a digest of it.
 *
 * @public
 */
export function recordId(publisher: string, incoming: IncomingRecord): string {
  return incoming.key === undefined
    ? canonicalJson(['content', publisher, withoutPerson(incoming)])
    : canonicalJson(['key', publisher, incoming.key]);
}
