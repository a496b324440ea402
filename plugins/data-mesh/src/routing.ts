import { useCallback, useMemo } from 'react';
// The only file of the plugin that imports the router: a later release of the portal makes navigation independent of it.
import { useLocation, useNavigate } from 'react-router-dom';

/** New values for parameters of the address; `undefined` and an empty list remove one. @internal */
export type UrlChanges = Record<string, string | string[] | undefined>;

/** The query of the address as state that can be linked to. @internal */
export interface UrlState {
  get(name: string): string | undefined;
  getAll(name: string): string[];
  /** The address of this page with some parameters changed. */
  href(changes: UrlChanges): string;
  /** Goes there. `replace` leaves no step in the history, for typing in a field. */
  set(changes: UrlChanges, options?: { replace?: boolean }): void;
}

/** Reads and writes the query of the address. @internal */
export function useUrlState(): UrlState {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();

  const href = useCallback(
    (changes: UrlChanges) => {
      const parameters = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        parameters.delete(name);
        for (const item of Array.isArray(value) ? value : [value]) {
          if (item) {
            parameters.append(name, item);
          }
        }
      }
      const text = parameters.toString();
      return text ? `${pathname}?${text}` : pathname;
    },
    [pathname, search],
  );

  return useMemo(() => {
    const parameters = new URLSearchParams(search);
    return {
      get: name => parameters.get(name) ?? undefined,
      getAll: name => parameters.getAll(name),
      href,
      set: (changes, options) =>
        navigate(href(changes), { replace: options?.replace ?? false }),
    };
  }, [href, navigate, search]);
}
