import { InputError, isError } from '@backstage/errors';
import { EvidenceDocuments, EvidenceItem } from '@meshproof/core';
import { Request } from 'express';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BodyTooLargeError } from './BodyTooLargeError';
import { BodyTooSlowError } from './BodyTooSlowError';
import { LineSplitter } from './LineSplitter';
import { RecordText, unreadable } from './RecordSplitter';

const LINES = [
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
];
const DOCUMENTS = ['application/json'];

/** Cuts a body into items, chunk by chunk. */
interface Cutter {
  push(chunk: Buffer): EvidenceItem[];
  end(): EvidenceItem[];
}

/** What a request may ask of a backend. */
export interface BodyLimits {
  /** Longest body, after unpacking; one that is longer is read to there. */
  mostBytes: number;
  /** How long nothing of the body may come, milliseconds. */
  patience: number;
}

/**
 * The items of a request, in the order they arrive. Nothing is read ahead of what the consumer asks for, so that a slow
 * database slows the sender down instead of filling the memory.
 *
 * @throws InputError for a body that cannot be read, or cannot be read on; BodyTooLargeError for one that is too long;
 * BodyTooSlowError for one that does not go on.
 */
export async function* readBody(
  request: Request,
  documents: EvidenceDocuments,
  limits: BodyLimits,
): AsyncIterable<EvidenceItem> {
  const { mostBytes } = limits;
  const cutter = cutterFor(request, documents);
  const body = bodyOf(request);
  let read = 0;
  let bytes = 0;
  let isWhole = false;
  try {
    for await (const chunk of chunksOf(body, limits)) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        throw new BodyTooLargeError(
          `The body is longer than ${mostBytes} bytes, the most that one request may have after unpacking: send what is left in further requests, or raise dataMesh.evidence.maxSize`,
        );
      }
      for (const item of cutter.push(chunk)) {
        read++;
        yield item;
      }
    }
    isWhole = true;
  } catch (error) {
    // What was cut out before stands.
    yield* documents.rest();
    throw readable(error, read);
  } finally {
    // Also where whoever reads the items stops, because they cannot be stored.
    if (!isWhole) {
      discardRest(request);
    }
  }
  yield* cutter.end();
}

/** The pieces of a body, as long as there is no long silence between them. The time that storing takes does not count. */
async function* chunksOf(
  body: Readable,
  { patience }: BodyLimits,
): AsyncIterable<Buffer> {
  // Left open when reading stops early: closing the request would cut off the answer that says why.
  const chunks = body.iterator({ destroyOnReturn: false });
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new BodyTooSlowError(
              `Nothing of the body came for ${
                patience / 1_000
              } s: send it again, from a file where what makes it is slow`,
            ),
          ),
        patience,
      );
    });
    try {
      const next = await Promise.race([chunks.next(), silence]);
      if (next.done) {
        return;
      }
      yield next.value;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Many senders read the answer only after they have sent everything. */
export function discardRest(request: Request) {
  request.unpipe();
  request.on('data', () => {});
}

function cutterFor(request: Request, documents: EvidenceDocuments): Cutter {
  const type = (request.headers['content-type'] ?? '')
    .split(';', 1)[0]
    .trim()
    .toLowerCase();
  if (LINES.includes(type)) {
    const lines = new LineSplitter();
    const read = (texts: RecordText[]) =>
      texts.flatMap((line): EvidenceItem[] =>
        'text' in line
          ? documents.readLine(line.index, line.text)
          : [{ index: line.index, reason: line.problem }],
      );
    return {
      push: chunk => read(lines.push(chunk)),
      end: () => read(lines.end()),
    };
  }
  if (DOCUMENTS.includes(type)) {
    return documents;
  }
  throw new InputError(
    `Content-Type is '${type}'; send application/x-ndjson with one record per line, or application/json with an array, {"records": [...]} or the file of a tool`,
  );
}

/** The body, unpacked. @throws InputError for a packing that is not known */
export function bodyOf(request: Request): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  if (encoding === 'identity') {
    return request;
  }
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    const gunzip = createGunzip();
    // Not `pipeline`, which would close the request with the first error.
    request.once('error', error => gunzip.destroy(error));
    request.pipe(gunzip);
    return gunzip;
  }
  throw new InputError(
    `Content-Encoding is '${encoding}'; send gzip, or leave it out`,
  );
}

function readable(error: unknown, read: number): unknown {
  const code = isError(error) ? String(error.code ?? '') : '';
  if (code === 'Z_BUF_ERROR') {
    return unreadable(
      'The gzip body ends too early: send it again whole',
      read,
    );
  }
  if (code.startsWith('Z_')) {
    return unreadable(
      'The body is not gzip, although Content-Encoding says so, or it is damaged',
      read,
    );
  }
  return error;
}
