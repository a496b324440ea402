import {
  asFields,
  asLabel,
  asList,
  asText,
  customProperty,
  Fields,
} from './values';
import { ContractServer } from './types';

/** Namespace and prefix of a server, by the naming conventions of OpenLineage. */
interface Place {
  namespace: string;
  prefix?: string;
}

function hostOf(server: Fields): string | undefined {
  // Brokers are often listed; the first names the cluster.
  const host = asText(server.host)
    ?.split(',')[0]
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '');
  return host ? host.toLowerCase() : undefined;
}

function hostAndPort(server: Fields, standard?: number): string | undefined {
  const host = hostOf(server);
  if (!host) {
    return undefined;
  }
  if (/:\d+$/.test(host)) {
    return host;
  }
  const port = asLabel(server.port) ?? standard;
  return port === undefined ? undefined : `${host}:${port}`;
}

function joined(...parts: unknown[]): string | undefined {
  const texts = parts.map(asLabel);
  return texts.every(text => text !== undefined)
    ? texts.map(text => text!.trim()).join('.')
    : undefined;
}

function database(
  scheme: string,
  server: Fields,
  standard: number | undefined,
  prefix: string | undefined,
): Place | undefined {
  const authority = hostAndPort(server, standard);
  return authority && prefix !== undefined
    ? { namespace: `${scheme}://${authority}`, prefix }
    : undefined;
}

