import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  LocationEntity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_ODPS_PROBLEM,
  LOCATION_TYPE_ODPS,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { createHash } from 'node:crypto';

/** Name of the Location entity of a document. */
export function odpsLocationName(target: string): string {
  const digest = createHash('sha1').update(target).digest('hex');
  return `odps-${digest}`;
}

/** The document that a Location entity stands for. */
export function odpsTargetOf(entity: Entity): string | undefined {
  const { spec } = entity as LocationEntity;
  return entity.kind === 'Location' && spec?.type === LOCATION_TYPE_ODPS
    ? spec.target
    : undefined;
}

/**
 * The Location entity of a document.
 *
 * @param problem - why the document gives no product; such a location is shown, and not read
 */
export function odpsLocationEntity(
  target: string,
  problem?: string,
): LocationEntity {
  const reference = `${LOCATION_TYPE_ODPS}:${target}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: {
      name: odpsLocationName(target),
      title: target.split('/').pop() || target,
      annotations: {
        [ANNOTATION_LOCATION]: reference,
        [ANNOTATION_ORIGIN_LOCATION]: reference,
        ...(problem && { [ANNOTATION_ODPS_PROBLEM]: problem }),
      },
    },
    spec: {
      type: LOCATION_TYPE_ODPS,
      ...(problem ? { targets: [] } : { target }),
      presence: 'required',
    },
  };
}
