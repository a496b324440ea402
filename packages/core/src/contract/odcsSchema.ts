/** The versions of the Open Data Contract Standard that a schema exists for. @internal */
export type OdcsSchemaVersion = 'v3.1.0' | 'v3.2.0';

type Schema = Record<string, unknown> | boolean;

const text = { type: 'string' };
const flag = { type: 'boolean' };
const whole = { type: 'integer' };
const number = { type: 'number' };
const count = { type: 'integer', minimum: 0 };
const uri = { type: 'string', format: 'uri' };
const stableId = { type: 'string', pattern: '^[A-Za-z0-9_-]+$' };
const anything = {};
const scalar = { type: ['string', 'number', 'integer', 'boolean', 'null'] };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const texts = listOf(text);
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** An object that has only these fields; a `*` after the name makes one required. */
function closed(fields: Record<string, Schema>, rest: object = {}): Schema {
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

/** Applies `then` to objects whose field has one of these values. */
function when(field: string, values: string[], then: Schema): Schema {
  return {
    if: { properties: { [field]: { enum: values } }, required: [field] },
    then,
  };
}

function forbid(names: string[]): Schema {
  return { properties: Object.fromEntries(names.map(name => [name, false])) };
}

// What a server of each type names, one line per type: fields, `*` required, `#` whole number, `@` address, else text.
const SERVER_FIELDS: Record<string, string> = {
  api: 'location*@',
  athena: 'stagingDir*@ schema* catalog regionName',
  azure: 'location*@ format* delimiter',
  bigquery: 'project* dataset*',
  clickhouse: 'host* port*# database*',
  cloudsql: 'host* port*# database* schema*',
  custom:
    'account catalog database dataset delimiter endpointUrl@ format host location@ path port# project region regionName schema serviceName stagingDir warehouse stream',
  databricks: 'host catalog* schema*',
  db2: 'host* port*# database* schema',
  denodo: 'host* port*# database',
  dremio: 'host* port*# schema',
  duckdb: 'database* schema',
  glue: 'account* database* location@ format',
  hive: 'host* port# database*',
  impala: 'host* port# database*',
  informix: 'host* port# database*',
  kafka: 'host* format',
  kinesis: 'region format',
  local: 'path* format*',
  mysql: 'host* port*# database*',
  oracle: 'host* port*# serviceName*',
  postgres: 'host* port*# database* schema*',
  postgresql: 'host* port*# database* schema*',
  presto: 'host* catalog schema',
  pubsub: 'project*',
  redshift: 'host database* schema* region account',
  s3: 'location*@ endpointUrl@ format delimiter',
  sftp: 'location*@ format delimiter',
  snowflake: 'host port# account* database* schema* warehouse',
  sqlserver: 'host* port# database* schema*',
  synapse: 'host* port*# database*',
  trino: 'host* port*# catalog* schema*',
  vertica: 'host* port*# database* schema*',
  zen: 'host* port# database*',
};

/** The server types of the standard. @internal */
export const ODCS_SERVER_TYPES = Object.keys(SERVER_FIELDS);

function serverFields(type: string, version: OdcsSchemaVersion) {
  let line = SERVER_FIELDS[type];
  if (type === 'athena' && version === 'v3.2.0') {
    line = 'stagingDir@ schema* catalog regionName workgroup';
  }
  const fields: Record<string, Schema> = {};
  for (const word of line.split(' ')) {
    const [, name, required, kind] = /^(\w+)(\*?)([#@]?)$/.exec(word)!;
    let schema: Schema = text;
    if (kind === '#') {
      schema = whole;
    } else if (kind === '@') {
      schema = type === 'sftp' ? { ...uri, pattern: '^sftp://.*' } : uri;
    }
    fields[`${name}${required}`] = schema;
  }
  return fields;
}

function serverSchema(version: OdcsSchemaVersion): Schema {
  const common: Record<string, Schema> = {
    id: stableId,
    'server*': text,
    'type*': { type: 'string', enum: ODCS_SERVER_TYPES },
    description: text,
    environment: text,
    roles: listOf(ref('Role')),
    customProperties: ref('CustomProperties'),
  };
  return {
    type: 'object',
    required: ['server', 'type'],
    properties: { server: text, type: common['type*'] },
    allOf: ODCS_SERVER_TYPES.map(type =>
      when(
        'type',
        [type],
        closed({ ...common, ...serverFields(type, version) }),
      ),
    ),
  };
}

/** The comparison operators of a quality rule. @internal */
export const ODCS_OPERATORS = [
  'mustBe',
  'mustNotBe',
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
  'mustBeBetween',
  'mustNotBeBetween',
] as const;

const pair = {
  type: 'array',
  items: number,
  minItems: 2,
  maxItems: 2,
  uniqueItems: true,
};

function operatorSchema(operator: string): Schema {
  if (operator === 'mustBe' || operator === 'mustNotBe') {
    return anything;
  }
  return operator.endsWith('Between') ? pair : number;
}

function qualitySchema(): Schema {
  const isLibrary = {
    anyOf: [
      { properties: { type: { const: 'library' } }, required: ['type'] },
      { properties: { metric: text }, required: ['metric'] },
    ],
  };
  const isType = (type: string) => ({
    properties: { type: { const: type } },
    required: ['type'],
  });
  return closed(
    {
      id: stableId,
      authoritativeDefinitions: ref('AuthoritativeDefinitions'),
      businessImpact: text,
      customProperties: ref('CustomProperties'),
      description: text,
      dimension: {
        type: 'string',
        enum: [
          'accuracy',
          'completeness',
          'conformity',
          'consistency',
          'coverage',
          'timeliness',
          'uniqueness',
        ],
      },
      method: text,
      name: text,
      schedule: text,
      scheduler: text,
      severity: text,
      tags: texts,
      type: { type: 'string', enum: ['text', 'library', 'sql', 'custom'] },
      unit: text,
      metric: {
        type: 'string',
        enum: [
          'nullValues',
          'missingValues',
          'invalidValues',
          'duplicateValues',
          'rowCount',
        ],
      },
      rule: text,
      arguments: { type: 'object' },
      query: text,
      engine: text,
      implementation: { type: ['string', 'object'] },
      ...Object.fromEntries(
        ODCS_OPERATORS.map(operator => [operator, operatorSchema(operator)]),
      ),
    },
    {
      allOf: [
        {
          if: isLibrary,
          then: { required: ['metric'] },
          else: forbid(['rule', 'arguments']),
        },
        {
          if: isType('sql'),
          then: { required: ['query'] },
          else: forbid(['query']),
        },
        {
          if: isType('custom'),
          then: { required: ['engine', 'implementation'] },
          else: forbid(['engine', 'implementation']),
        },
        {
          if: { anyOf: [isLibrary, isType('sql')] },
          then: { oneOf: ODCS_OPERATORS.map(name => ({ required: [name] })) },
          else: forbid([...ODCS_OPERATORS]),
        },
      ],
    },
  );
}

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

function elementFields(version: OdcsSchemaVersion): Record<string, Schema> {
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

function propertySchema(version: OdcsSchemaVersion, named: boolean): Schema {
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

function relationshipFields(version: OdcsSchemaVersion) {
  const name = '[A-Za-z_][A-Za-z0-9_]*';
  const short =
    version === 'v3.2.0' ? `^${name}(\\.${name})+$` : `^${name}\\.${name}$`;
  const step = `${name}/[A-Za-z0-9_-]+`;
  const full = `^(?:(?:https?://)?[A-Za-z0-9._\\-/]+\\.yaml#)?/?${step}(?:/${step})*$`;
  const target = {
    type: 'string',
    anyOf: [{ pattern: short }, { pattern: full }],
  };
  const end = {
    anyOf: [target, { type: 'array', items: target, minItems: 1 }],
  };
  return {
    type: { type: 'string', enum: ['foreignKey'] },
    from: end,
    to: end,
    customProperties: ref('CustomProperties'),
  };
}

function definitions(version: OdcsSchemaVersion): Record<string, Schema> {
  const relationship = relationshipFields(version);
  const ends = (type: string) => ({
    properties: { from: { type }, to: { type } },
  });
  const properties = ref('CustomProperties');
  const sources = ref('AuthoritativeDefinitions');
  const note = {
    authoritativeDefinitions: sources,
    tags: texts,
    customProperties: properties,
  };
  const day = { type: 'string', format: 'date' };
  return {
    CustomProperties: listOf(
      closed({
        id: stableId,
        'property*': text,
        'value*': anything,
        description: text,
      }),
    ),
    AuthoritativeDefinitions: listOf(
      closed({ id: stableId, 'url*': text, 'type*': text, description: text }),
    ),
    Role: closed({
      id: stableId,
      'role*': text,
      description: text,
      access: text,
      firstLevelApprovers: text,
      secondLevelApprovers: text,
      customProperties: properties,
    }),
    TeamMember: closed({
      id: stableId,
      'username*': text,
      name: text,
      description: text,
      role: text,
      dateIn: day,
      dateOut: day,
      replacedByUsername: text,
      ...note,
    }),
    Team: closed({
      id: stableId,
      name: text,
      description: text,
      members: listOf(ref('TeamMember')),
      ...note,
    }),
    Server: serverSchema(version),
    Quality: qualitySchema(),
    Property: propertySchema(version, true),
    Item: propertySchema(version, false),
    ObjectRelationship: closed(
      { ...relationship, 'from*': relationship.from, 'to*': relationship.to },
      { anyOf: [ends('string'), ends('array')] },
    ),
    PropertyRelationship: closed({
      type: relationship.type,
      'to*': relationship.to,
      customProperties: properties,
    }),
    SchemaObject: closed({
      ...elementFields(version),
      'name*': text,
      logicalType: { type: 'string', enum: ['object'] },
      dataGranularityDescription: text,
      properties: listOf(ref('Property')),
      relationships: listOf(ref('ObjectRelationship')),
      ...(version === 'v3.2.0' ? { context: ref('Context') } : {}),
    }),
    ...(version === 'v3.2.0'
      ? {
          Context: {
            if: { type: 'object' },
            then: closed({
              instructions: text,
              verifiedStatements: listOf(
                closed({ id: text, 'question*': text, answer: text, ...note }),
              ),
              constraints: listOf(
                closed({ id: text, 'constraint*': text, ...note }),
              ),
            }),
            else: text,
          },
          EnumValue: closed({
            'value*': scalar,
            label: text,
            id: stableId,
            description: text,
            ...note,
          }),
          Synonyms: listOf(
            closed({
              id: stableId,
              'synonym*': text,
              description: text,
              locale: text,
              source: text,
              status: text,
              customProperties: properties,
            }),
          ),
        }
      : {}),
  };
}

/**
 * Our JSON Schema (draft 2019-09) of an ODCS document, written from the facts of the standard. Documents of v3.0.x are judged
 * by v3.1.0, which accepts all of v3.0 that its own examples use. @internal
 */
export function odcsSchema(version: OdcsSchemaVersion): object {
  const sources = ref('AuthoritativeDefinitions');
  const properties = ref('CustomProperties');
  const versions = ['v3.0.0', 'v3.0.1', 'v3.0.2', 'v3.1.0'];
  return {
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    ...(closed({
      'version*': text,
      'kind*': { type: 'string', enum: ['DataContract'] },
      'apiVersion*': {
        type: 'string',
        enum: version === 'v3.2.0' ? [...versions, version] : versions,
      },
      'id*': text,
      name: text,
      tenant: text,
      tags: texts,
      [version === 'v3.2.0' ? 'status' : 'status*']: text,
      servers: listOf(ref('Server')),
      dataProduct: text,
      description: {
        type: 'object',
        properties: {
          usage: text,
          purpose: text,
          limitations: text,
          authoritativeDefinitions: sources,
          customProperties: properties,
        },
      },
      domain: text,
      schema: listOf(ref('SchemaObject')),
      support: listOf(
        closed({
          id: stableId,
          'channel*': text,
          url: text,
          description: text,
          tool: text,
          scope: text,
          invitationUrl: text,
          customProperties: properties,
        }),
      ),
      price: closed({
        id: stableId,
        priceAmount: number,
        priceCurrency: text,
        priceUnit: text,
      }),
      team: {
        if: { type: 'array' },
        then: listOf(ref('TeamMember')),
        else: ref('Team'),
      },
      roles: listOf(ref('Role')),
      slaDefaultElement: text,
      slaProperties: listOf(
        closed({
          id: stableId,
          'property*': text,
          'value*': scalar,
          valueExt: scalar,
          unit: text,
          element: text,
          driver: text,
          description: text,
          scheduler: text,
          schedule: text,
        }),
      ),
      authoritativeDefinitions: sources,
      customProperties: properties,
      contractCreatedTs: { type: 'string', format: 'date-time' },
      ...(version === 'v3.2.0' ? { context: ref('Context') } : {}),
    }) as object),
    $defs: definitions(version),
  };
}
