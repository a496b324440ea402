import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  MockPermissionApi,
  TestApiProvider,
  renderInTestApp,
} from '@backstage/test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { dataMeshApiRef } from './api';
import { DataMeshPage, EntityDataProductScorecardCard } from './plugin';
import { InMemoryDataMeshApi } from './__testUtils__/InMemoryDataMeshApi';
import { sampleEntity } from './__testUtils__/sampleEntity';
import { sampleHealth } from './__testUtils__/sampleHealth';
import { sampleOverview, sampleSources } from './__testUtils__/sampleMesh';
import { sampleScorecard } from './__testUtils__/sampleScorecard';

const mountedRoutes = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
};

describe('legacy front-end system', () => {
  it('draws the page with its tabs', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            dataMeshApiRef,
            new InMemoryDataMeshApi({
              overview: sampleOverview(),
              sources: sampleSources(),
            }),
          ],
          [permissionApiRef, new MockPermissionApi()],
        ]}
      >
        <Routes>
          <Route path="/data-mesh/*" element={<DataMeshPage />} />
        </Routes>
      </TestApiProvider>,
      { mountedRoutes, routeEntries: ['/data-mesh'] },
    );
    expect(
      await screen.findByRole('heading', { name: 'Data products' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('region', { name: 'Where we stand' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Sources' }));
    expect(
      await screen.findByRole('table', { name: /^Connected sources/ }),
    ).toBeInTheDocument();
  });

  async function openPage(path: string, mayReadHealth: boolean) {
    const api = new InMemoryDataMeshApi({
      overview: sampleOverview(),
      health: sampleHealth(),
    });
    if (!mayReadHealth) {
      api.getHealth = async () => {
        throw new NotAllowedError('no');
      };
    }
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [dataMeshApiRef, api],
          [
            permissionApiRef,
            new MockPermissionApi(({ permission }) =>
              permission.name !== 'data-mesh.health.read' || mayReadHealth
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            ),
          ],
        ]}
      >
        <Routes>
          <Route path="/data-mesh/*" element={<DataMeshPage />} />
        </Routes>
      </TestApiProvider>,
      { mountedRoutes, routeEntries: [path] },
    );
  }

  it('has the tab Health for those who may see it', async () => {
    await openPage('/data-mesh', true);
    await userEvent.click(await screen.findByRole('tab', { name: 'Health' }));
    expect(
      await screen.findByRole('region', { name: 'Queue' }),
    ).toBeInTheDocument();
  });

  it('hides the tab Health from others', async () => {
    await openPage('/data-mesh', false);
    expect(
      await screen.findByRole('tab', { name: 'Problems' }),
    ).toBeInTheDocument();
    // The answer for the person before is remembered until the new one is there.
    await waitFor(() =>
      expect(screen.queryByRole('tab', { name: 'Health' })).toBeNull(),
    );
  });

  it('tells those who follow a link to Health and may not see it', async () => {
    await openPage('/data-mesh/health', false);
    expect(
      await screen.findByText('You are not permitted to see the health page.'),
    ).toBeInTheDocument();
  });

  it('draws a card although the page of the plugin is not mounted', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            dataMeshApiRef,
            new InMemoryDataMeshApi({ scorecards: [sampleScorecard()] }),
          ],
        ]}
      >
        <EntityProvider entity={sampleEntity()}>
          <EntityDataProductScorecardCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes },
    );
    const next = await screen.findByRole('list', { name: 'Next checks' });
    expect(within(next).getAllByRole('listitem')).toHaveLength(2);
    expect(screen.queryByText(/See what is connected/)).toBeNull();
  });
});
