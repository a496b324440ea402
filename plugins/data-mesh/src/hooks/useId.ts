import { useState } from 'react';

let last = 0;

/** An id that is the same for the whole life of a component. React 17, which the plugin also supports, has none. @internal */
export function useId(prefix: string): string {
  const [id] = useState(() => {
    last += 1;
    return `${prefix}-${last}`;
  });
  return id;
}
