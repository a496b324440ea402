import { AttestationRelation } from '@meshproof/backstage-plugin-data-mesh-common';

/** An attestation as it is kept; times in milliseconds. */
export interface StoredAttestation {
  id: string;
  subject: string;
  about: string;
  text: string;
  link?: string;
  attester: string;
  relation: AttestationRelation;
  onBehalfOf?: string;
  from: number;
  expiresAt: number;
  createdAt: number;
  withdrawnAt?: number;
  withdrawnBy?: string;
}

/** Keeps what people attest. Nothing is ever changed but that it was withdrawn. */
export interface AttestationStore {
  /**
   * Stores an attestation once per request.
   *
   * @param request - digests of who asked by which key, and of what was asked
   * @throws ConflictError where something else was asked by that key before
   */
  add(
    attestation: StoredAttestation,
    request: { key: string; digest: string },
  ): Promise<{ attestation: StoredAttestation; isNew: boolean }>;

  get(id: string): Promise<StoredAttestation | undefined>;

  /** Of one subject, newest first. */
  list(subject: string): Promise<StoredAttestation[]>;

  /** Withdraws what stands; what was withdrawn before stays as it was. */
  withdraw(
    id: string,
    by: { user: string; at: number },
  ): Promise<StoredAttestation | undefined>;
}
