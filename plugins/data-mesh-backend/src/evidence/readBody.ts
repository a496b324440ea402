import { InputError, isError } from '@backstage/errors';
import { Request } from 'express';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BodyTooLargeError } from './BodyTooLargeError';
import { DocumentSplitter } from './DocumentSplitter';
import { LineSplitter } from './LineSplitter';
import { RecordSplitter, RecordText, unreadable } from './RecordSplitter';

const LINES = [
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
];
const DOCUMENTS = ['application/json'];

/**
 * The records of a request, in the order they arrive. Nothing is read ahead of what the consumer asks for, so that a slow
 * database slows the sender down instead of filling the memory.
 *
 * @param mostBytes - after unpacking; a body that is longer is read to there
 * @throws InputError for a body that cannot be read, or cannot be read on; BodyTooLargeError for one that is too long.
 */
export async function* readBody(
  request: Request,
  mostBytes: number,
): AsyncIterable<RecordText> {
  const splitter = splitterFor(request);
  const body = bodyOf(request);
  let read = 0;
  let bytes = 0;
  try {
    // Left open when reading stops early: closing the request would cut off the answer that says why.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        throw new BodyTooLargeError(
          `The body is longer than ${mostBytes} bytes, the most that one request may have after unpacking: send what is left in further requests, or raise dataMesh.evidence.maxSize`,
        );
      }
      for (const record of splitter.push(chunk)) {
        read = record.index + 1;
        yield record;
      }
    }
  } catch (error) {
    discardRest(request);
    throw readable(error, read);
  }
  yield* splitter.end();
}

/** Many senders read the answer only after they have sent everything. */
function discardRest(request: Request) {
  request.unpipe();
  request.on('data', () => {});
}

function splitterFor(request: Request): RecordSplitter {
  const type = (request.headers['content-type'] ?? '')
    .split(';', 1)[0]
    .trim()
    .toLowerCase();
  if (LINES.includes(type)) {
    return new LineSplitter();
  }
  if (DOCUMENTS.includes(type)) {
    return new DocumentSplitter();
  }
  throw new InputError(
    `Content-Type is '${type}'; send application/x-ndjson with one record per line, or application/json with an array or {"records": [...]}`,
  );
}

function bodyOf(request: Request): Readable {
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
