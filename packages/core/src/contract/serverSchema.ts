import {
  text,
  whole,
  uri,
  stableId,
  listOf,
  ref,
  closed,
  when,
  Schema,
  OdcsSchemaVersion,
} from './schemaWords';

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
const ODCS_SERVER_TYPES = Object.keys(SERVER_FIELDS);

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

/** A server, each type with its own fields. @internal */
export function serverSchema(version: OdcsSchemaVersion): Schema {
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
