import {
  EvidenceKind,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** A system, or a person, that may send evidence. */
export interface Publisher {
  id: string;
  title: string;
  /** Subject of a service token, or reference of a user in lower case. Absent for records sent by hand. */
  subject?: string;
  witness: Witness;
  kinds: readonly EvidenceKind[];
  mayBackfill: boolean;
  /** The group that is told when it falls silent. */
  owner?: string;
  /** Server of records that name none. */
  namespace?: string;
  /**
   * Patterns of product references, `*` for any characters. Absent: all products for a platform witness, else those that the
   * sender's groups own.
   */
  products?: string[];
}
