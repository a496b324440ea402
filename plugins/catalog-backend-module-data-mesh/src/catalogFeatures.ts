import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleLocalRepositories } from './localRepositories';
import { catalogModuleDataMesh } from './module';

/** Everything of this package, so that one line in a backend installs it; the parts stay off until configured. */
export const catalogFeatures = createBackendFeatureLoader({
  loader: () => [catalogModuleDataMesh, catalogModuleLocalRepositories],
});
