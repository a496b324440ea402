import {
  BodyStart,
  RecordBytes,
  RecordSplitter,
  RecordText,
  unreadable,
} from './RecordSplitter';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LONGEST_KEY = 100;

const ACCEPTED =
  'send a JSON array of records, {"records": [...]}, or one record per line as application/x-ndjson';

/**
 * Where in the document the next byte is:
 * `start` before anything; `key` inside an object, before a key or its end; `in-key` inside one; `colon` after it; `value` before the
 * value of another key than `records`; `in-value` inside that; `item` before a record or the array's
 * end; `in-item` inside a record; `after-item` behind it; `after-value` behind a member of the object; `done` behind everything.
 */
type State =
  | 'start'
  | 'key'
  | 'in-key'
  | 'colon'
  | 'value'
  | 'in-value'
  | 'item'
  | 'in-item'
  | 'after-item'
  | 'after-value'
  | 'done';

/**
 * A JSON array of records, or an object with one under `records`. Only brackets and strings are followed here, so that a record
 * with an error inside is cut out whole and refused alone.
 */
export class DocumentSplitter implements RecordSplitter {
  readonly #start = new BodyStart();
  readonly #item = new RecordBytes();
  #state: State = 'start';
  #key = '';
  #inObject = false;
  #foundRecords = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #index = 0;

  push(input: Buffer): RecordText[] {
    const chunk = this.#start.strip(input);
    const records: RecordText[] = [];
    let itemStart = 0;
    for (let position = 0; position < chunk.length; position++) {
      const byte = chunk[position];
      if (this.#state === 'in-item' || this.#state === 'in-value') {
        const over = this.#isOver(byte);
        if (!over) {
          continue;
        }
        const isItem = this.#state === 'in-item';
        if (isItem) {
          const end = over === 'with' ? position + 1 : position;
          this.#item.add(chunk.subarray(itemStart, end));
          records.push(this.#item.take(this.#index++));
        }
        this.#state = isItem ? 'after-item' : 'after-value';
        if (over === 'with') {
          continue;
        }
      }
      if (this.#state === 'in-key') {
        this.#readKey(byte);
      } else if (!isSpace(byte)) {
        this.#between(byte);
        if (this.#isInItem()) {
          itemStart = position;
        }
      }
    }
    if (this.#isInItem()) {
      this.#item.add(chunk.subarray(itemStart));
    }
    return records;
  }

  end(): RecordText[] {
    switch (this.#state) {
      case 'done':
        if (!this.#foundRecords) {
          throw unreadable(`The object has no "records": ${ACCEPTED}`, 0);
        }
        return [];
      case 'start':
        throw unreadable(`The body is empty: ${ACCEPTED}`, 0);
      default:
        throw unreadable(
          `The body ends inside ${
            this.#state === 'in-item'
              ? `record ${this.#index}`
              : 'the JSON document'
          }: it was cut off, send it again whole`,
          this.#index,
        );
    }
  }

  #isInItem(): boolean {
    return this.#state === 'in-item';
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

  #begin(state: 'in-item' | 'in-value', byte: number) {
    this.#state = state;
    this.#depth = byte === OPEN_OBJECT || byte === OPEN_ARRAY ? 1 : 0;
    this.#inString = byte === QUOTE;
    this.#escaped = false;
  }

  #readKey(byte: number) {
    if (byte === QUOTE && !this.#escaped) {
      this.#state = 'colon';
      return;
    }
    this.#escaped = byte === BACKSLASH && !this.#escaped;
    if (this.#key.length < LONGEST_KEY) {
      this.#key += String.fromCharCode(byte);
    }
  }

  #between(byte: number) {
    switch (this.#state) {
      case 'start':
        if (byte === OPEN_ARRAY) {
          this.#openRecords();
        } else if (byte === OPEN_OBJECT) {
          this.#inObject = true;
          this.#state = 'key';
        } else {
          throw unreadable(`The body is no JSON document: ${ACCEPTED}`, 0);
        }
        return;
      case 'key':
        if (byte === QUOTE) {
          this.#key = '';
          this.#escaped = false;
          this.#state = 'in-key';
        } else if (byte === CLOSE_OBJECT) {
          this.#state = 'done';
        } else {
          throw this.#unexpected(byte, 'a key in quotes');
        }
        return;
      case 'colon':
        if (byte !== COLON) {
          throw this.#unexpected(byte, "':'");
        }
        this.#state = 'value';
        return;
      case 'value':
        if (this.#key !== 'records') {
          this.#begin('in-value', byte);
        } else if (byte === OPEN_ARRAY) {
          this.#openRecords();
        } else {
          throw unreadable(`"records" is no array: ${ACCEPTED}`, this.#index);
        }
        return;
      case 'item':
        if (byte === CLOSE_ARRAY) {
          this.#closeRecords();
        } else if (byte === COMMA) {
          throw this.#unexpected(byte, 'a record');
        } else {
          this.#begin('in-item', byte);
        }
        return;
      case 'after-item':
        if (byte === COMMA) {
          this.#state = 'item';
        } else if (byte === CLOSE_ARRAY) {
          this.#closeRecords();
        } else {
          throw this.#unexpected(byte, "',' or ']'");
        }
        return;
      case 'after-value':
        if (byte === COMMA) {
          this.#state = 'key';
        } else if (byte === CLOSE_OBJECT) {
          this.#state = 'done';
        } else {
          throw this.#unexpected(byte, "',' or '}'");
        }
        return;
      default:
        throw this.#foundRecords
          ? this.#unexpected(byte, 'the end of the body')
          : unreadable(
              `The body is a record and not a list of them: ${ACCEPTED}`,
              0,
            );
    }
  }

  #openRecords() {
    this.#foundRecords = true;
    this.#state = 'item';
  }

  #closeRecords() {
    this.#state = this.#inObject ? 'after-value' : 'done';
  }

  #unexpected(byte: number, expected: string) {
    return unreadable(
      `The JSON document has '${String.fromCharCode(byte)}' ${
        this.#index === 0 ? 'at its start' : `after record ${this.#index - 1}`
      } where ${expected} should be`,
      this.#index,
    );
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
