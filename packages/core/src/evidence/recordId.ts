import { EvidenceKind } from '@meshproof/backstage-plugin-data-mesh-common';
import { IncomingActor, IncomingRecord } from './types';

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

function groupsOf({ groups }: IncomingActor): IncomingActor {
  return { groups };
}

/**
 * The record without a person in it: a digest that covers a name would let anybody who holds a list of names find out whose
 * record it is, by trying them.
 */
function withoutPerson(incoming: IncomingRecord): IncomingRecord {
  const { change, incident, support } = incoming;
  if (!change && !incident && !support) {
    return incoming;
  }
  return {
    ...incoming,
    ...(change && { change: { ...change, author: groupsOf(change.author) } }),
    ...(incident && {
      incident: { ...incident, firstActedBy: groupsOf(incident.firstActedBy) },
    }),
    ...(support && {
      support: {
        ...support,
        asker: groupsOf(support.asker),
        answeredBy: groupsOf(support.answeredBy),
      },
    }),
  };
}

/** What is sent again as it proceeds: each state is a record, whatever key the sender repeats. */
const PROCEEDING: readonly EvidenceKind[] = [
  'incident',
  'support',
  'agreement',
];

/**
 * The text that identifies a record: its publisher and the sender's key, or, without one, its publisher and content but for a
 * person in it. The same record sent twice has the same text, whatever the order of its fields; the store keeps a digest of it.
 * Of what proceeds (incidents, questions, agreements) the key tells nothing by itself, since each later state is sent under the same.
 *
 * @public
 */
export function recordId(publisher: string, incoming: IncomingRecord): string {
  return incoming.key === undefined || PROCEEDING.includes(incoming.kind)
    ? canonicalJson(['content', publisher, withoutPerson(incoming)])
    : canonicalJson(['key', publisher, incoming.key]);
}
