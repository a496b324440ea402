import Ajv2019, { ErrorObject, ValidateFunction } from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { ContractPath, formatPath } from './ContractPath';
import { odcsSchema } from './odcsSchema';
import { OdcsSchemaVersion } from './schemaWords';
import { ContractProblem } from './types';

const MAX_PROBLEMS = 200;

const validators = new Map<OdcsSchemaVersion, ValidateFunction>();

// Compiling takes longer than reading many contracts, so each schema is compiled once, when first needed.
function validatorFor(version: OdcsSchemaVersion): ValidateFunction {
  let validator = validators.get(version);
  if (!validator) {
    const ajv = new Ajv2019({
      allErrors: true,
      strict: false,
      verbose: true,
      validateFormats: true,
    });
    addFormats(ajv, ['date', 'date-time', 'uri']);
    validator = ajv.compile(odcsSchema(version));
    validators.set(version, validator);
  }
  return validator;
}

function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value);
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function typeName(value: unknown): string {
  if (value === null) {
    return 'empty';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return (
    {
      string: 'a text',
      number: 'a number',
      boolean: 'true or false',
      object: 'a group of fields',
    } as Record<string, string>
  )[typeof value];
}

const WANTED_TYPE: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a group of fields',
  array: 'a list',
  null: 'empty',
};

const FORMATS: Record<string, string> = {
  date: 'a date such as 2026-11-20',
  'date-time': 'a date and time such as 2026-11-20T10:00:00Z',
  uri: 'an address with its scheme, such as s3://bucket/path',
};

/** Number of single-letter edits between two names, at most 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) {
    return 3;
  }
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(
        previous[j] + 1,
        row[j - 1] + 1,
        previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    previous = row;
  }
  return Math.min(3, previous[b.length]);
}

function similar(name: string, names: string[]): string | undefined {
  const lower = name.slice(0, 60).toLowerCase();
  return names.find(other => distance(lower, other.toLowerCase()) <= 2);
}

function stepsOf(pointer: string, root: unknown): (string | number)[] {
  if (pointer === '') {
    return [];
  }
  let value = root;
  return pointer
    .slice(1)
    .split('/')
    .map(part => {
      const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
      const step = Array.isArray(value) ? Number(name) : name;
      value = (value as Record<string | number, unknown> | undefined)?.[step];
      return step;
    });
}

interface Explained {
  path: ContractPath;
  message: string;
  fix?: string;
  /** The field does not exist in the standard; everything else about the document may still be right. */
  unknownField?: boolean;
}

function explainType(error: ErrorObject, name: string): Explained {
  const types = ([] as string[]).concat(error.params.type as string[]);
  const wanted = types.map(type => WANTED_TYPE[type] ?? type).join(' or ');
  const scalar =
    types.includes('string') &&
    (typeof error.data === 'number' || typeof error.data === 'boolean');
  return {
    path: [],
    message: `${name} must be ${wanted}, but is ${typeName(
      error.data,
    )} (${shown(error.data)}).`,
    fix: scalar
      ? `Put it in quotes: "${String(error.data)}".`
      : `Write ${wanted} here.`,
  };
}

