import { EvidenceReceipt } from '@meshproof/backstage-plugin-data-mesh-common';

/** A record that was not let in, and why. */
export type Rejection = EvidenceReceipt['rejected'][number];

/** The same before its place in the request is known. */
export interface Reason {
  path?: string;
  reason: string;
  /** Set where the record is sound but the sender may not say it: what it was about, for the audit log. */
  refused?: string;
}
