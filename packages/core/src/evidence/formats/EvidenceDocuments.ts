import { InputError } from '@backstage/errors';
import { Cut, CutListener, JsonCutter, MOST_RECORD_BYTES } from './JsonCutter';
import {
  DocumentHead,
  DocumentReader,
  EvidenceFormat,
  FormatOutput,
} from './types';

/** One item of a request: a record still to be checked, with the format it came in, or why it is none. @public */
export type EvidenceItem =
  | { index: number; record: unknown; format?: string; characters: number }
  | { index: number; path?: string; reason: string };

/** What came of the items of one format: some say nothing, others become several records. @public */
export interface FormatCount {
  format: string;
  title: string;
  items: number;
  records: number;
}

const MOST_PIECE_BYTES = 8 * 1024 * 1024;
/** Characters that may come before it is clear what a document is. */
const MOST_UNDECIDED = 16 * 1024 * 1024;

class Head implements DocumentHead {
  readonly keys = new Set<string>();
  readonly #values = new Map<string, unknown>();

  addKey(key: string): void {
    this.keys.add(key);
  }

  /** Texts, numbers and flags; what is longer tells no format. */
  addValue(key: string, at: number | string | undefined, text: string): void {
    if (text.length < 1000 && typeof at !== 'number' && !/^[[{]/.test(text)) {
      try {
        this.#values.set(pathOf(key, at), JSON.parse(text));
      } catch {
        // Told where the piece is read.
      }
    }
  }

  value(path: string): unknown {
    return this.#values.get(path);
  }
}

/** What is known of the document that is read now. */
class Document {
  readonly head = new Head();
  readonly #next = new Map<string, number>();
  isList = false;
  format?: EvidenceFormat;
  reader?: DocumentReader;
  undecided: {
    key: string;
    at: number | string | undefined;
    index: number;
    value: string;
  }[] = [];
  undecidedLength = 0;

  next(key: string): number {
    const index = this.#next.get(key) ?? 0;
    this.#next.set(key, index + 1);
    return index;
  }
}

/**
 * Reads bodies of JSON: lists of records, `{"records": [...]}`, and the files and events of tools, one document or several behind
 * each other. Of what format a document is, is told by its content unless it is named. @public
 */
export class EvidenceDocuments {
  readonly #formats: readonly EvidenceFormat[];
  readonly #named: EvidenceFormat | undefined;
  readonly #cutter: JsonCutter;
  readonly #shared = new Map<string, unknown>();
  readonly #counts = new Map<string, FormatCount>();
  #items: EvidenceItem[] = [];
  #document: Document | undefined;
  #read = 0;

  /**
   * @param options.format - id of the format that every document of the body has
   * @throws InputError for a format that is not known
   */
  constructor(options: {
    formats: readonly EvidenceFormat[];
    format?: string;
  }) {
    this.#formats = options.formats;
    if (options.format !== undefined) {
      this.#named = options.formats.find(({ id }) => id === options.format);
      if (!this.#named) {
        throw new InputError(
          `format: '${
            options.format
          }' is not known; accepted are ${options.formats
            .map(({ id }) => id)
            .join(', ')}`,
        );
      }
    }
    this.#cutter = new JsonCutter(this.#listener());
  }

  /** What was read of formats other than records. */
  get counts(): FormatCount[] {
    return [...this.#counts.values()];
  }

  /** @throws InputError where the rest cannot be read; what was returned before stands */
  push(chunk: Uint8Array): EvidenceItem[] {
    try {
      this.#cutter.push(chunk);
    } catch (error) {
      throw this.#withCount(error);
    }
    return this.#take();
  }

  end(): EvidenceItem[] {
    try {
      this.#cutter.end();
    } catch (error) {
      throw this.#withCount(error);
    }
    if (this.#cutter.documents === 0) {
      throw this.#withCount(
        new InputError(`The body is empty: ${this.#accepted()}`),
      );
    }
    return this.#take();
  }

  /** What is left of the items that were read before an error. */
  rest(): EvidenceItem[] {
    return this.#take();
  }

  /** Reads an item that stands by itself, as a line does. */
  readLine(index: number, text: string): EvidenceItem[] {
    this.#item(index, { text });
    return this.#take();
  }

  #take(): EvidenceItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  #withCount(error: unknown): unknown {
    return error instanceof InputError
      ? new InputError(
          `${error.message}; ${
            this.#read === 0
              ? 'no record came before it'
              : `the ${this.#read} records before it were read`
          }`,
        )
      : error;
  }

  #accepted(): string {
    return `send a JSON array of records, {"records": [...]}, one record per line as application/x-ndjson, or a file of ${this.#formats
      .map(({ title }) => title)
      .join(', ')}`;
  }

  #listener(): CutListener {
    return {
      begin: kind => {
        this.#document = kind === 'object' ? new Document() : undefined;
      },
      key: key => this.#key(key),
      member: (key, at, value) => this.#member(key, at, value),
      element: (index, value) => this.#item(index, value),
      end: () => this.#endDocument(),
    };
  }

  #key(key: string): number {
    const document = this.#document!;
    document.head.addKey(key);
    if (key === 'records' && !document.format) {
      document.isList = true;
      return MOST_RECORD_BYTES;
    }
    this.#decide(document);
    return !document.format || document.format.keys.includes(key)
      ? MOST_PIECE_BYTES
      : 0;
  }

  #decide(document: Document): void {
    if (document.format || document.isList) {
      return;
    }
    const format =
      this.#named ??
      this.#formats.find(candidate => candidate.recognizes(document.head));
    if (format) {
      document.format = format;
      document.reader = format.read(this.#shared);
      const waiting = document.undecided;
      document.undecided = [];
      for (const { key, at, index, value } of waiting) {
        if (format.keys.includes(key)) {
          this.#give(document, key, at, index, value);
        }
      }
    }
  }

  #member(key: string, at: number | string | undefined, cut: Cut): void {
    const document = this.#document!;
    if (document.isList) {
      if (key === 'records') {
        if (typeof at !== 'number') {
          throw new InputError(`"records" is no array: ${this.#accepted()}`);
        }
        this.#item(at, cut);
      }
      return;
    }
    const index = document.next(key);
    if ('problem' in cut) {
      this.#items.push({ index, path: pathOf(key, at), reason: cut.problem });
      return;
    }
    if (!document.format) {
      document.head.addValue(key, at, cut.text);
      this.#decide(document);
    }
    if (document.format) {
      this.#give(document, key, at, index, cut.text);
    } else if (document.undecidedLength < MOST_UNDECIDED) {
      document.undecided.push({ key, at, index, value: cut.text });
      document.undecidedLength += cut.text.length;
    } else {
      throw this.#unknownDocument(document);
    }
  }

