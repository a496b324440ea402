import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import {
  EvidenceKind,
  FixOwner,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useCallback } from 'react';

/** The check of the default rubric whose records are the reads that were seen. @internal */
export const READERS_CHECK = 'read-by-others';

/** What is open on the scorecard tab. @internal */
export interface ScorecardTarget {
  check?: string;
  record?: string;
  who?: FixOwner;
  /** Only the checks that the figure "Known" counts. */
  known?: 'counted';
}

/** Gives the address of a product's evidence tab, with filters. @internal */
export function useEvidenceLink(): (
  ref: string,
  filter?: { kind?: EvidenceKind; port?: string },
) => string {
  const entityLink = useEntityRefLink();
  return useCallback(
    (ref, filter = {}) => {
      const text = new URLSearchParams(
        Object.entries(filter).filter(([, value]) => value),
      ).toString();
      return `${entityLink(ref)}/evidence${text ? `?${text}` : ''}`;
    },
    [entityLink],
  );
}

/** Gives the address of a product's scorecard tab, of a part of its checks, of one check, or of one record behind a check. @internal */
export function useScorecardLink(): (
  ref: string,
  target?: ScorecardTarget,
) => string {
  const entityLink = useEntityRefLink();
  return useCallback(
    (ref, target = {}) => {
      const text = new URLSearchParams(
        Object.entries(target).filter(([, value]) => value),
      ).toString();
      return `${entityLink(ref)}/scorecard${text ? `?${text}` : ''}`;
    },
    [entityLink],
  );
}
