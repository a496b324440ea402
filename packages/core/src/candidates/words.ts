import { text } from '../evidence/formats/fields';

const LONGEST = 255;
const LONGEST_NAME = 1000;

/** A name that can be kept; undefined for what is none, is too long, or may be the address of a person. @internal */
export function nameOf(value: unknown, longest = LONGEST): string | undefined {
  const name = text(value)?.replace(/\p{Cc}/gu, ' ');
  return name !== undefined && name.length <= longest && !name.includes('@')
    ? name
    : undefined;
}

/** Name of a data set. @internal */
export function dataSetName(value: unknown): string | undefined {
  const name = text(value)?.replace(/\p{Cc}/gu, ' ');
  return name !== undefined && name.length <= LONGEST_NAME ? name : undefined;
}

/** Tags, as a list or one by one. @internal */
export function tagsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap(
    tag => nameOf(tag, 100) ?? [],
  );
}

const AI_KINDS = new Set(['ml', 'ai', 'llm', 'genai', 'machine-learning']);

/** Whether a word says that something is an AI use case. @internal */
export function saysAi(value: unknown): boolean {
  return AI_KINDS.has(text(value)?.toLowerCase() ?? '');
}
