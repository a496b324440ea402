import { Attestation } from '@meshproof/backstage-plugin-data-mesh-common';

/** An attestation by a consumer, with what a test changes. */
export function sampleAttestation(
  more: Partial<Attestation> = {},
): Attestation {
  return {
    id: 'attestation-1',
    subject: 'dataproduct:default/inventory',
    about: 'on-call',
    text: 'Somebody answered at night',
    link: 'https://wiki.example/rota',
    attester: 'user:default/dora',
    relation: 'consumer',
    onBehalfOf: 'component:default/demand-forecast-ai',
    from: '2026-11-01T00:00:00.000Z',
    expiresAt: '2027-04-30T00:00:00.000Z',
    createdAt: '2026-11-01T00:00:00.000Z',
    state: 'standing',
    basis: 'attested',
    counts: true,
    reason: 'Counts until 2027-04-30',
    mayWithdraw: true,
    ...more,
  };
}

/** As many as one wants, each with its number in the text. */
export function manyAttestations(count: number): Attestation[] {
  return Array.from({ length: count }, (_, index) =>
    sampleAttestation({
      id: `attestation-${index + 1}`,
      text: `Night ${index + 1}`,
      mayWithdraw: false,
    }),
  );
}
