import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What requests are validated against. */
export type OpenApiDocument = Parameters<
  typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
>[0];

/** Reads the description of the API; the same file is published, served and validated against. */
export function loadOpenApiDocument(): OpenApiDocument {
  const path = resolvePackagePath(
    '@meshproof/backstage-plugin-data-mesh-backend',
    'src/schema/openapi.yaml',
  );
  return parse(readFileSync(path, 'utf8'));
}
