import {
  EvidenceKind,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';

const EVERYBODY: readonly Witness[] = ['self', 'platform', 'consumer'];

const ACCEPTED: Partial<Record<EvidenceKind, readonly Witness[]>> = {
  // Nobody grants a right to itself.
  agreement: ['self', 'platform'],
  // An owner cannot say for others that they rely on its product.
  confirmation: ['platform', 'consumer'],
  'policy-run': ['self', 'platform'],
};

/**
 * Which witness may send records of a kind. What an owner (`self`) sends as a generic record is attested all the same.
 *
 * @see docs/evidence.md
 * @public
 */
export function acceptedWitnesses(kind: EvidenceKind): readonly Witness[] {
  return ACCEPTED[kind] ?? EVERYBODY;
}
