import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** Where the page of the plugin is mounted; `/data-mesh` unless configured. @public */
export const rootRouteRef = createRouteRef({ id: 'data-mesh' });

/**
 * The way from entity cards to the page. It is external and optional, so that a portal may show the cards without the page.
 *
 * @internal
 */
export const pageRouteRef = createExternalRouteRef({
  id: 'data-mesh-page',
  optional: true,
  defaultTarget: 'data-mesh.root',
});

/** The way to the portal's graph of relations, where it has one. @internal */
export const graphRouteRef = createExternalRouteRef({
  id: 'data-mesh-catalog-graph',
  optional: true,
  defaultTarget: 'catalog-graph.catalogGraph',
});
