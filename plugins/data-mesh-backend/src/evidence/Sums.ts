/** What came together under one key; `extra` is what else the caller keeps of it. */
export interface Sum<K extends string[], E> {
  key: K;
  count: number;
  first: number;
  last: number;
  extra?: E;
}

/** Counts and times by a key of several parts. */
export class Sums<K extends string[], E> {
  readonly #sums = new Map<string, Sum<K, E>>();

  add(key: K, time: number, count: number): Sum<K, E> {
    const text = JSON.stringify(key);
    let sum = this.#sums.get(text);
    if (!sum) {
      sum = { key, count: 0, first: time, last: time };
      this.#sums.set(text, sum);
    }
    sum.count += count;
    sum.first = Math.min(sum.first, time);
    sum.last = Math.max(sum.last, time);
    return sum;
  }

  /** In the order of the keys, which is the order in which all writers take rows. */
  sorted(): Sum<K, E>[] {
    return [...this.#sums.entries()].sort(byKey).map(([, sum]) => sum);
  }
}

/** The one order of keys. */
export function byKey(a: [string, unknown], b: [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
