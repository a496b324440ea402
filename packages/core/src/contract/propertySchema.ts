import {
  text,
  flag,
  whole,
  number,
  count,
  stableId,
  anything,
  listOf,
  texts,
  ref,
  closed,
  when,
  forbid,
  Schema,
  OdcsSchemaVersion,
} from './schemaWords';

// Which options go with which logical type.
function optionSchemas(): [string[], Schema][] {
  const range = (schema: Schema) => ({
    minimum: schema,
    maximum: schema,
    exclusiveMinimum: schema,
    exclusiveMaximum: schema,
  });
  const numeric = (formats: string[]) =>
    closed({
      ...range(number),
      multipleOf: { type: 'number', exclusiveMinimum: 0 },
      format: { type: 'string', enum: formats },
    });
  const sizes = [8, 16, 32, 64, 128];
  return [
    [
      ['string'],
      closed({
        minLength: count,
        maxLength: count,
        pattern: text,
        format: text,
      }),
    ],
    [['date'], closed({ ...range(text), format: text })],
    [
      ['timestamp', 'time'],
      closed({
        ...range(text),
        format: text,
        timezone: flag,
        defaultTimezone: text,
      }),
    ],
    [
      ['integer'],
      numeric([
        ...sizes.map(bits => `i${bits}`),
        ...sizes.map(bits => `u${bits}`),
      ]),
    ],
    [['number'], numeric(['f32', 'f64'])],
    [
      ['object'],
      closed({
        maxProperties: count,
        minProperties: count,
        required: { ...(texts as object), minItems: 1, uniqueItems: true },
      }),
    ],
    [
      ['array'],
      closed({ maxItems: count, minItems: count, uniqueItems: flag }),
    ],
  ];
}

/** What objects and columns share. @internal */
export function elementFields(
  version: OdcsSchemaVersion,
): Record<string, Schema> {
  return {
    id: stableId,
    name: text,
    physicalName: text,
    physicalType: text,
    description: text,
    businessName: text,
    authoritativeDefinitions: ref('AuthoritativeDefinitions'),
    tags: texts,
    customProperties: ref('CustomProperties'),
    quality: listOf(ref('Quality')),
    ...(version === 'v3.2.0' ? { synonyms: ref('Synonyms') } : {}),
  };
}

/** A column, or (without a name) the item of a list. @internal */
export function propertySchema(
  version: OdcsSchemaVersion,
  named: boolean,
): Schema {
  const types = [
    'string',
    'date',
    'timestamp',
    'time',
    'number',
    'integer',
    'object',
    'array',
    'boolean',
    ...(version === 'v3.2.0' ? ['map'] : []),
  ];
  const others = (type: string) => types.filter(other => other !== type);
  return closed(
    {
      ...elementFields(version),
      primaryKey: flag,
      primaryKeyPosition: whole,
      logicalType: { type: 'string', enum: types },
      logicalTypeOptions: { type: 'object' },
      required: flag,
      unique: flag,
      partitioned: flag,
      partitionKeyPosition: whole,
      classification: text,
      encryptedName: text,
      transformSourceObjects: texts,
      transformLogic: text,
      transformDescription: text,
      examples: listOf(anything),
      criticalDataElement: flag,
      relationships: listOf(ref('PropertyRelationship')),
      properties: listOf(ref('Property')),
      items: ref('Item'),
      ...(version === 'v3.2.0'
        ? {
            semanticType: {
              type: 'string',
              enum: ['column', 'measure', 'dimension'],
            },
            enum: {
              type: 'array',
              minItems: 1,
              uniqueItems: true,
              items: ref('EnumValue'),
            },
            map: closed({ 'key*': ref('Item'), 'value*': ref('Item') }),
          }
        : {}),
    },
    {
      ...(named ? { required: ['name'] } : {}),
      allOf: [
        ...optionSchemas().map(([names, options]) =>
          when('logicalType', names, {
            properties: { logicalTypeOptions: options },
          }),
        ),
        when('logicalType', others('object'), forbid(['properties'])),
        when('logicalType', others('array'), forbid(['items'])),
        ...(version === 'v3.2.0'
          ? [
              when('logicalType', others('map'), forbid(['map'])),
              when('logicalType', ['map'], { required: ['map'] }),
            ]
          : []),
        {
          // Without a type the options of no type fit, so only an empty object is left.
          if: { not: { required: ['logicalType'] } },
          then: { properties: { logicalTypeOptions: { maxProperties: 0 } } },
        },
      ],
    },
  );
}
