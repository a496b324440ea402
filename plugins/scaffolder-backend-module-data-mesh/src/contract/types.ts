/** Server types the form offers, as ODCS names them. @public */
export type ContractServerType =
  | 'api'
  | 'bigquery'
  | 'databricks'
  | 'kafka'
  | 'postgres'
  | 'redshift'
  | 's3'
  | 'snowflake'
  | 'sqlserver';

/** Logical types of ODCS that a flat column can have. @public */
export type ContractLogicalType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'object'
  | 'array';

/** How often data is delivered, as the form says it. @public */
export type ContractFrequency = 'hourly' | 'daily' | 'weekly' | 'monthly';

/** The ODCS fields that make up the address of a server of each type, in the order ODCS lists them. */
export const SERVER_FIELDS = {
  api: ['location'],
  bigquery: ['project', 'dataset'],
  databricks: ['host', 'catalog', 'schema'],
  kafka: ['host'],
  postgres: ['host', 'port', 'database', 'schema'],
  redshift: ['host', 'region', 'database', 'schema'],
  s3: ['location'],
  snowflake: ['account', 'database', 'schema'],
  sqlserver: ['host', 'database', 'schema'],
} as const satisfies Record<ContractServerType, readonly string[]>;

export const LOGICAL_TYPES = [
  'string',
  'integer',
  'number',
  'boolean',
  'date',
  'timestamp',
  'time',
  'object',
  'array',
] as const satisfies readonly ContractLogicalType[];

/** The ODCS value and unit of each frequency. */
export const FREQUENCIES = {
  hourly: { value: 1, unit: 'h' },
  daily: { value: 1, unit: 'd' },
  weekly: { value: 7, unit: 'd' },
  monthly: { value: 1, unit: 'month' },
} as const satisfies Record<ContractFrequency, object>;

/** One column of the object that the port serves. @public */
export type ContractColumn = {
  /** Letters, digits and `_`, not starting with a digit; compared without case. */
  name: string;
  logicalType: ContractLogicalType;
  description?: string;
  /** Never empty. */
  required?: boolean;
  /** No value twice. */
  unique?: boolean;
  /** Part of the primary key. */
  key?: boolean;
  /** A critical data element. */
  critical?: boolean;
};

/** What a person says of the contract of one output port. @public */
export type ContractValues = {
  id: string;
  name: string;
  version: string;
  status?: 'proposed' | 'draft' | 'active';
  domain?: string;
  purpose?: string;
  limitations?: string;
  /** Where the data is in production, with the fields that ODCS asks of this type of server. */
  server: { type: ContractServerType } & Partial<
    Record<
      | 'account'
      | 'catalog'
      | 'database'
      | 'dataset'
      | 'host'
      | 'location'
      | 'project'
      | 'region'
      | 'schema',
      string
    >
  > & { port?: number };
  object: { name: string; type?: string; description?: string };
  columns: ContractColumn[];
  promises?: {
    frequency?: ContractFrequency;
    /** Hours after the end of an interval. */
    latencyHours?: number;
    /** Percent of the deliveries. */
    target?: number;
    retentionDays?: number;
    unique?: boolean;
    complete?: boolean;
    notEmpty?: boolean;
  };
  classification?: string;
  approver?: string;
  support?: {
    channel: string;
    url?: string;
    tool?: string;
    respondsWithin?: string;
  };
  team?: { name?: string; members?: { username: string; role?: string }[] };
};

/** Input of the action `data-mesh:contract:render`. @public */
export type ContractRenderInput = {
  /** Where to write it in the workspace; ends in `.yaml` or `.yml`. */
  path: string;
  contract: ContractValues;
};

/** Output of the action `data-mesh:contract:render`. @public */
export type ContractRenderOutput = {
  /** Where it was written. */
  path: string;
  /** The id of the contract. */
  contractId: string;
};
