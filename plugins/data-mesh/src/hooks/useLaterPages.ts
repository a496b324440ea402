import { Page } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';

/** Pages of a list that grows by a button. @internal */
export interface LaterPages<T> {
  /** The first page and those that were loaded after it. */
  pages: Pick<Page<T>, 'items' | 'nextCursor'>[];
  /** Loads the next one; `undefined` where there is none. */
  loadMore: (() => Promise<void>) | undefined;
  isLoading: boolean;
  /** Why the last attempt failed. */
  error: Error | undefined;
}

/**
 * Loads what comes after `first`, a page at a time. The pages stay while `first` is read again; another list needs another component,
 * by its `key`.
 *
 * @internal
 */
export function useLaterPages<T>(
  first: Pick<Page<T>, 'items' | 'nextCursor'>,
  load: (cursor: string) => Promise<Pick<Page<T>, 'items' | 'nextCursor'>>,
): LaterPages<T> {
  const [later, setLater] = useState<LaterPages<T>['pages']>([]);
  const [isLoading, setIsLoading] = useState(false);
  const [error, setError] = useState<Error>();
  const pages = [first, ...later];
  const { nextCursor } = pages[pages.length - 1];

  async function loadMore(cursor: string) {
    setIsLoading(true);
    setError(undefined);
    try {
      const page = await load(cursor);
      setLater(before => [...before, page]);
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    } finally {
      setIsLoading(false);
    }
  }
  return {
    pages,
    loadMore: nextCursor ? () => loadMore(nextCursor) : undefined,
    isLoading,
    error,
  };
}
