/** Databases limit how many values a statement may bind; lists of any length go through in pieces. */
export async function inChunks<T, R>(
  items: readonly T[],
  work: (chunk: T[]) => PromiseLike<R[]>,
  size = 500,
): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += size) {
    results.push(...(await work(items.slice(start, start + size))));
  }
  return results;
}
