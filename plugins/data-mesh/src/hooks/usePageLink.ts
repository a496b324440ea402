import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { pageRouteRef } from '../routes';

/** The tabs of the page. @internal */
export type DataMeshTab = 'overview' | 'products' | 'sources' | 'problems';

/**
 * Gives addresses inside the page of the plugin; `undefined` where the portal does not show that page.
 *
 * @internal
 */
export function usePageLink(): (
  tab: DataMeshTab,
  query?: Record<string, string | string[] | undefined>,
) => string | undefined {
  const root = useRouteRef(pageRouteRef);
  return useCallback(
    (tab, query = {}) => {
      if (!root) {
        return undefined;
      }
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) {
        for (const item of Array.isArray(value) ? value : [value]) {
          if (item) {
            parameters.append(name, item);
          }
        }
      }
      const text = parameters.toString();
      const base = root().replace(/\/$/, '');
      return `${base}/${tab}${text ? `?${text}` : ''}`;
    },
    [root],
  );
}
