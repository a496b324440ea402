import { stringifyEntityRef } from '@backstage/catalog-model';
import { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { DATA_PRODUCT_KIND } from '@meshproof/backstage-plugin-data-mesh-common';

/** Refuses a name that another product has already, before anything is made. */
export async function validateProductName(
  name: string | undefined,
  field: { addError(message: string): void },
  context: { apiHolder: ApiHolder },
): Promise<void> {
  if (!name || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    field.addError(
      'Use lower-case letters, digits and single dashes, for example stock-levels.',
    );
    return;
  }
  const catalog = context.apiHolder.get(catalogApiRef);
  // A question about one entity would write an error to the browser's console where the name is free.
  const answer = await catalog?.getEntitiesByRefs({
    entityRefs: [
      stringifyEntityRef({
        kind: DATA_PRODUCT_KIND,
        namespace: 'default',
        name,
      }),
    ],
  });
  const existing = answer?.items[0];
  if (existing) {
    const owner = existing.spec?.owner;
    field.addError(
      `A data product named "${name}" exists already${
        typeof owner === 'string' ? `, owned by ${owner}` : ''
      }. Choose another name.`,
    );
  }
}
