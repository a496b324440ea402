import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ODPS_UNMAPPED,
  isDataProductEntity,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** Whether the product was made from an ODPS document that says more than the entity can hold. @public */
export function isFromOdps(entity: Entity): boolean {
  return (
    isDataProductEntity(entity) &&
    entity.metadata.annotations?.[ANNOTATION_ODPS_UNMAPPED] !== undefined
  );
}
