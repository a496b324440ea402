/** A record with any fields. @internal */
export type Fields = Record<string, unknown>;

/** The value, if it is an object that is no list. @internal */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

/** The value, if it is a list; else an empty one. @internal */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value, if it is a text that says anything. @internal */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A text or a number, as text: ports, versions and identifiers are often written without quotes. @internal */
export function asLabel(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return String(value);
  }
  return asText(value);
}

/** The value of a custom property, by its name without regard to case, spaces, dots, dashes and underscores. @internal */
export function customProperty(
  holder: Fields | undefined,
  ...names: string[]
): unknown {
  const normal = (name: string) => name.toLowerCase().replace(/[\s._-]/g, '');
  const wanted = names.map(normal);
  for (const item of asList(holder?.customProperties)) {
    const fields = asFields(item);
    const property = asText(fields?.property);
    if (property && wanted.includes(normal(property))) {
      return fields?.value;
    }
  }
  return undefined;
}

/** The entry of a table under a name that a document wrote: never something every object inherits. @internal */
export function entryOf<T>(
  table: Record<string, T>,
  name: string,
): T | undefined {
  return Object.prototype.hasOwnProperty.call(table, name)
    ? table[name]
    : undefined;
}
