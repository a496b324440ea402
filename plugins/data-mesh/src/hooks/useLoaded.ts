import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is read from the backend. @internal */
export type Loaded<T> =
  | { status: 'loading' }
  | { status: 'error'; error: Error; retry: () => void }
  | {
      status: 'ready';
      value: T;
      /** The last refresh failed; the value is the one before. */
      refreshError?: Error;
      retry: () => void;
    };

/**
 * Reads something, again when `dependencies` change and, where asked for, every `refreshEvery` milliseconds while the page is
 * visible. A refresh keeps showing the old value; a change of dependencies does not, since it would be about something else.
 *
 * @internal
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  dependencies: readonly unknown[],
  options: { refreshEvery?: number } = {},
): Loaded<T> {
  const { refreshEvery } = options;
  const key = JSON.stringify(dependencies);
  const [outcome, setOutcome] = useState<{
    key: string;
    value?: { it: T };
    error?: Error;
  }>();
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt(count => count + 1), []);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    const controller = new AbortController();
    latest.current(controller.signal).then(
      it => {
        if (!controller.signal.aborted) {
          setOutcome({ key, value: { it } });
        }
      },
      error => {
        if (!controller.signal.aborted) {
          setOutcome(before => ({
            key,
            value: before?.key === key ? before.value : undefined,
            error: error instanceof Error ? error : new Error(String(error)),
          }));
        }
      },
    );
    return () => controller.abort();
  }, [key, attempt]);

  useEffect(() => {
    if (!refreshEvery) {
      return undefined;
    }
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') {
        retry();
      }
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [refreshEvery, retry]);

  if (!outcome || outcome.key !== key) {
    return { status: 'loading' };
  }
  if (outcome.value) {
    return {
      status: 'ready',
      value: outcome.value.it,
      refreshError: outcome.error,
      retry,
    };
  }
  return {
    status: 'error',
    error: outcome.error ?? new Error('Nothing was read'),
    retry,
  };
}
