import { useState } from 'react';
import { UrlChanges, useUrlState } from '../routing';

/** Where in a list the address points, and the ways from there. @internal */
export interface CursorTrail {
  cursor: string | undefined;
  /** Changes the filters, which begins at the first page again. */
  narrow: (changes: UrlChanges) => void;
  next: (cursor: string) => void;
  /** `undefined` on the first page, and on a page that was opened by its address. */
  previous: (() => void) | undefined;
  /** `undefined` where `previous` leads there, and on the first page. */
  first: (() => void) | undefined;
}

/** The page of a list, in the address. Cursors only lead forward; the way back is kept here. @internal */
export function useCursorTrail(): CursorTrail {
  const url = useUrlState();
  const [trail, setTrail] = useState<(string | undefined)[]>([]);
  const cursor = url.get('cursor');
  return {
    cursor,
    narrow: changes => {
      setTrail([]);
      url.set({ ...changes, cursor: undefined }, { replace: true });
    },
    next: nextCursor => {
      setTrail(before => [...before, cursor]);
      url.set({ cursor: nextCursor });
    },
    previous:
      trail.length > 0
        ? () => {
            url.set({ cursor: trail.at(-1) });
            setTrail(before => before.slice(0, -1));
          }
        : undefined,
    first:
      cursor && trail.length === 0
        ? () => url.set({ cursor: undefined })
        : undefined,
  };
}
