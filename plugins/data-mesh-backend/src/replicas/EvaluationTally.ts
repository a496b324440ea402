const MINUTE = 60_000;
const KEPT = 5;

/** What a process has judged in the minutes before. */
export interface EvaluationFigures {
  /** Over how many minutes, the present one among them. */
  minutes: number;
  turns: number;
  /** Turns that changed a stored result. */
  changed: number;
  failed: number;
  /** Of work in all turns together. */
  seconds: number;
  /** Of the longest turn. */
  longest: number;
}

interface Bucket extends Omit<EvaluationFigures, 'minutes'> {
  minute: number;
}

/** Counts turns of the queue by the minute, and forgets those that are over. By the machine's clock. */
export class EvaluationTally {
  #buckets: Bucket[] = [];
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  add(outcome: string, seconds: number): void {
    const minute = Math.floor(this.#now() / MINUTE);
    let bucket = this.#buckets.find(one => one.minute === minute);
    if (!bucket) {
      bucket = {
        minute,
        turns: 0,
        changed: 0,
        failed: 0,
        seconds: 0,
        longest: 0,
      };
      this.#buckets = [...this.#recent(), bucket];
    }
    bucket.turns++;
    bucket.changed += outcome === 'committed' ? 1 : 0;
    bucket.failed += outcome === 'failed' ? 1 : 0;
    bucket.seconds += seconds;
    bucket.longest = Math.max(bucket.longest, seconds);
  }

  figures(): EvaluationFigures {
    return this.#recent().reduce<EvaluationFigures>(
      (sum, bucket) => ({
        minutes: KEPT,
        turns: sum.turns + bucket.turns,
        changed: sum.changed + bucket.changed,
        failed: sum.failed + bucket.failed,
        seconds: sum.seconds + bucket.seconds,
        longest: Math.max(sum.longest, bucket.longest),
      }),
      {
        minutes: KEPT,
        turns: 0,
        changed: 0,
        failed: 0,
        seconds: 0,
        longest: 0,
      },
    );
  }

  #recent(): Bucket[] {
    const first = Math.floor(this.#now() / MINUTE) - KEPT + 1;
    return this.#buckets.filter(({ minute }) => minute >= first);
  }
}
