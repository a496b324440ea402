import { createApiRef } from '@backstage/core-plugin-api';
import { DataMeshApi } from '@meshproof/backstage-plugin-data-mesh-common';

/** The data-mesh backend as the screens see it. @public */
export const dataMeshApiRef = createApiRef<DataMeshApi>({
  id: 'plugin.data-mesh.service',
});
