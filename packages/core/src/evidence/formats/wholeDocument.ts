import { DocumentReader, FormatOutput } from './types';

/** For small documents that are easier understood as a whole than in pieces. @internal */
export function wholeDocument(
  read: (document: Record<string, unknown>) => FormatOutput[],
): DocumentReader {
  const document = new Map<string, unknown>();
  return {
    take({ key, at, value }) {
      const known = document.get(key);
      if (typeof at === 'number') {
        if (Array.isArray(known)) {
          known.push(value);
        } else {
          document.set(key, [value]);
        }
      } else if (typeof at === 'string') {
        const members = known instanceof Map ? known : new Map();
        document.set(key, members.set(at, value));
      } else {
        document.set(key, value);
      }
      return [];
    },
    end: () =>
      read(
        Object.fromEntries(
          [...document].map(([key, value]) => [
            key,
            value instanceof Map ? Object.fromEntries(value) : value,
          ]),
        ),
      ),
  };
}