  #give(
    document: Document,
    key: string,
    at: number | string | undefined,
    index: number,
    text: string,
  ): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      this.#items.push({
        index,
        path: pathOf(key, at),
        reason: `not JSON: ${error instanceof Error ? error.message : error}`,
      });
      return;
    }
    this.#output(
      document.format!,
      document.reader!.take({ key, at, index, value }),
      text.length,
    );
  }

  #output(
    format: EvidenceFormat,
    outputs: FormatOutput[],
    characters: number,
  ): void {
    const count = this.#countOf(format);
    for (const output of outputs) {
      this.#read++;
      if ('record' in output) {
        count.records++;
        this.#items.push({ ...output, format: format.id, characters });
      } else {
        this.#items.push(output);
      }
    }
  }

  #countOf(format: EvidenceFormat): FormatCount {
    const known = this.#counts.get(format.id);
    if (known) {
      return known;
    }
    const count = {
      format: format.id,
      title: format.title,
      items: 0,
      records: 0,
    };
    this.#counts.set(format.id, count);
    return count;
  }

  #endDocument(): void {
    const document = this.#document;
    this.#document = undefined;
    if (!document || document.isList) {
      return;
    }
    this.#decide(document);
    if (!document.format) {
      throw this.#unknownDocument(document);
    }
    this.#output(document.format, document.reader!.end(), 0);
    this.#countOf(document.format).items += 1;
  }

  /** An element of a list, or a line: a record, or an event of a tool. */
  #item(index: number, cut: Cut): void {
    this.#read++;
    if ('problem' in cut) {
      this.#items.push({ index, reason: cut.problem });
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(cut.text);
    } catch (error) {
      this.#items.push({
        index,
        reason: `not JSON: ${error instanceof Error ? error.message : error}`,
      });
      return;
    }
    for (const format of this.#named ? [this.#named] : this.#formats) {
      const read = format.readEvent?.(value);
      if (read) {
        const count = this.#countOf(format);
        count.items++;
        if (Array.isArray(read)) {
          count.records += read.length;
          this.#items.push(
            ...read.map(record => ({
              index,
              record,
              format: format.id,
              characters: cut.text.length,
            })),
          );
        } else {
          this.#items.push({ index, ...read });
        }
        return;
      }
    }
    this.#items.push({ index, record: value, characters: cut.text.length });
  }

  #unknownDocument(document: Document): InputError {
    const { keys } = document.head;
    return new InputError(
      keys.has('kind') && keys.has('time')
        ? `The body is a record and not a list of them: ${this.#accepted()}`
        : `The object has no "records", and is none of the known formats: ${this.#accepted()}`,
    );
  }
}

function pathOf(key: string, at: number | string | undefined): string {
  if (at === undefined) {
    return key;
  }
  return typeof at === 'number' ? `${key}[${at}]` : `${key}.${at}`;
}
