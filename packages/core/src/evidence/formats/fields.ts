type Fields = Record<string, unknown>;

/** The object, or an empty one: what a tool leaves out is no error by itself. @internal */
export function object(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** @internal */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that says something; undefined for everything else. @internal */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : undefined;
}

/** @internal */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}
