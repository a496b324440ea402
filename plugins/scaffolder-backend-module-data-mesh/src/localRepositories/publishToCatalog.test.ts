import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { createBackendModule } from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  CatalogProcessor,
  catalogProcessingExtensionPoint,
} from '@backstage/plugin-catalog-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { catalogModuleLocalRepositories } from '@meshproof/backstage-plugin-catalog-backend-module-data-mesh';
import fs from 'fs-extra';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import scaffolderModuleDataMesh from '..';
import { filledForm, templateFolder } from '../__testUtils__/shippedTemplate';

// Stands in for the processors of these kinds, which are tested where they are: here only the way into the catalog is of interest.
const acceptKinds = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'accept-kinds',
  register({ registerInit }) {
    registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        const processor: CatalogProcessor = {
          getProcessorName: () => 'accept-kinds',
          validateEntityKind: async entity =>
            ['DataProduct', 'Template'].includes(entity.kind),
        };
        catalog.addProcessor(processor);
      },
    });
  },
});

describe('from the form to the catalog, with the real scaffolder and the real catalog', () => {
  const root = createMockDirectory();

  it('shows the product within seconds', async () => {
    const folder = root.resolve('repositories');
    const { server } = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            dataMesh: { localRepositories: { path: folder } },
            catalog: {
              rules: [{ allow: ['Template', 'DataProduct', 'Location'] }],
              processingInterval: { minutes: 10 },
              locations: [
                {
                  type: 'file',
                  target: path.join(templateFolder, 'template.yaml'),
                },
              ],
            },
          },
        }),
        mockServices.auth.factory(),
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.user(),
        }),
        catalogPlugin,
        catalogModuleLocalRepositories,
        acceptKinds,
        scaffolderPlugin,
        scaffolderModuleDataMesh,
      ],
    });
    await until('the template in the catalog', async () => {
      const { status } = await request(server).get(
        '/api/catalog/entities/by-name/template/default/data-product',
      );
      return status === 200;
    });

    const startedAt = Date.now();
    const created = await request(server)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: 'template:default/data-product',
        values: filledForm,
        secrets: {},
      });
    expect(created.body).toEqual({ id: expect.any(String) });
    const task = await until('the task to end', async () => {
      const { body } = await request(server).get(
        `/api/scaffolder/v2/tasks/${created.body.id}`,
      );
      return ['completed', 'failed'].includes(body.status) && body;
    });
    const endedAt = Date.now();
    const events = await request(server).get(
      `/api/scaffolder/v2/tasks/${created.body.id}/events`,
    );
    const log = events.body
      .map((event: { body: { message: string } }) => event.body.message)
      .join('\n');
    expect({ status: task.status, log }).toEqual({
      status: 'completed',
      log: expect.stringContaining(
        'dataproduct:default/inventory is in the catalog',
      ),
    });

    const entity = await request(server).get(
      '/api/catalog/entities/by-name/dataproduct/default/inventory',
    );
    expect(entity.status).toBe(200);
    expect(entity.body.spec.owner).toBe('group:default/supply-chain');
    expect(entity.body.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': `file:${folder}/inventory/catalog-info.yaml`,
    });
    process.stdout.write(
      `In the catalog when the task ended, ${
        endedAt - startedAt
      } ms after it was started\n`,
    );

    // By hand too: a new one comes, a removed one leaves, and the other one stays.
    await fs.copy(
      path.join(folder, 'inventory'),
      path.join(folder, 'movements'),
      { filter: item => !item.includes('.git') },
    );
    const info = path.join(folder, 'movements/catalog-info.yaml');
    const text = await fs.readFile(info, 'utf8');
    await fs.writeFile(info, text.replaceAll('inventory', 'movements'));
    const isThere = async (name: string) =>
      (
        await request(server).get(
          `/api/catalog/entities/by-name/dataproduct/default/${name}`,
        )
      ).status === 200;
    await until('a repository made by hand', () => isThere('movements'));
    await fs.remove(path.join(folder, 'inventory'));
    await until('the removed repository to leave', async () => {
      return !(await isThere('inventory'));
    });
    expect(await isThere('movements')).toBe(true);
  }, 60_000);
});

async function until<T>(
  what: string,
  look: () => Promise<T | false>,
): Promise<T> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < 20_000) {
    const seen = await look();
    if (seen) {
      process.stdout.write(`${what}: ${Date.now() - startedAt} ms\n`);
      return seen;
    }
    await sleep(200);
  }
  throw new Error(`Waited 20 seconds for ${what}`);
}
