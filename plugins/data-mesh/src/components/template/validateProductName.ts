import { stringifyEntityRef } from '@backstage/catalog-model';
import { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { DATA_PRODUCT_KIND } from '@meshproof/backstage-plugin-data-mesh-common';
import { textsFrom } from '../../texts/textsFrom';

/** Refuses a name that another product has already, before anything is made. */
export async function validateProductName(
  name: string | undefined,
  field: { addError(message: string): void },
  context: { apiHolder: ApiHolder },
): Promise<void> {
  const t = await textsFrom(context.apiHolder);
  if (!name || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    field.addError(t('template.name.spelling'));
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
      typeof owner === 'string'
        ? t('template.name.takenBy', { name, owner })
        : t('template.name.taken', { name }),
    );
  }
}
