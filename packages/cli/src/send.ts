import { setTimeout as pause } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import { NotSentError } from './NotSentError';
import { Answer, post, Sending } from './post';
import { UsageError } from './UsageError';

const ATTEMPTS = 8;
const LONGEST_WAIT = 30_000;
/** Those of a portal, or of a proxy before it, that is away for a moment. */
const AGAIN = [408, 425, 429, 502, 503, 504];

/**
 * Sends a body, all of it again while the portal is away, since what is stored is not stored twice.
 *
 * @returns what the portal answered with status 200
 */
export async function send(
  sending: Sending,
  stderr: Writable,
): Promise<Answer> {
  const { address } = sending;
  for (let attempt = 1; ; attempt++) {
    let trouble: string;
    let wait = Math.min(LONGEST_WAIT, 1_000 * 2 ** (attempt - 1));
    try {
      const answer = await post(sending);
      if (answer.status === 200) {
        return answer;
      }
      trouble = `${address.origin} answered ${answer.status}: ${wordsOf(
        answer,
      )}`;
      if (!AGAIN.includes(answer.status)) {
        throw new NotSentError(trouble);
      }
      wait = Math.max(wait, (answer.retryAfter ?? 0) * 1_000);
    } catch (error) {
      if (error instanceof NotSentError || error instanceof UsageError) {
        throw error;
      }
      trouble = `${address.origin} cannot be reached: ${
        (error as Error).message || (error as NodeJS.ErrnoException).code
      }`;
    }
    if (attempt === ATTEMPTS) {
      throw new NotSentError(
        `${trouble}. Given up after ${ATTEMPTS} attempts; send the same again later, what was stored is not stored twice`,
      );
    }
    stderr.write(`${trouble}. Next attempt in ${wait / 1_000} s\n`);
    await pause(wait);
  }
}

/** What a portal needs to be reached, from options and environment. */
export function portalOf(
  url: string | undefined,
  env: Record<string, string | undefined>,
  path: string,
): { address: URL; token: string } {
  const address = addressOf(url ?? env.MESHPROOF_URL, path);
  const token = env.MESHPROOF_TOKEN?.trim();
  if (!token) {
    throw new UsageError(
      'Set MESHPROOF_TOKEN to the token of a publisher; it is no option, because others on the machine can read those',
    );
  }
  return { address, token };
}

function addressOf(text: string | undefined, path: string): URL {
  if (!text) {
    throw new UsageError(
      "Say where to send to: --url https://portal.example, or MESHPROOF_URL. It is the address of the portal's backend",
    );
  }
  let address: URL;
  try {
    address = new URL(text);
  } catch {
    throw new UsageError(`'${text}' is no address; write https://...`);
  }
  if (!['http:', 'https:'].includes(address.protocol)) {
    throw new UsageError(`'${text}' is no address; write https://...`);
  }
  address.pathname = `${address.pathname.replace(
    /(\/api\/data-mesh(\/evidence)?)?\/*$/,
    '',
  )}/api/data-mesh/${path}`;
  address.search = '';
  return address;
}

/**
 * The receipt in an answer.
 *
 * @param field - a number that every receipt of this kind has
 */
export function receiptOf<T>(answer: Answer, field: keyof T): T {
  try {
    const receipt = JSON.parse(answer.body);
    if (typeof receipt[field] === 'number') {
      return receipt;
    }
  } catch {
    // Told below.
  }
  throw new NotSentError(
    `What answered is no Meshproof backend: ${wordsOf(
      answer,
    )}. Is the address that of the portal's backend?`,
  );
}

function wordsOf({ body, location }: Answer): string {
  if (location !== undefined) {
    return `it sends to ${location}; use that address`;
  }
  try {
    const { error } = JSON.parse(body);
    return String(error.message || error.name);
  } catch {
    return body.replace(/\s+/g, ' ').trim().slice(0, 200) || 'nothing';
  }
}