function explain(
  error: ErrorObject,
  root: unknown,
  declared: string,
): Explained | undefined {
  const path = stepsOf(error.instancePath, root);
  const last = path[path.length - 1];
  const name =
    typeof last === 'string' ? `"${last}"` : formatPath(path) || 'The document';
  const params = error.params as Record<string, never>;
  switch (error.keyword) {
    case 'required':
      return {
        path: [...path, params.missingProperty],
        message: `The field "${params.missingProperty}" is missing${
          path.length > 0 ? ` in ${formatPath(path)}` : ''
        }.`,
        fix: `Add "${params.missingProperty}".`,
      };
    case 'additionalProperties': {
      const field: string = params.additionalProperty;
      const known = Object.keys(
        (error.parentSchema?.properties as object | undefined) ?? {},
      );
      const meant = similar(field, known);
      return {
        path: [...path, field],
        message: `"${field.slice(0, 80)}" is not a field of ODCS ${declared}${
          path.length > 0 ? ` in ${formatPath(path)}` : ''
        }; it is kept but not used.`,
        fix: meant
          ? `Did you mean "${meant}"?`
          : 'Correct its spelling, or move it to customProperties.',
        unknownField: true,
      };
    }
    case 'false schema':
      return {
        path,
        message: `${name} does not go with the type written beside it.`,
        fix: 'Remove it, or change the type (for rules "type", for columns "logicalType").',
      };
    case 'enum': {
      const accepted = (params.allowedValues as string[]).join(', ');
      return {
        path,
        message: `${name} is ${shown(error.data)}, which is not accepted.`,
        fix: `Use one of: ${accepted}.`,
      };
    }
    case 'type':
      return { ...explainType(error, name), path };
    case 'format':
      return {
        path,
        message: `${name} is ${shown(error.data)}, but must be ${
          FORMATS[params.format] ?? params.format
        }.`,
        fix: `Write ${FORMATS[params.format] ?? params.format}.`,
      };
    case 'oneOf':
      return {
        path,
        message:
          'A rule needs exactly one comparison (mustBe, mustBeLessThan, mustBeBetween, ...).',
        fix: 'Keep one comparison; write a second rule for another one.',
      };
    case 'anyOf':
      return {
        path,
        message: `${name} is ${shown(
          error.data,
        )}, which is no reference to a column.`,
        fix: 'Write object.column; "from" and "to" are both one reference or both lists.',
      };
    case 'pattern':
      return {
        path,
        message: `${name} is ${shown(
          error.data,
        )}, which has characters that are not allowed here.`,
        fix: `It must match ${params.pattern}.`,
      };
    case 'maxProperties':
      return {
        path,
        message: `${name} needs a logicalType beside it, since the options differ per type.`,
        fix: 'Add "logicalType".',
      };
    case 'uniqueItems':
      return {
        path,
        message: `${name} names the same value twice.`,
        fix: 'Keep each value once.',
      };
    case 'if':
    case 'not':
      return undefined;
    default:
      return {
        path,
        message: `${name} is ${shown(error.data)}, but ${
          error.message ?? 'that is not accepted'
        }.`,
      };
  }
}

/** What the schema says, and the fields it does not know. @internal */
export interface Validation {
  conformant: boolean;
  problems: ContractProblem[];
  unknownFields: ContractPath[];
}

/**
 * Judges a parsed document by the schema of the version it declares: v3.1.0 for v3.0.x and v3.1.0, v3.2.0 for that. In
 * v3.2 documents an unknown field is told but does not count against them: only a draft of that schema is published, and the
 * standard promises that readers tolerate what they do not know. @internal
 */
export function validateContract(
  value: unknown,
  declared: string,
  lineOf: (path: ContractPath) => number | undefined,
): Validation {
  const version: OdcsSchemaVersion = /^v3\.[01]\./.test(declared)
    ? 'v3.1.0'
    : 'v3.2.0';
  const tolerant = version === 'v3.2.0';
  const validator = validatorFor(version);
  if (validator(value)) {
    return { conformant: true, problems: [], unknownFields: [] };
  }
  const problems: ContractProblem[] = [];
  const unknownFields: ContractPath[] = [];
  const seen = new Set<string>();
  const all = validator.errors ?? [];
  const conformant =
    tolerant &&
    all.every(({ keyword }) =>
      ['additionalProperties', 'if'].includes(keyword),
    );
  // Branches of a choice are told by the choice itself.
  const errors = all.filter(
    error => !/\/(oneOf|anyOf)\/\d+\//.test(error.schemaPath),
  );
  for (const error of errors) {
    if (problems.length >= MAX_PROBLEMS) {
      // No more are told, but which fields the standard does not know is kept of all.
      if (error.keyword === 'additionalProperties') {
        unknownFields.push([
          ...stepsOf(error.instancePath, value),
          String(error.params.additionalProperty),
        ]);
      }
      continue;
    }
    const explained = explain(error, value, declared);
    if (!explained) {
      continue;
    }
    const { path, message, fix, unknownField } = explained;
    if (unknownField) {
      unknownFields.push(path);
    }
    const text = formatPath(path);
    const key = `${text}|${message}`;
    if (seen.has(key)) {
      continue;
    }
    seen.add(key);
    problems.push({
      severity: unknownField && tolerant ? 'info' : 'error',
      path: text,
      line: lineOf(path),
      message,
      fix,
    });
  }
  if (errors.length > MAX_PROBLEMS) {
    problems.push({
      severity: 'info',
      path: '',
      message: `More problems were found than the ${MAX_PROBLEMS} listed.`,
      fix: 'Correct these first, then read the contract again.',
    });
  }
  return { conformant, problems, unknownFields };
}
