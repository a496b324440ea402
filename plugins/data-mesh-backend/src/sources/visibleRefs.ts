import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';

const CHUNK = 200;

/** Which of these entities the holder of the credentials may see. */
export async function visibleRefs(
  catalog: CatalogService,
  refs: string[],
  credentials: BackstageCredentials,
): Promise<Set<string>> {
  const visible = new Set<string>();
  for (let start = 0; start < refs.length; start += CHUNK) {
    const entityRefs = refs.slice(start, start + CHUNK);
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    items.forEach((item, position) => {
      if (item) {
        visible.add(entityRefs[position]);
      }
    });
  }
  return visible;
}
