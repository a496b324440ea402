import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { dataMeshApiRef } from './api';
import { DataMeshPage, EntityDataProductScorecardCard } from './plugin';
import { InMemoryDataMeshApi } from './__testUtils__/InMemoryDataMeshApi';
import { sampleEntity } from './__testUtils__/sampleEntity';
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
