import { ScmIntegrationRegistry } from '@backstage/integration';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { DataProductEntityV1alpha1 } from '@meshproof/backstage-plugin-data-mesh-common';
import path from 'node:path';

/**
 * Keys under which the entity is looked at again when a contract that it names by path changes. The path is resolved against
 * the file the entity was read from, which the catalog says and not the author.
 */
export function contractRefreshKeys(
  entity: DataProductEntityV1alpha1,
  location: LocationSpec,
  integrations: ScmIntegrationRegistry,
): string[] {
  const keys = new Set<string>();
  const ports = [
    ...(entity.spec.outputPorts ?? []),
    ...(entity.spec.inputPorts ?? []),
  ];
  for (const { contract } of ports) {
    if (typeof contract !== 'string') {
      continue;
    }
    if (/^https?:\/\//i.test(contract)) {
      keys.add(`url:${contract}`);
    } else if (location.type === 'file') {
      keys.add(`file:${path.resolve(path.dirname(location.target), contract)}`);
    } else if (location.type === 'url') {
      try {
        const url = integrations.resolveUrl({
          url: contract,
          base: location.target,
        });
        keys.add(`url:${url}`);
      } catch {
        // An address that cannot be formed cannot be refreshed either; the backend reports it with the contract.
      }
    }
  }
  return [...keys];
}
