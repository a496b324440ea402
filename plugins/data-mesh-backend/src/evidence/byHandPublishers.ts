import { EVIDENCE_KINDS } from '@meshproof/backstage-plugin-data-mesh-common';
import { Publisher } from './Publisher';

/**
 * Who stands for people that send records themselves. Two, so that the word of an owner and that of a reader about the same
 * moment are two records.
 */
export const byHandPublishers = {
  self: {
    id: 'owner-by-hand',
    title: 'Owner, by hand',
    witness: 'self',
    kinds: EVIDENCE_KINDS,
    mayBackfill: false,
  },
  consumer: {
    id: 'reader-by-hand',
    title: 'Someone outside the owner group, by hand',
    witness: 'consumer',
    kinds: EVIDENCE_KINDS,
    mayBackfill: false,
  },
} satisfies Record<string, Publisher>;
