import { InputError } from '@backstage/errors';
import { MOST_RECORD_BYTES } from '@meshproof/core';

// `ignoreBOM` keeps the mark in the text; it is taken off once, at the start of the body.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One record cut out of a body: its text, or why there is none. */
export type RecordText =
  | { index: number; text: string }
  | { index: number; problem: string };

/** Cuts a body into the texts of its records, chunk by chunk, holding at most one record. */
export interface RecordSplitter {
  /** The records that end in this chunk. @throws InputError where the rest of the body cannot be told apart. */
  push(chunk: Buffer): RecordText[];
  /** What is left when the body ends. @throws InputError where the body ends too early. */
  end(): RecordText[];
}

/** Gathers the bytes of one record, and forgets them once they are too many. */
export class RecordBytes {
  #parts: Buffer[] = [];
  #length = 0;

  get empty(): boolean {
    return this.#length === 0;
  }

  add(part: Buffer) {
    // Else a body of nothing but line ends would pile up as many empty parts.
    if (part.length === 0) {
      return;
    }
    this.#length += part.length;
    if (this.#length <= MOST_RECORD_BYTES) {
      this.#parts.push(part);
    } else {
      this.#parts = [];
    }
  }

  /** The record so far; afterwards the next one begins. */
  take(index: number): RecordText {
    const bytes = Buffer.concat(this.#parts);
    const tooLong = this.#length > MOST_RECORD_BYTES;
    this.#parts = [];
    this.#length = 0;
    if (tooLong) {
      return {
        index,
        problem: `longer than ${MOST_RECORD_BYTES} bytes (1 MiB), the most that one record may have`,
      };
    }
    try {
      return { index, text: decoder.decode(bytes) };
    } catch {
      return { index, problem: 'not UTF-8 text' };
    }
  }
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Hands on a body without the byte order mark that some editors put first. */
export class BodyStart {
  #held: Buffer | undefined = Buffer.alloc(0);

  /** The chunk to read; empty while too little of the body is here to tell. */
  strip(chunk: Buffer): Buffer {
    if (!this.#held) {
      return chunk;
    }
    const start = this.#held.length
      ? Buffer.concat([this.#held, chunk])
      : chunk;
    if (
      start.length < BYTE_ORDER_MARK.length &&
      BYTE_ORDER_MARK.subarray(0, start.length).equals(start)
    ) {
      this.#held = start;
      return Buffer.alloc(0);
    }
    this.#held = undefined;
    return start.subarray(0, 3).equals(BYTE_ORDER_MARK)
      ? start.subarray(3)
      : start;
  }
}

/** The error for a body that cannot be read on, with what was read before. */
export function unreadable(reason: string, read: number): InputError {
  return new InputError(
    `${reason}; ${
      read === 0
        ? 'no record came before it'
        : `the ${read} records before it were read`
    }`,
  );
}
