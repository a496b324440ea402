import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_ID,
  ANNOTATION_ODPS_UNMAPPED,
  DataProductEntityV1alpha1,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { contentDigest } from '../database';
import { Sighting } from './ClaimStore';
import { fullRef } from './fullRef';

const MANAGED_BY_LOCATION = 'backstage.io/managed-by-location';

/** What is kept of an entity. Where it was read from counts, since contracts are named relative to that. */
export function toSighting(entity: DataProductEntityV1alpha1): Sighting {
  const { metadata, spec } = entity;
  const namespace = metadata.namespace ?? 'default';
  const claim = {
    spec,
    title: metadata.title,
    description: metadata.description,
    base: metadata.annotations?.[MANAGED_BY_LOCATION],
  };
  return {
    ref: stringifyEntityRef(entity),
    identity: metadata.annotations?.[ANNOTATION_ID]?.trim() || undefined,
    etag: metadata.etag,
    claimDigest: contentDigest(claim),
    owner: fullRef(spec.owner, { kind: 'group', namespace }),
    domain: fullRef(spec.domain, { kind: 'domain', namespace }),
    curator: fullRef(spec.curator, { kind: 'group', namespace }),
    claim: { ...claim, name: metadata.name, namespace },
    entity: {
      name: metadata.name,
      namespace,
      title: metadata.title,
      description: metadata.description,
      type: spec.type,
      lifecycle: spec.lifecycle,
      spec,
      base: claim.base,
      notMapped: metadata.annotations?.[ANNOTATION_ODPS_UNMAPPED],
    },
  };
}
