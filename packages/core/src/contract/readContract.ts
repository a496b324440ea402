import { ContractPath, formatPath } from './ContractPath';
import { MAX_CONTRACT_BYTES, parseYaml } from './parseYaml';
import { readColumns } from './readColumns';
import { readPromises } from './readPromises';
import { readRules } from './readRules';
import { readServers } from './readServers';
import { ContractProblem, ContractReading } from './types';
import { validateContract } from './validateContract';
import { asFields, asLabel, asText, Fields } from './values';

/** Options of {@link readContract}. @public */
export interface ReadContractOptions {
  /** File or address of the document, named in messages. */
  document?: string;
  /** The largest document that is read, in bytes; {@link MAX_CONTRACT_BYTES} by default. */
  maxBytes?: number;
}

function emptyReading(): ContractReading {
  return {
    conformant: false,
    problems: [],
    servers: [],
    objects: [],
    columns: [],
    rules: [],
    support: [],
    promises: [],
  };
}

function readDescription(value: unknown): ContractReading['description'] {
  const text = asText(value);
  if (text) {
    return { purpose: text };
  }
  const fields = asFields(value);
  return (
    fields && {
      purpose: asText(fields.purpose),
      limitations: asText(fields.limitations),
      usage: asText(fields.usage),
    }
  );
}

function valueAt(root: unknown, path: ContractPath): unknown {
  let value = root;
  for (const step of path) {
    value = (value as Record<string | number, unknown> | undefined)?.[step];
  }
  return value;
}

/** What stops a document from being read as ODCS v3, whatever else it holds. */
function notOurs(
  fields: Fields,
): { field: string; message: string; fix: string } | undefined {
  const kind = fields.kind;
  const apiVersion = asLabel(fields.apiVersion);
  if (kind !== undefined && kind !== 'DataContract') {
    return {
      field: 'kind',
      message: `This is a document of kind ${
        asLabel(kind)?.slice(0, 80) ?? 'unknown'
      }, not a DataContract.`,
      fix: 'Point the contract of the port to an ODCS document (kind: DataContract).',
    };
  }
  if (apiVersion === undefined && 'dataContractSpecification' in fields) {
    return {
      field: 'dataContractSpecification',
      message:
        'This is a document of the Data Contract Specification, not of ODCS.',
      fix: 'Convert it to ODCS v3.1.0.',
    };
  }
  const major = /^v?(\d+)(\.|$)/.exec(apiVersion ?? '')?.[1];
  if (major !== undefined && major !== '3') {
    return {
      field: 'apiVersion',
      message: `The document declares ODCS ${apiVersion!.slice(
        0,
        40,
      )}; versions v3.0.0 to v3.2.0 are read.`,
      fix:
        Number(major) < 3
          ? 'Migrate it to v3.1.0: "dataset" became "schema", "columns" became "properties".'
          : 'Declare v3.1.0 or v3.2.0, and use the fields of that version.',
    };
  }
  return undefined;
}

/**
 * Reads an ODCS document (YAML 1.2 or JSON, v3.0.0 to v3.2.0). Everything that can be understood is returned, whatever else is
 * wrong; what is wrong is in `problems`, each with path, line and what to do. `conformant` is the verdict of the schema of the
 * declared version alone. Never throws.
 *
 * @see docs/contracts.md
 * @public
 */
export function readContract(
  text: string,
  options: ReadContractOptions = {},
): ContractReading {
  return readContractFields(text, options).reading;
}

/** Reads an ODCS document as {@link readContract} does. `fields` is the document itself, where it is one of ODCS v3. @internal */
export function readContractFields(
  text: string,
  options: ReadContractOptions = {},
): { reading: ContractReading; fields?: Fields } {
  const { document, maxBytes = MAX_CONTRACT_BYTES } = options;
  const where = document ? `${document}: ` : '';
  const reading = emptyReading();
  const add = (problem: ContractProblem) => reading.problems.push(problem);

  const parsed = parseYaml(text, maxBytes);
  if ('problem' in parsed) {
    add({ ...parsed.problem, message: `${where}${parsed.problem.message}` });
    return { reading };
  }
  const { value, lineOf } = parsed;
  const fields = asFields(value);
  if (!fields) {
    add({
      severity: 'error',
      path: '',
      message: `${where}The document is ${
        value === null || value === undefined ? 'empty' : 'no group of fields'
      }.`,
      fix: 'Start it with "apiVersion: v3.1.0" and "kind: DataContract".',
    });
    return { reading };
  }

  reading.id = asLabel(fields.id);
  reading.name = asLabel(fields.name);
  reading.version = asLabel(fields.version);
  reading.apiVersion = asLabel(fields.apiVersion);
  reading.status = asLabel(fields.status);
  const foreign = notOurs(fields);
  if (foreign) {
    const { field, message, fix } = foreign;
    add({
      severity: 'error',
      path: field,
      line: lineOf([field]),
      message: `${where}${message}`,
      fix,
    });
    return { reading };
  }

  const validation = validateContract(
    value,
    reading.apiVersion ?? 'v3.1.0',
    lineOf,
  );
  reading.conformant = validation.conformant;
  validation.problems.forEach(add);
  if (validation.unknownFields.length > 0) {
    reading.unknownFields = validation.unknownFields
      .slice(0, 500)
      .map(path => ({
        path: formatPath(path),
        value: (JSON.stringify(valueAt(value, path)) ?? '').slice(0, 1000),
      }));
  }

  const schema = readColumns(fields.schema);
  for (const { path, name, what } of schema.duplicates) {
    add({
      severity: 'error',
      path: formatPath(path),
      line: lineOf([...path, 'name']),
      message: `The ${what} name "${name.slice(0, 80)}" stands twice.`,
      fix: `Give each ${what} a name of its own.`,
    });
  }
  const { rules, duplicateIds } = readRules(schema.elements);
  for (const { path, id } of duplicateIds) {
    add({
      severity: 'warning',
      path: formatPath([...path, 'id']),
      line: lineOf([...path, 'id']),
      message: `The rule id "${id.slice(
        0,
        80,
      )}" stands twice; results sent for it count for the first rule only.`,
      fix: 'Give each rule an id of its own.',
    });
  }
  const { unread, ...promises } = readPromises(fields);
  for (const { path, message, fix } of unread) {
    add({
      severity: 'warning',
      path: formatPath(path),
      line: lineOf(path),
      message,
      fix,
    });
  }
  const whole = {
    ...reading,
    ...promises,
    servers: readServers(fields.servers),
    objects: schema.objects,
    columns: schema.columns,
    rules,
    description: readDescription(fields.description),
    promises: [...promises.promises, ...rules.map(rule => rule.sentence)],
  };
  return { reading: whole, fields };
}
