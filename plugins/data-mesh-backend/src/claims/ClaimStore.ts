import { DataProductEntityV1alpha1 } from '@meshproof/backstage-plugin-data-mesh-common';
import { ClaimVersion } from '@meshproof/core';

/** What lists show of an entity. */
export interface SubjectEntity {
  name: string;
  namespace: string;
  title?: string;
  description?: string;
  type: string;
  lifecycle: string;
  spec: DataProductEntityV1alpha1['spec'];
  /** `backstage.io/managed-by-location`. */
  base?: string;
  /** JSON of the parts of an ODPS document without a place in the entity. */
  notMapped?: string;
}

/** A data product that the catalog has, or once had. */
export interface Subject {
  ref: string;
  /** `meshproof.dev/id`. */
  identity?: string;
  etag?: string;
  state: 'live' | 'gone';
  firstSeen: number;
  goneAt?: number;
  claimDigest: string;
  /** Full references in lower case. */
  owner?: string;
  domain?: string;
  curator?: string;
  entity: SubjectEntity;
  surroundingsDigest?: string;
  nextLookAt?: number;
}

/** A product as it was just seen in the catalog. */
export type Sighting = Pick<
  Subject,
  'ref' | 'identity' | 'etag' | 'claimDigest' | 'owner' | 'domain' | 'curator'
> & { entity: SubjectEntity; claim: Omit<ClaimVersion, 'from'> };

/** Keeps what products claimed, and when. */
export interface ClaimStore {
  /** Writes what is new and tells the references of products that are new, back, or claim something else. */
  observe(sightings: Sighting[], now: number): Promise<string[]>;
  /** Products that the catalog no longer has. Their history stays. */
  markGone(refs: string[], now: number): Promise<void>;
  getSubject(ref: string): Promise<Subject | undefined>;
  listLive(): Promise<Subject[]>;
  /** The claims of all these references together, ascending; a claim repeated by a successor is listed once. */
  listClaims(refs: string[]): Promise<ClaimVersion[]>;
  /** Products that are gone and live on in this one: same identity, or a data set it now serves, left after `since`. */
  listPredecessors(
    subject: Subject,
    options: { since: number },
  ): Promise<Subject[]>;
}
