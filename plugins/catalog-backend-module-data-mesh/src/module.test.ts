import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModuleDataMesh } from './index';

describe('catalogModuleDataMesh', () => {
  async function start(data: object) {
    const addProcessor = jest.fn();
    const addEntityProvider = jest.fn();
    const backend = await startTestBackend({
      extensionPoints: [
        [catalogProcessingExtensionPoint, { addProcessor, addEntityProvider }],
      ],
      features: [
        catalogModuleDataMesh,
        mockServices.rootConfig.factory({ data: { ...data } }),
      ],
    });
    await backend.stop();
    return { addProcessor, addEntityProvider };
  }

  it('adds its processors and its provider', async () => {
    const { addProcessor, addEntityProvider } = await start({});
    expect(
      addProcessor.mock.calls.map(([processor]) =>
        processor.getProcessorName(),
      ),
    ).toEqual(['DataProductEntityProcessor', 'OdpsProcessor']);
    expect(
      addEntityProvider.mock.calls.map(([provider]) =>
        provider.getProviderName(),
      ),
    ).toEqual(['data-mesh-odps']);
  });

  it.each([
    [{ type: 'ftp', target: 'x' }, 'locations[0].type: "ftp" is not accepted'],
    [
      { type: 'url', target: './x.yaml' },
      'locations[0].target: "./x.yaml" is not accepted',
    ],
  ])('refuses the location %j', async (location, message) => {
    await expect(
      start({ dataMesh: { odps: { locations: [location] } } }),
    ).rejects.toThrow(message);
  });
});
