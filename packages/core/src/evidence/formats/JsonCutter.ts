import { InputError } from '@backstage/errors';
import { Bytes } from './Bytes';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LONGEST_KEY = 1024;

/** A value that was cut out: its text, or why there is none. @internal */
export type Cut = { text: string } | { problem: string };

/** Is told what a body holds, in the order in which it holds it. @internal */
export interface CutListener {
  /** A document begins. */
  begin(kind: 'list' | 'object'): void;
  /** A key of a top-level object. @returns how many bytes one value under it may have; 0 to pass over it unread */
  key(key: string): number;
  /** A value under a wanted key; `at` is its place in a list or its key in an object, undefined for a plain value. */
  member(key: string, at: number | string | undefined, value: Cut): void;
  /** An element of a top-level list. */
  element(index: number, value: Cut): void;
  end(): void;
}

/** Longest element of a top-level list, in bytes: one record. A schema of ten thousand columns fits. @public */
export const MOST_RECORD_BYTES = 1024 * 1024;

type State =
  | 'between'
  | 'key'
  | 'in-key'
  | 'colon'
  | 'value'
  | 'element'
  | 'in-value'
  | 'after';

/** A list or an object whose members are cut apart. */
interface Container {
  kind: 'list' | 'object';
  /** Key or place of the member that is read now. */
  key: string;
  index: number;
  /** Most bytes of a member; 0 for members that are passed over. */
  most: number;
}

/**
 * Cuts JSON documents into the members of their members, chunk by chunk, holding one at a time. Only brackets and strings are
 * followed, so that a value with an error inside is cut out whole and refused alone, and a file of any size takes no more memory
 * than its largest value. Documents may stand one behind the other. @internal
 */
export class JsonCutter {
  readonly #listener: CutListener;
  readonly #bytes = new Bytes();
  #state: State = 'between';
  #documents = 0;
  #stack: Container[] = [];
  #key: number[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  #atStart = true;
  #mark = 0;

  constructor(listener: CutListener) {
    this.#listener = listener;
  }

  /** Documents that have begun so far. */
  get documents(): number {
    return this.#documents;
  }

  /** @throws InputError where the rest of the body cannot be told apart */
  push(chunk: Uint8Array): void {
    let start = this.#state === 'in-value' ? 0 : -1;
    for (let position = 0; position < chunk.length; position++) {
      const byte = chunk[position];
      if (this.#state === 'in-value') {
        const over = this.#isOver(byte);
        if (!over) {
          continue;
        }
        const end = over === 'with' ? position + 1 : position;
        this.#gather(chunk.subarray(start, end));
        start = -1;
        this.#endValue();
        if (over === 'with') {
          continue;
        }
      }
      if (this.#state === 'in-key') {
        this.#readKey(byte);
      } else if (!isSpace(byte) && !this.#isMark(byte)) {
        this.#structure(byte);
        if (this.#isInValue()) {
          start = position;
        }
      }
    }
    if (this.#isInValue() && start >= 0) {
      this.#gather(chunk.subarray(start));
    }
  }

  /** @throws InputError where the body ends inside a document */
  end(): void {
    if (this.#state !== 'between') {
      throw new InputError(
        'The body ends inside the JSON document: it was cut off, send it again whole',
      );
    }
  }