function location(server: Fields): Place | undefined {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(?:\/([^?#]*))?/i.exec(
    asText(server.location)?.trim() ?? '',
  );
  if (!match) {
    return undefined;
  }
  const [, scheme, authority, rest = ''] = match;
  const path = rest.replace(/^\/+/, '');
  switch (scheme.toLowerCase()) {
    case 's3':
    case 's3a':
    case 's3n':
      return { namespace: `s3://${authority}`, prefix: path };
    case 'gs':
    case 'gcs':
      return { namespace: `gs://${authority}`, prefix: path };
    case 'abfs':
    case 'abfss':
      return { namespace: `abfss://${authority}`, prefix: path };
    case 'wasb':
    case 'wasbs':
      return { namespace: `wasbs://${authority}`, prefix: path };
    case 'hdfs':
    case 'sftp':
      return {
        namespace: `${scheme.toLowerCase()}://${authority}`,
        prefix: path,
      };
    case 'http':
    case 'https':
      return web(authority.toLowerCase(), scheme.toLowerCase(), path);
    default:
      return undefined;
  }
}

function web(host: string, scheme: string, path: string): Place {
  const azure = /^[a-z0-9-]+\.(blob|dfs)\.core\.windows\.net$/.exec(host);
  if (!azure) {
    return { namespace: `${scheme}://${host}`, prefix: path };
  }
  const [container, ...rest] = path.split('/');
  const store = azure[1] === 'dfs' ? 'abfss' : 'wasbs';
  return {
    namespace: `${store}://${container}@${host}`,
    prefix: rest.join('/'),
  };
}

function redshift(server: Fields): Place | undefined {
  const prefix = joined(server.database, server.schema);
  const [host, port = '5439'] = hostOf(server)?.split(':') ?? [];
  const labels = host?.split('.') ?? [];
  const region =
    asText(server.region) ??
    labels.find(label => /^[a-z]{2}(-[a-z]+)+-\d$/.test(label));
  return host && region && prefix
    ? { namespace: `redshift://${labels[0]}.${region}:${port}`, prefix }
    : undefined;
}

function snowflake(server: Fields): Place | undefined {
  const prefix = joined(server.database, server.schema);
  const account = (asText(server.account) ?? hostOf(server))
    ?.trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\.snowflakecomputing\.com.*$/i, '')
    .toLowerCase();
  return account && prefix
    ? { namespace: `snowflake://${account}`, prefix }
    : undefined;
}

function placeOf(type: string, server: Fields): Place | undefined {
  const { database: db, schema, catalog } = server;
  const region =
    asText(server.regionName) ??
    asText(server.region) ??
    asText(customProperty(server, 'region', 'regionName'));
  const host = hostOf(server);
  const { account } = server;
  switch (type) {
    case 'snowflake':
      return snowflake(server);
    case 'postgres':
    case 'postgresql':
      return database('postgres', server, 5432, joined(db, schema));
    case 'mysql':
      return database('mysql', server, 3306, joined(db));
    case 'sqlserver':
      return database('mssql', server, 1433, joined(db, schema));
    case 'synapse':
      return database('sqlserver', server, 1433, asText(schema) ?? '');
    case 'oracle':
      return database(
        'oracle',
        server,
        1521,
        joined(server.serviceName, schema) ?? joined(server.serviceName),
      );
    case 'db2':
      return database(
        'db2',
        server,
        undefined,
        joined(db, schema) ?? joined(db),
      );
    case 'trino':
      return database('trino', server, undefined, joined(catalog, schema));
    case 'clickhouse':
      return database('clickhouse', server, undefined, joined(db));
    case 'hive':
      return database('hive', server, 10000, joined(db));
    case 'redshift':
      return redshift(server);
    case 'bigquery': {
      const prefix = joined(server.project, server.dataset);
      return prefix ? { namespace: 'bigquery', prefix } : undefined;
    }
    case 'databricks': {
      const prefix = joined(catalog, schema);
      return host && prefix
        ? { namespace: `databricks://${host}`, prefix }
        : undefined;
    }
    case 'athena': {
      const prefix = joined(catalog ?? 'AwsDataCatalog', schema);
      return region && prefix
        ? { namespace: `awsathena://athena.${region}.amazonaws.com`, prefix }
        : undefined;
    }
    case 'glue':
      return region && asLabel(account) && asText(db)
        ? {
            namespace: `arn:aws:glue:${region}:${asLabel(account)}`,
            prefix: `table/${asText(db)}`,
          }
        : undefined;
    case 'kafka': {
      const authority = hostAndPort(server, 9092);
      return authority ? { namespace: `kafka://${authority}` } : undefined;
    }
    case 'pubsub':
      return asText(server.project)
        ? { namespace: 'pubsub', prefix: `topic:${server.project}` }
        : undefined;
    case 'local':
      return asText(server.path)
        ? { namespace: 'file', prefix: asText(server.path) }
        : undefined;
    case 's3':
    case 'azure':
    case 'gcs':
    case 'sftp':
    case 'api':
    case 'custom':
      return location(server);
    default:
      return undefined;
  }
}

const DESCRIBED = [
  'account',
  'host',
  'port',
  'project',
  'catalog',
  'database',
  'serviceName',
  'dataset',
  'schema',
  'location',
  'path',
  'region',
  'format',
];

/** Reads the servers of a contract. What cannot be read is left out; the schema tells what is wrong with it. @internal */
export function readServers(value: unknown): ContractServer[] {
  const servers: ContractServer[] = [];
  for (const item of asList(value)) {
    const server = asFields(item);
    const type = asText(server?.type)?.trim().toLowerCase();
    if (!server || !type) {
      continue;
    }
    const stated = asText(customProperty(server, 'datasetNamespace'));
    const place = placeOf(type, server);
    const environment = asText(server.environment)?.trim();
    const facts = DESCRIBED.flatMap(name => {
      const label = asLabel(server[name]);
      return label ? [`${name} ${label}`] : [];
    });
    servers.push({
      name: asLabel(server.server),
      type,
      environment,
      namespace: stated?.trim() ?? place?.namespace,
      prefix: place?.prefix || undefined,
      description: `${type}${facts.length > 0 ? `: ${facts.join(', ')}` : ''}${
        environment ? ` (${environment})` : ''
      }`,
    });
  }
  return servers;
}
