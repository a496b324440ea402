import { IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { UsageError } from './UsageError';

const SILENCE = 5 * 60_000;

/** What a portal said. */
export interface Answer {
  status: number;
  body: string;
  /** Where it sends to. */
  location?: string;
  /** Seconds. */
  retryAfter?: number;
}

/** What is sent, as often as it takes. */
export interface Sending {
  address: URL;
  token: string;
  method: 'POST' | 'PUT';
  type: 'application/json' | 'application/x-ndjson';
  open(): Readable;
}

/**
 * Sends a body in pieces, packed. A portal may answer before it has read all of it, as it does to a wrong token; then that is the answer,
 * and not the broken connection that follows. This is why it is not `fetch`.
 */
export async function post(sending: Sending): Promise<Answer> {
  const { address, token, method, type, open } = sending;
  const send = address.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(address, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json',
      'Content-Type': type,
      'Content-Encoding': 'gzip',
    },
  });
  request.setTimeout(SILENCE, () =>
    request.destroy(new Error(`no answer for ${SILENCE / 60_000} minutes`)),
  );
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
  // Looked at below, unless the request fails first.
  answered.catch(() => {});
  const sent = pipeline(open(), createGzip(), request).catch(error => {
    if (error instanceof UsageError) {
      throw error;
    }
    // Whether there is an answer nevertheless shows next.
  });
  const response = await Promise.race([
    answered,
    sent.then(() => answered),
  ]).catch(async error => {
    // A file that broke off breaks the request too, and is the reason to tell.
    await sent;
    throw error;
  });
  const { statusCode = 0, headers } = response;
  const body = await text(response);
  request.destroy();
  await sent;
  return {
    status: statusCode,
    body,
    location: headers.location,
    retryAfter: secondsUntil(headers['retry-after']),
  };
}

/** What `Retry-After` says: a number of seconds, or a date. */
function secondsUntil(header: string | undefined): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  const seconds = Number.isNaN(Number(header))
    ? (Date.parse(header) - Date.now()) / 1_000
    : Number(header);
  return seconds > 0 ? Math.ceil(seconds) : undefined;
}
