import { parsePortReference, PortReference } from './reference';

/** A port that an entity says it reads. @public */
export interface ConsumesItem extends PortReference {
  /** The item as written. */
  text: string;
}

/** An item of the annotation that names no port, and why. @public */
export interface ConsumesProblem {
  /** The item as written, at most 120 characters of it. */
  text: string;
  message: string;
}

const MAX_LENGTH = 10_000;
const MAX_ITEMS = 100;
const MAX_PROBLEMS = 20;
const MAX_SHOWN = 120;

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/**
 * Reads the annotation `meshproof.dev/consumes`: output ports, comma separated, each `[namespace/]product#port@major`.
 *
 * The annotation stands on entities that belong to others, so nothing in it may do harm: this never throws, looks at the first
 * 10,000 characters and 100 items, and reports at most 20 problems.
 *
 * @param value - the annotation as written
 * @param defaultNamespace - namespace of the entity that carries it
 * @public
 */
export function parseConsumes(
  value: string,
  defaultNamespace: string,
): { items: ConsumesItem[]; problems: ConsumesProblem[] } {
  const items = new Map<string, ConsumesItem>();
  const problems: ConsumesProblem[] = [];
  const addProblem = (text: string, message: string) => {
    if (problems.length < MAX_PROBLEMS) {
      problems.push({ text: shorten(text), message });
    }
  };

  if (typeof value !== 'string') {
    addProblem('', 'The annotation must be text.');
    return { items: [], problems };
  }

  let text = value;
  if (text.length > MAX_LENGTH) {
    const end = text.lastIndexOf(',', MAX_LENGTH);
    addProblem(
      text,
      `The annotation is ${text.length} characters long; only what fits into the first ${MAX_LENGTH} is read.`,
    );
    text = end < 0 ? '' : text.slice(0, end);
  }

  const parts = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  if (parts.length > MAX_ITEMS) {
    addProblem(
      parts[MAX_ITEMS],
      `The annotation has ${parts.length} items; only the first ${MAX_ITEMS} are read.`,
    );
  }
  for (const part of parts.slice(0, MAX_ITEMS)) {
    const reference = parsePortReference(part, defaultNamespace);
    if (!reference) {
      addProblem(
        part,
        'Write the port as [namespace/]product#port@major, for example supply/inventory#stock-levels@2.',
      );
      continue;
    }
    const key = `${reference.productRef}#${reference.port}@${reference.major}`;
    if (!items.has(key)) {
      items.set(key, { ...reference, text: part });
    }
  }
  return { items: [...items.values()], problems };
}
