import {
  Attestation,
  AttestationRelation,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** From this level on an owner's own word is a claim. */
const OTHERS_ATTEST_FROM = 3;

/** What is known of an attestation, times in milliseconds. @public */
export interface AttestationFacts {
  relation: AttestationRelation;
  /** Level of the check it is about; undefined for a topic, which gates may ask for. */
  level?: number;
  from: number;
  expiresAt: number;
  withdrawnAt?: number;
}

/**
 * How an attestation stands at a moment, and whether a check or gate may count it. From level 3 up, and for topics, only somebody
 * outside the owner group attests; the owner's own statement is kept as a claim.
 *
 * @see docs/rubric.md, "Attestations"
 * @public
 */
export function attestationStanding(
  facts: AttestationFacts,
  now: number,
): Pick<Attestation, 'state' | 'basis' | 'counts' | 'reason'> {
  const { relation, level, from, expiresAt, withdrawnAt } = facts;
  const isOwnClaim =
    relation === 'owner' &&
    (level === undefined || level >= OTHERS_ATTEST_FROM);
  const basis = isOwnClaim ? 'declared' : 'attested';
  if (withdrawnAt !== undefined && withdrawnAt <= now) {
    return {
      state: 'withdrawn',
      basis,
      counts: false,
      reason: `Withdrawn on ${dayOf(withdrawnAt)}`,
    };
  }
  if (now < from) {
    return {
      state: 'ahead',
      basis,
      counts: false,
      reason: `Holds from ${dayOf(from)}`,
    };
  }
  if (now >= expiresAt) {
    return {
      state: 'expired',
      basis,
      counts: false,
      reason: `Lapsed on ${dayOf(expiresAt)}`,
    };
  }
  return isOwnClaim
    ? {
        state: 'standing',
        basis,
        counts: false,
        reason:
          'A statement of the owner group about itself is kept as a claim; from level 3 up somebody outside it has to attest',
      }
    : {
        state: 'standing',
        basis,
        counts: true,
        reason: `Counts until ${dayOf(expiresAt)}`,
      };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
