import Ajv2020, { ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { Response } from 'supertest';
import { loadOpenApiDocument } from '../schema';

type Node = Record<string, any>;

const COMPONENT = '#/components/schemas/';

/**
 * The document with every object closed: in tests an answer may hold nothing that the document does not name. For readers it
 * stays open, so that a later version may add to it.
 */
function closed(): Node {
  const document = structuredClone(loadOpenApiDocument()) as Node;
  const parts = new Set(
    JSON.stringify(document)
      .match(/"allOf":\[[^\]]*\]/g)
      ?.flatMap(text => [...text.matchAll(/"\$ref":"([^"]+)"/g)])
      .map(([, ref]) => ref),
  );
  const close = (node: unknown, options: { isPart: boolean }): void => {
    if (Array.isArray(node)) {
      node.forEach(item => close(item, { isPart: false }));
    } else if (typeof node === 'object' && node !== null) {
      const schema = node as Node;
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'allOf') {
          for (const part of value) {
            close(part.properties, { isPart: false });
          }
        } else {
          close(value, { isPart: false });
        }
      }
      const isClosable =
        schema.properties !== undefined ||
        schema.allOf !== undefined ||
        parts.has(schema.$ref);
      if (
        isClosable &&
        !options.isPart &&
        schema.additionalProperties === undefined
      ) {
        schema.unevaluatedProperties = false;
      }
    }
  };
  for (const [name, schema] of Object.entries<Node>(
    document.components.schemas,
  )) {
    close(schema, { isPart: parts.has(`${COMPONENT}${name}`) });
  }
  for (const operations of Object.values<Node>(document.paths)) {
    for (const operation of Object.values<Node>(operations)) {
      for (const response of Object.values<Node>(operation.responses)) {
        close(response.content?.['application/json']?.schema, {
          isPart: false,
        });
      }
    }
  }
  return document;
}

const ROOT = 'openapi';
const document = closed();
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, ROOT);
const validators = new Map<string, ValidateFunction>();

const paths = Object.keys(document.paths).map(path => ({
  path,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

function pointer(...keys: string[]): string {
  return keys
    .map(key =>
      encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1')),
    )
    .join('/');
}

/** Where the answer of this request is described; undefined where it is not. */
function schemaOf(method: string, path: string, status: number) {
  const operation = document.paths[path][method];
  const response = operation?.responses[status];
  if (!response) {
    return undefined;
  }
  return response.$ref
    ? `${response.$ref}/${pointer('content', 'application/json', 'schema')}`
    : `#/${pointer(
        'paths',
        path,
        method,
        'responses',
        String(status),
        'content',
        'application/json',
        'schema',
      )}`;
}

/** Fails where the API gave an answer that its own description does not know. */
export function expectDescribed(response: Response): void {
  const { method, url } = response.request;
  const asked = new URL(url).pathname.replace(/^\/api\/data-mesh/, '');
  const described = paths.find(({ pattern }) => pattern.test(asked));
  if (!described) {
    return;
  }
  const about = `${method} ${described.path} ${response.status}`;
  const schema = schemaOf(
    method.toLocaleLowerCase('en-US'),
    described.path,
    response.status,
  );
  if (!schema) {
    throw new Error(`openapi.yaml describes no answer ${about}`);
  }
  if (response.status === 204) {
    return;
  }
  let validate = validators.get(schema);
  if (!validate) {
    validate = ajv.compile({ $ref: `${ROOT}${schema}` });
    validators.set(schema, validate);
  }
  if (!validate(response.body)) {
    const errors = validate.errors!.map(
      ({ instancePath, message, params }) =>
        `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
    throw new Error(
      `openapi.yaml describes ${about} differently:\n${[
        ...new Set(errors),
      ].join('\n')}`,
    );
  }
}
