/** Server types the form offers, with the ODCS fields that make up their address, in the order ODCS lists them. */
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
} as const;

export type ServerType = keyof typeof SERVER_FIELDS;

/** Logical types of ODCS that a flat column can have. */
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
] as const;

/** How often data is delivered, as the form says it, with the ODCS value and unit. */
export const FREQUENCIES = {
  hourly: { value: 1, unit: 'h' },
  daily: { value: 1, unit: 'd' },
  weekly: { value: 7, unit: 'd' },
  monthly: { value: 1, unit: 'month' },
} as const;

export type ContractColumn = {
  name: string;
  logicalType: (typeof LOGICAL_TYPES)[number];
  description?: string;
  required?: boolean;
  unique?: boolean;
  key?: boolean;
  critical?: boolean;
};

/** What a person says of the contract of one output port. */
export type ContractValues = {
  id: string;
  name: string;
  version: string;
  status?: 'proposed' | 'draft' | 'active';
  domain?: string;
  purpose?: string;
  limitations?: string;
  server: { type: ServerType } & Partial<
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
    frequency?: keyof typeof FREQUENCIES;
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
