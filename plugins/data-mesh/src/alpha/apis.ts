import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import { DataMeshClient } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../api';

const dataMeshApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: dataMeshApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new DataMeshClient({ fetchApi }),
    }),
});

/** The APIs of the plugin. @internal */
export const apis = [dataMeshApi];
