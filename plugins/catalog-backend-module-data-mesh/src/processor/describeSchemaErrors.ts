import { ErrorObject } from 'ajv';

/** One thing wrong with an entity. */
export interface EntityProblem {
  /** Field path as people write it, `spec.outputPorts[0].name`. */
  path: string;
  message: string;
}

const MAX_SHOWN = 60;

/** Names a value shortly: texts are cut and structures never walked, whatever somebody put there. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') {
    const text =
      value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
    return JSON.stringify(text);
  }
  if (value === null || value === undefined) {
    return 'empty';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'an object' : `${typeof value} ${value}`;
}

/** Turns a JSON pointer into a field path. */
function toFieldPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) {
        return `${path}[${part}]`;
      }
      return path ? `${path}.${part}` : part;
    }, '');
}

const TYPE_NAMES: Record<string, string> = {
  string: 'text',
  object: 'an object',
  array: 'a list',
  number: 'a number',
  boolean: 'true or false',
};

function hintOf(error: ErrorObject): string | undefined {
  const hint: unknown = error.parentSchema?.$comment;
  return typeof hint === 'string' ? hint : undefined;
}

function toProblem(error: ErrorObject): EntityProblem {
  const path = toFieldPath(error.instancePath);
  const found = describeValue(error.data);
  switch (error.keyword) {
    case 'required': {
      const name = String(error.params.missingProperty);
      const field = path ? `${path}.${name}` : name;
      const properties = error.parentSchema?.properties as
        | Record<string, { enum?: unknown[] }>
        | undefined;
      const accepted = properties?.[name]?.enum;
      return {
        path: field,
        message: accepted
          ? `is missing; use one of ${accepted.join(', ')}`
          : 'is missing',
      };
    }
    case 'type':
      return {
        path,
        message: `must be ${
          TYPE_NAMES[String(error.params.type)] ?? error.params.type
        }, found ${found}${
          error.params.type === 'string' &&
          (typeof error.data === 'number' || typeof error.data === 'boolean')
            ? '; put it in quotes'
            : ''
        }`,
      };
    case 'enum':
      return {
        path,
        message: `${found} is not accepted; use one of ${error.params.allowedValues.join(
          ', ',
        )}`,
      };
    case 'minLength':
      return { path, message: 'must not be empty' };
    case 'maxLength':
      return {
        path,
        message: `is ${String(error.data).length} characters long; at most ${
          error.params.limit
        } are accepted`,
      };
    case 'maxItems':
      return {
        path,
        message: `has ${(error.data as unknown[]).length} items; at most ${
          error.params.limit
        } are accepted`,
      };
    case 'pattern':
    case 'not':
      return {
        path,
        message: `${found} is not accepted; write ${
          hintOf(error) ?? 'it as the documentation of the kind says'
        }`,
      };
    case 'anyOf':
      return {
        path,
        message: `must be a path or an object with id and version, found ${found}`,
      };
    default:
      return { path, message: error.message ?? 'is not accepted' };
  }
}

/**
 * Turns what ajv found into problems that name the field and what is accepted. Where a field may have one of several shapes,
 * only the problems of the shape that was meant are kept.
 */
export function describeSchemaErrors(errors: ErrorObject[]): EntityProblem[] {
  const choices = new Map<string, number | undefined>();
  for (const error of errors) {
    if (error.keyword === 'anyOf') {
      const branches = error.schema as { type: string }[];
      const meant = branches.findIndex(
        branch =>
          branch.type ===
          (Array.isArray(error.data) ? 'array' : typeof error.data),
      );
      choices.set(error.instancePath, meant < 0 ? undefined : meant);
    }
  }

  const seen = new Set<string>();
  const problems: EntityProblem[] = [];
  for (const error of errors) {
    const branch = /\/anyOf\/(\d+)\//.exec(error.schemaPath);
    if (branch) {
      const chosen = [...choices].find(([path]) =>
        error.instancePath.startsWith(path),
      )?.[1];
      if (chosen !== Number(branch[1])) {
        continue;
      }
    } else if (
      error.keyword === 'anyOf' &&
      choices.get(error.instancePath) !== undefined
    ) {
      continue;
    }
    const problem = toProblem(error);
    const key = `${problem.path} ${
      error.keyword === 'not' ? 'pattern' : error.keyword
    }`;
    if (!seen.has(key)) {
      seen.add(key);
      problems.push(problem);
    }
  }
  return problems;
}
