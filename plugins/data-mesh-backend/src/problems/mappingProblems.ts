import { Problem } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  datasetFromKey,
  datasetKey,
  DatasetId,
  DatasetMappings,
} from '@meshproof/core';
import { SubjectAddress } from '../sources';

/**
 * Data sets that config takes for another name, while a contract serves them by that very name. What is sent about them proves
 * nothing, for either product.
 *
 * @param addresses - of the products that the reader may see
 */
export function mappingProblems(
  addresses: readonly SubjectAddress[],
  mappings: DatasetMappings,
): Problem[] {
  const served = addresses.filter(
    address => address.kind === 'dataset' && address.served,
  );
  return served.flatMap(({ ref, key }) => {
    const named = datasetFromKey(key);
    const target = mappings.target(named);
    if (!target) {
      return [];
    }
    const others = served.filter(
      other => other.key === datasetKey(target) && other.ref !== ref,
    );
    return [ref, ...others.map(other => other.ref)].map(
      (about): Problem => ({
        severity: 'warning',
        area: 'mapping',
        ref: about,
        path: 'dataMesh.evidence.mappings',
        message: `Records about ${inWords(
          named,
        )} prove nothing: a contract of ${ref} serves it, and the configuration takes it for another name of ${inWords(
          target,
        )}`,
        fix: 'Take the mapping out of the configuration, or correct the server of the contract',
      }),
    );
  });
}

function inWords({ namespace, name }: DatasetId): string {
  return `${name} on ${namespace}`;
}
