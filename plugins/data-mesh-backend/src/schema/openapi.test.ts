import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { dataMeshPlugin } from '../plugin';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { loadOpenApiDocument } from './loadOpenApiDocument';

jest.setTimeout(60_000);

/** Every route that a router of this package registers, in the words of OpenAPI. */
function registeredRoutes(): string[] {
  const source = join(__dirname, '..');
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(file => /create\w+Router\.ts$/.test(file))
    .flatMap(file => [
      ...readFileSync(join(source, file), 'utf8').matchAll(
        /router\.(get|post|put|delete)\(\s*'([^']+)'/g,
      ),
    ])
    .map(([, method, path]) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    .sort();
}

describe('openapi.yaml', () => {
  it('describes every route, and no other', () => {
    const described = Object.entries(loadOpenApiDocument().paths).flatMap(
      ([path, operations]) =>
        Object.keys(operations ?? {}).map(method => `${method} ${path}`),
    );
    expect(registeredRoutes().length).toBeGreaterThan(8);
    expect(described.sort()).toEqual(registeredRoutes());
  });

  it('refers to nothing that is not in it', () => {
    const document = loadOpenApiDocument() as Record<string, unknown>;
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, path] of references) {
      const target = path
        .split('/')
        .reduce<unknown>(
          (node, key) => (node as Record<string, unknown>)?.[key],
          document,
        );
      expect([path, target]).toEqual([path, expect.any(Object)]);
    }
  });

  it('is served, and refuses what it does not describe', async () => {
    const { server } = await startTestBackend({
      features: [
        dataMeshPlugin,
        new TestCatalog().factory(),
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
    const get = (path: string) =>
      request(server)
        .get(`/api/data-mesh${path}`)
        .set('Authorization', mockCredentials.user.header());
    const { body, status } = await get('/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(body.paths)).toHaveLength(
      Object.keys(loadOpenApiDocument().paths).length,
    );
    for (const [path, word] of [
      ['/products?level=9', 'level'],
      ['/products?level=high', 'level'],
      ['/products?verdict=bad', 'verdict'],
      ['/products?limit=0', 'limit'],
      ['/products?colour=red', 'colour'],
      ['/products?cursor=bm9uc2Vuc2U', 'cursor'],
      ['/products?owner=a:b:c:d///', 'owner'],
      ['/problems?ref=%2F%2F', 'ref'],
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.body.error.message).toContain(word);
    }
  });
});
