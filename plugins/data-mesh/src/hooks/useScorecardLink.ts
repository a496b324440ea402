import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Gives the address of a product's scorecard tab, of one check there, or of one record behind a check. @internal */
export function useScorecardLink(): (
  ref: string,
  target?: { check?: string; record?: string },
) => string {
  const entityLink = useEntityRefLink();
  return useCallback(
    (ref, target = {}) => {
      const parameters = new URLSearchParams();
      if (target.check) {
        parameters.set('check', target.check);
      }
      if (target.record) {
        parameters.set('record', target.record);
      }
      const text = parameters.toString();
      return `${entityLink(ref)}/scorecard${text ? `?${text}` : ''}`;
    },
    [entityLink],
  );
}
