import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The part of an OpenAPI document that this package relies on. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, unknown>>;
  [key: string]: unknown;
}

/** Reads the description of the API; the same file is published, served and checked against. */
export function loadOpenApiDocument(): OpenApiDocument {
  const path = resolvePackagePath(
    '@meshproof/backstage-plugin-data-mesh-backend',
    'src/schema/openapi.yaml',
  );
  return parse(readFileSync(path, 'utf8'));
}
