import {
  DATA_PRODUCT_API_VERSION,
  DATA_PRODUCT_KIND,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** Other tools use the kind `DataProduct` too, so that the apiVersion has to fit as well. @internal */
export const IS_DATA_PRODUCT = {
  kind: DATA_PRODUCT_KIND,
  apiVersion: DATA_PRODUCT_API_VERSION,
};
