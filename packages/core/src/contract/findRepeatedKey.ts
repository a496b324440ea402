import { Document, isMap, isPair, isScalar, isSeq } from 'yaml';

/**
 * The first key that a map of the document has twice. The library's own check compares each key with all before it, which takes a
 * minute for a megabyte of short keys; switch it off with `uniqueKeys: false` and ask here.
 * @public
 */
export function findRepeatedKey(
  document: Document,
): { key: string; offset: number } | undefined {
  const waiting: unknown[] = [document.contents];
  let first: { key: string; offset: number } | undefined;
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isPair(node)) {
      waiting.push(node.key, node.value);
    } else if (isSeq(node)) {
      node.items.forEach(item => waiting.push(item));
    } else if (isMap(node)) {
      const seen = new Set<string>();
      for (const pair of node.items) {
        waiting.push(pair);
        if (isScalar(pair.key)) {
          const key = String(pair.key.value ?? '');
          const offset = pair.key.range?.[0] ?? 0;
          if (seen.has(key) && (!first || offset < first.offset)) {
            first = { key, offset };
          }
          seen.add(key);
        }
      }
    }
  }
  return first;
}
