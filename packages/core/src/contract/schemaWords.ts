/** The versions of the Open Data Contract Standard that a schema exists for. @internal */
export type OdcsSchemaVersion = 'v3.1.0' | 'v3.2.0';

/** A JSON Schema. @internal */
export type Schema = Record<string, unknown> | boolean;

// Words that the schemas of ODCS are written in. They are shared by the files beside this one only.

export const text = { type: 'string' };
export const flag = { type: 'boolean' };
export const whole = { type: 'integer' };
export const number = { type: 'number' };
export const count = { type: 'integer', minimum: 0 };
export const uri = { type: 'string', format: 'uri' };
export const stableId = { type: 'string', pattern: '^[A-Za-z0-9_-]+$' };
export const anything = {};
export const scalar = {
  type: ['string', 'number', 'integer', 'boolean', 'null'],
};
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const texts = listOf(text);
export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** An object that has only these fields; a `*` after the name makes one required. @internal */
export function closed(
  fields: Record<string, Schema>,
  rest: object = {},
): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [name, schema] of Object.entries(fields)) {
    const bare = name.replace(/\*$/, '');
    properties[bare] = schema;
    if (bare !== name) {
      required.push(bare);
    }
  }
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    ...rest,
  };
}

/** Applies `then` to objects whose field has one of these values. @internal */
export function when(field: string, values: string[], then: Schema): Schema {
  return {
    if: { properties: { [field]: { enum: values } }, required: [field] },
    then,
  };
}

/** Refuses these fields. @internal */
export function forbid(names: string[]): Schema {
  return { properties: Object.fromEntries(names.map(name => [name, false])) };
}
