import { createApp } from '@backstage/frontend-defaults';
import {
  dataMeshCatalogColumnsModule,
  dataMeshCatalogIconModule,
} from '@meshproof/backstage-plugin-data-mesh/alpha';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

// Everything else is discovered from the dependencies in package.json (`app.packages: all`). The two data mesh modules are
// options: an icon for the kind and columns for its table.
export default createApp({
  features: [
    navModule,
    signInModule,
    dataMeshCatalogIconModule,
    dataMeshCatalogColumnsModule,
  ],
});
