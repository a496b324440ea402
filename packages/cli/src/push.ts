import type { EvidenceReceipt } from '@meshproof/backstage-plugin-data-mesh-common';
import { setTimeout as pause } from 'node:timers/promises';
import { ExitCode } from './ExitCode';
import { NotSentError } from './NotSentError';
import { Answer, post } from './post';
import { PushFiles, PushPart } from './PushFiles';
import { receiptText } from './receiptText';
import { UsageError } from './UsageError';
import type { Surroundings } from './main';

const ATTEMPTS = 8;
const LONGEST_WAIT = 30_000;
/** Those of a portal, or of a proxy before it, that is away for a moment. */
const AGAIN = [408, 425, 429, 502, 503, 504];

/** Sends files as evidence; all of them again while the portal is away, since what is stored is not stored twice. */
export async function push(
  options: Surroundings & {
    files: string[];
    url?: string;
    format?: string;
    publisher?: string;
    json?: boolean;
    'allow-refused'?: boolean;
  },
): Promise<ExitCode> {
  const { stdout, stderr, env } = options;
  const address = addressOf(options.url ?? env.MESHPROOF_URL, options);
  const token = env.MESHPROOF_TOKEN?.trim();
  if (!token) {
    throw new UsageError(
      'Set MESHPROOF_TOKEN to the token of a publisher; it is no option, because others on the machine can read those',
    );
  }
  const files = await PushFiles.open(options.files, options.stdin);
  try {
    stderr.write(`Sending ${files.description} to ${address.origin}\n`);
    const receipts: EvidenceReceipt[] = [];
    for (const part of files.parts) {
      receipts.push(await send(address, token, files, part, stderr));
    }
    const receipt = together(receipts);
    stdout.write(
      options.json
        ? `${JSON.stringify(receipt, undefined, 2)}\n`
        : receiptText(receipt),
    );
    return receipt.rejectedTotal === 0 || options['allow-refused']
      ? ExitCode.Accepted
      : ExitCode.SomeRefused;
  } finally {
    await files.close();
  }
}

function addressOf(
  text: string | undefined,
  options: { format?: string; publisher?: string },
): URL {
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
  )}/api/data-mesh/evidence`;
  address.search = '';
  for (const name of ['format', 'publisher'] as const) {
    const value = options[name];
    if (value) {
      address.searchParams.set(name, value);
    }
  }
  return address;
}

async function send(
  address: URL,
  token: string,
  files: PushFiles,
  part: PushPart,
  stderr: Surroundings['stderr'],
): Promise<EvidenceReceipt> {
  for (let attempt = 1; ; attempt++) {
    let trouble: string;
    let wait = Math.min(LONGEST_WAIT, 1_000 * 2 ** (attempt - 1));
    try {
      const answer = await post(address, token, part, () => files.read(part));
      if (answer.status === 200) {
        return receiptOf(answer);
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

/** One receipt for all parts. Places of what was refused are those in its own part. */
function together(receipts: EvidenceReceipt[]): EvidenceReceipt {
  const sum = (of: (receipt: EvidenceReceipt) => number) =>
    receipts.reduce((total, receipt) => total + of(receipt), 0);
  const formats = receipts.flatMap(receipt => receipt.formats ?? []);
  return {
    accepted: sum(({ accepted }) => accepted),
    duplicates: sum(({ duplicates }) => duplicates),
    rejected: receipts.flatMap(({ rejected }) => rejected),
    rejectedTotal: sum(({ rejectedTotal }) => rejectedTotal),
    ...(formats.length > 0 ? { formats } : {}),
  };
}

function receiptOf(answer: Answer): EvidenceReceipt {
  try {
    const receipt = JSON.parse(answer.body);
    if (typeof receipt.accepted === 'number') {
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