  #isInValue(): boolean {
    return this.#state === 'in-value';
  }

  /** The mark that some editors put first. */
  #isMark(byte: number): boolean {
    if (!this.#atStart) {
      return false;
    }
    if (byte === BYTE_ORDER_MARK[this.#mark]) {
      this.#mark++;
      return true;
    }
    this.#atStart = false;
    return false;
  }

  #top(): Container {
    return this.#stack[this.#stack.length - 1];
  }

  #gather(part: Uint8Array): void {
    const { most } = this.#top();
    if (most > 0 && part.length > 0) {
      // Copied, because the chunk may be used again by whoever read it.
      this.#bytes.add(part.slice(), most);
    }
  }

  #endValue(): void {
    this.#state = 'after';
    const top = this.#top();
    const { most } = top;
    if (most > 0) {
      const value = this.#bytes.take(most);
      const [outer] = this.#stack;
      if (this.#stack.length === 2) {
        this.#listener.member(
          outer.key,
          top.kind === 'list' ? top.index : top.key,
          value,
        );
      } else if (outer.kind === 'list') {
        this.#listener.element(outer.index, value);
      } else {
        this.#listener.member(outer.key, undefined, value);
      }
    }
    top.index++;
  }

  /** Whether this byte ends the value, and belongs to it (`with`) or not (`without`). */
  #isOver(byte: number): 'with' | 'without' | undefined {
    if (this.#inString) {
      if (this.#escaped) {
        this.#escaped = false;
      } else if (byte === BACKSLASH) {
        this.#escaped = true;
      } else if (byte === QUOTE) {
        this.#inString = false;
        return this.#depth === 0 ? 'with' : undefined;
      }
      return undefined;
    }
    if (byte === QUOTE) {
      this.#inString = true;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      this.#depth++;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (this.#depth === 0) {
        return 'without';
      }
      this.#depth--;
      return this.#depth === 0 ? 'with' : undefined;
    } else if (this.#depth === 0 && (byte === COMMA || isSpace(byte))) {
      return 'without';
    }
    return undefined;
  }

  #beginValue(byte: number): void {
    this.#state = 'in-value';
    this.#depth = byte === OPEN_OBJECT || byte === OPEN_ARRAY ? 1 : 0;
    this.#inString = byte === QUOTE;
    this.#escaped = false;
  }

  #readKey(byte: number): void {
    if (byte === QUOTE && !this.#escaped) {
      this.#state = 'colon';
      return;
    }
    this.#escaped = byte === BACKSLASH && !this.#escaped;
    if (this.#key.length < LONGEST_KEY) {
      this.#key.push(byte);
    }
  }

  #open(kind: 'list' | 'object', most: number): void {
    this.#stack.push({ kind, key: '', index: 0, most });
    this.#state = kind === 'list' ? 'element' : 'key';
  }

  #close(): void {
    this.#stack.pop();
    if (this.#stack.length === 0) {
      this.#state = 'between';
      this.#listener.end();
    } else {
      this.#state = 'after';
    }
  }

  #structure(byte: number): void {
    this.#atStart = false;
    const top = this.#top();
    switch (this.#state) {
      case 'between':
        if (byte !== OPEN_ARRAY && byte !== OPEN_OBJECT) {
          throw new InputError(
            this.#documents === 0
              ? 'The body is no JSON document'
              : this.#unexpected(byte, 'the end of the body'),
          );
        }
        this.#documents++;
        this.#listener.begin(byte === OPEN_ARRAY ? 'list' : 'object');
        this.#open(
          byte === OPEN_ARRAY ? 'list' : 'object',
          byte === OPEN_ARRAY ? MOST_RECORD_BYTES : 0,
        );
        return;
      case 'key':
        if (byte === QUOTE) {
          this.#key = [];
          this.#escaped = false;
          this.#state = 'in-key';
        } else if (byte === CLOSE_OBJECT) {
          this.#close();
        } else {
          throw new InputError(this.#unexpected(byte, 'a key in quotes'));
        }
        return;
      case 'colon':
        if (byte !== COLON) {
          throw new InputError(this.#unexpected(byte, "':'"));
        }
        top.key = keyOf(this.#key);
        if (this.#stack.length === 1) {
          top.most = this.#listener.key(top.key);
        }
        this.#state = 'value';
        return;
      case 'value':
        if (
          this.#stack.length === 1 &&
          top.most > 0 &&
          (byte === OPEN_ARRAY || byte === OPEN_OBJECT)
        ) {
          this.#open(byte === OPEN_ARRAY ? 'list' : 'object', top.most);
        } else {
          this.#beginValue(byte);
        }
        return;
      case 'element':
        if (byte === CLOSE_ARRAY) {
          this.#close();
        } else if (byte === COMMA) {
          throw new InputError(this.#unexpected(byte, 'a value'));
        } else {
          this.#beginValue(byte);
        }
        return;
      default:
        if (byte === COMMA) {
          this.#state = top.kind === 'list' ? 'element' : 'key';
        } else if (
          byte === (top.kind === 'list' ? CLOSE_ARRAY : CLOSE_OBJECT)
        ) {
          this.#close();
        } else {
          throw new InputError(
            this.#unexpected(
              byte,
              top.kind === 'list' ? "',' or ']'" : "',' or '}'",
            ),
          );
        }
    }
  }

  #unexpected(byte: number, expected: string): string {
    const place = this.#stack
      .map(({ kind, key, index }) =>
        kind === 'list' ? `[${index}]` : `.${key}`,
      )
      .join('')
      .replace(/^\./, '');
    return `The JSON document has '${String.fromCharCode(byte)}' ${
      place ? `at ${place}` : 'at its start'
    } where ${expected} should be`;
  }
}

function keyOf(bytes: number[]): string {
  try {
    return JSON.parse(`"${new TextDecoder().decode(new Uint8Array(bytes))}"`);
  } catch {
    throw new InputError('The JSON document has a key that cannot be read');
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
