import { stringify } from 'yaml';
import {
  ContractColumn,
  ContractValues,
  FREQUENCIES,
  SERVER_FIELDS,
} from './types';

/**
 * Writes the ODCS v3.1.0 document of one output port. The same values always give the same text, so that a repeated task
 * changes nothing.
 */
export function renderContract(values: ContractValues): string {
  const { object, columns, promises = {}, support, team } = values;
  const keys = columns.filter(column => column.key);

  const document = compact({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: values.id,
    name: values.name,
    version: values.version,
    status: values.status ?? 'draft',
    domain: values.domain,
    description: optional({
      purpose: values.purpose,
      limitations: values.limitations,
    }),
    servers: [server(values.server)],
    schema: [
      compact({
        name: object.name,
        physicalName: object.name,
        physicalType: object.type,
        logicalType: 'object',
        description: object.description,
        properties: columns.map(column =>
          property({
            column,
            values,
            keyPosition: keys.indexOf(column) + 1,
            soleKey: keys.length === 1,
          }),
        ),
        quality: objectRules(values, keys),
      }),
    ],
    slaProperties: serviceLevels(promises),
    support: support && [
      compact({
        channel: support.channel,
        url: support.url,
        tool: support.tool,
        scope: 'issues',
        customProperties: support.respondsWithin
          ? [{ property: 'respondsWithin', value: support.respondsWithin }]
          : undefined,
      }),
    ],
    team:
      team &&
      optional({
        name: team.name,
        members: team.members?.map(member => compact(member)),
      }),
    roles: values.approver
      ? [
          {
            role: 'reader',
            access: 'read',
            firstLevelApprovers: values.approver,
          },
        ]
      : undefined,
  });

  // Quoted so that readers of YAML 1.1 see text where it says text: an unquoted date or "no" would become something else.
  return stringify(document, { lineWidth: 0, compat: 'yaml-1.1' });
}

function server(values: ContractValues['server']) {
  const fields: Record<string, string | number | undefined> = {};
  for (const field of SERVER_FIELDS[values.type]) {
    fields[field] = values[field];
  }
  return compact({
    server: 'production',
    type: values.type,
    environment: 'prod',
    ...fields,
  });
}

function property(options: {
  column: ContractColumn;
  values: ContractValues;
  keyPosition: number;
  soleKey: boolean;
}) {
  const { column, values, keyPosition, soleKey } = options;
  const { object, promises = {} } = values;
  const isKey = keyPosition > 0;
  const required = Boolean(column.required) || isKey;
  const unique = Boolean(column.unique) || (isKey && soleKey);
  const rules = [];

  if (promises.unique && unique) {
    rules.push({
      id: ruleId(object.name, column.name, 'unique'),
      name: `${column.name} is unique`,
      type: 'library',
      metric: 'duplicateValues',
      mustBe: 0,
      unit: 'rows',
      dimension: 'uniqueness',
      severity: 'error',
    });
  }
  if (promises.complete && (required || column.critical)) {
    rules.push({
      id: ruleId(object.name, column.name, 'complete'),
      name: `${column.name} is always filled`,
      type: 'library',
      metric: 'nullValues',
      mustBe: 0,
      unit: 'rows',
      dimension: 'completeness',
      severity: 'error',
    });
  }

  return compact({
    name: column.name,
    logicalType: column.logicalType,
    description: column.description,
    required,
    unique: unique || undefined,
    primaryKey: isKey || undefined,
    primaryKeyPosition: isKey ? keyPosition : undefined,
    criticalDataElement: column.critical || undefined,
    classification: values.classification,
    quality: rules.length ? rules : undefined,
  });
}

function objectRules(values: ContractValues, keys: ContractColumn[]) {
  const { object, promises = {} } = values;
  const rules = [];
  if (promises.unique && keys.length > 1) {
    rules.push({
      id: ruleId(object.name, 'key', 'unique'),
      name: `${keys.map(key => key.name).join(', ')} together are unique`,
      type: 'library',
      metric: 'duplicateValues',
      arguments: { properties: keys.map(key => key.name) },
      mustBe: 0,
      unit: 'rows',
      dimension: 'uniqueness',
      severity: 'error',
    });
  }
  if (promises.notEmpty) {
    rules.push({
      id: ruleId(object.name, 'rows', 'present'),
      name: `${object.name} is not empty`,
      type: 'library',
      metric: 'rowCount',
      mustBeGreaterThan: 0,
      unit: 'rows',
      dimension: 'coverage',
      severity: 'error',
    });
  }
  return rules.length ? rules : undefined;
}

function serviceLevels(promises: NonNullable<ContractValues['promises']>) {
  const levels = [];
  if (promises.frequency) {
    levels.push({
      property: 'frequency',
      ...FREQUENCIES[promises.frequency],
    });
  }
  if (promises.latencyHours !== undefined) {
    levels.push({
      property: 'latency',
      value: promises.latencyHours,
      unit: 'h',
    });
  }
  if (promises.target !== undefined) {
    // The standard has no name for it; ours is read by the contract reader.
    levels.push({
      property: 'timelinessTarget',
      value: promises.target,
      unit: 'percent',
    });
  }
  if (promises.retentionDays !== undefined) {
    levels.push({
      property: 'retention',
      value: promises.retentionDays,
      unit: 'd',
    });
  }
  return levels.length ? levels : undefined;
}

/** Evidence joins a rule by this id, so it names object, column and rule; ODCS allows letters, digits, `_` and `-`. */
function ruleId(...parts: string[]): string {
  return parts.map(part => part.replace(/[^A-Za-z0-9_]+/g, '-')).join('-');
}

/** Leaves out what was not said: the form hands on empty text for a field nobody filled in. */
function compact<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, item]) => item !== undefined && item !== '',
    ),
  ) as Partial<T>;
}

function optional<T extends object>(value: T): Partial<T> | undefined {
  const compacted = compact(value);
  return Object.keys(compacted).length ? compacted : undefined;
}
