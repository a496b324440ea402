import { Sender } from './EvidenceDoor';
import { TooManyRequestsError } from './TooManyRequestsError';

const MINUTE = 60_000;
/** Senders of whom something is remembered; who has been quiet for a minute needs no memory. */
const MOST_REMEMBERED = 10_000;

/** What one sender may send in a minute, to one process. */
export interface SendingRate {
  requestsPerMinute: number;
  recordsPerMinute: number;
}

/** The rate of each publisher, and of each person that sends by hand. */
export interface SendingRates {
  publisher: SendingRate;
  person: SendingRate;
}

type What = keyof SendingRate;

const WORDS: Record<What, string> = {
  requestsPerMinute: 'requests',
  recordsPerMinute: 'records',
};

/** What is left of a minute's allowance, which fills up evenly. Below zero, others have to be waited for. */
interface Left extends SendingRate {
  at: number;
}

/**
 * Holds senders to a number of requests and records a minute. A request that has begun is read to its end, because one that broke off
 * would be sent again whole, and break off again: what it has over, the next one waits for. Counts in this process only.
 */
export class SendingLimits {
  readonly #rates: SendingRates;
  readonly #now: () => number;
  readonly #left = new Map<string, Left>();

  private constructor(rates: SendingRates, now: () => number) {
    this.#rates = rates;
    this.#now = now;
  }

  static create(options: {
    rates: SendingRates;
    /** Milliseconds of a clock that only goes forward. */
    now?: () => number;
  }): SendingLimits {
    return new SendingLimits(
      options.rates,
      options.now ?? (() => performance.now()),
    );
  }

  /**
   * Lets a request begin.
   *
   * @returns to be told how many records were read
   * @throws TooManyRequestsError that says when to come back
   */
  admit(sender: Sender): (records: number) => void {
    const kind = sender.type;
    const left = this.#leftOf(sender);
    const limits = this.#rates[kind];
    for (const what of Object.keys(WORDS) as What[]) {
      if (left[what] < 1) {
        const seconds = Math.ceil(((1 - left[what]) / limits[what]) * 60);
        throw new TooManyRequestsError(
          `More than ${limits[what]} ${WORDS[what]} a minute: send again after ${seconds} s. How many a ${kind} may send is set by dataMesh.evidence.limits.${kind}.${what}`,
          seconds,
        );
      }
    }
    left.requestsPerMinute -= 1;
    return records => {
      left.recordsPerMinute -= records;
    };
  }

  #leftOf(sender: Sender): Left {
    const now = this.#now();
    const limits = this.#rates[sender.type];
    const name =
      sender.type === 'publisher'
        ? `publisher ${sender.publisher.id}`
        : `person ${sender.user}`;
    const left = this.#left.get(name) ?? { ...limits, at: now };
    for (const what of Object.keys(WORDS) as What[]) {
      left[what] = Math.min(
        limits[what],
        left[what] + (limits[what] * (now - left.at)) / MINUTE,
      );
    }
    left.at = now;
    // The one that sent last is the last to be forgotten.
    this.#left.delete(name);
    this.#left.set(name, left);
    if (this.#left.size > MOST_REMEMBERED) {
      const [oldest] = this.#left.keys();
      this.#left.delete(oldest);
    }
    return left;
  }
}
