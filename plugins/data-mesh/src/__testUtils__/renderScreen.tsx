import { Entity } from '@backstage/catalog-model';
import {
  TranslationApi,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { DataMeshApi } from '@meshproof/backstage-plugin-data-mesh-common';
import { ReactNode } from 'react';
import { dataMeshApiRef } from '../api';
import { graphRouteRef, pageRouteRef } from '../routes';

/** Renders a screen in an app that has entity pages and the page of the plugin. */
export function renderScreen(
  screen: ReactNode,
  options: {
    api: DataMeshApi;
    entity?: Entity;
    url?: string;
    /** Instead of the English texts. */
    translations?: TranslationApi;
  },
) {
  const { api, entity, url = '/', translations } = options;
  return renderInTestApp(
    entity ? (
      <EntityProvider entity={entity}>{screen}</EntityProvider>
    ) : (
      <>{screen}</>
    ),
    {
      apis: [
        [dataMeshApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: entity ? [entity] : [] })],
        [translationApiRef, translations ?? mockApis.translation()],
      ],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/data-mesh': pageRouteRef,
        '/catalog-graph': graphRouteRef,
      },
      initialRouteEntries: [url],
    },
  );
}
