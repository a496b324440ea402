import {
  FrontendPlugin,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  dataProductColumnsFormField,
  dataProductNameFormField,
} from '../components/template';
import { DataProductIcon } from '../icon';
import { graphRouteRef, pageRouteRef, rootRouteRef } from '../routes';
import { apis } from './apis';
import { entityCards } from './entityCards';
import { entityContents } from './entityContents';
import { pages } from './pages';

/** Data products, their maturity and what is known of every domain, for the new front-end system. @public */
export const dataMeshPlugin: FrontendPlugin = createFrontendPlugin({
  pluginId: 'data-mesh',
  title: 'Data products',
  icon: <DataProductIcon fontSize="inherit" />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { page: pageRouteRef, catalogGraph: graphRouteRef },
  extensions: [
    ...apis,
    ...pages,
    ...entityCards,
    ...entityContents,
    dataProductColumnsFormField,
    dataProductNameFormField,
  ],
});
