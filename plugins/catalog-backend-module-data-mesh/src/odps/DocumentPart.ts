/** What one reading of a document has found out so far. */
interface Reading {
  problems: string[];
  used: Set<string>;
}

/** A value of the document that has no place in the entity. */
export interface UnmappedPart {
  path: string;
  value: string;
}

const MAX_PARTS = 100;
const MAX_VALUE = 500;

const MAX_NESTING = 12;

/** JSON of a value, written only as far as it is shown: a document may repeat a large part a hundred times by aliases. */
function toShortJson(value: unknown): string {
  let left = MAX_VALUE;
  const write = (item: unknown, depth: number): string => {
    if (left <= 0 || depth > MAX_NESTING) {
      return '…';
    }
    if (typeof item !== 'object' || item === null) {
      const text = JSON.stringify(
        typeof item === 'string' ? item.slice(0, MAX_VALUE) : item,
      );
      left -= text.length;
      return text;
    }
    left -= 2;
    const fields: string[] = [];
    for (const [key, field] of Object.entries(item)) {
      if (left <= 0) {
        fields.push('…');
        break;
      }
      left -= Array.isArray(item) ? 1 : key.length + 4;
      const text = write(field, depth + 1);
      fields.push(
        Array.isArray(item)
          ? text
          : `${JSON.stringify(key.slice(0, MAX_VALUE))}:${text}`,
      );
    }
    return Array.isArray(item) ? `[${fields.join()}]` : `{${fields.join()}}`;
  };
  return write(value, 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object'
    ? 'an object'
    : `the ${typeof value} ${value}`;
}

/**
 * A mapping inside a document that remembers which of its fields were read. What nobody read has no place in the entity and is
 * listed by {@link DocumentPart.unmapped}.
 */
export class DocumentPart {
  readonly #value: Record<string, unknown>;
  readonly #path: string;
  readonly #reading: Reading;

  /** The whole document; `value` must be a mapping. */
  static root(value: Record<string, unknown>): DocumentPart {
    return new DocumentPart(value, '', { problems: [], used: new Set() });
  }

  private constructor(
    value: Record<string, unknown>,
    path: string,
    reading: Reading,
  ) {
    this.#value = value;
    this.#path = path;
    this.#reading = reading;
  }

  get problems(): string[] {
    return this.#reading.problems;
  }

  problem(key: string, message: string) {
    this.#reading.problems.push(`${this.pathOf(key)}: ${message}`);
  }

  pathOf(key: string): string {
    return this.#path ? `${this.#path}.${key}` : key;
  }

  /** Says that a field that was read has no place after all. */
  release(key: string) {
    this.#reading.used.delete(this.pathOf(key));
  }

  /** Leaves a field out of what is kept. */
  ignore(key: string) {
    this.#use(key);
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined;
  }

  /** A text field, trimmed; a problem where it is something else. */
  text(key: string, options?: { required: boolean }): string | undefined {
    const value = this.#get(key);
    if (value === undefined) {
      if (options?.required) {
        this.problem(key, 'is missing');
      }
      return undefined;
    }
    this.#use(key);
    if (typeof value !== 'string') {
      const quotes =
        isObject(value) || Array.isArray(value) ? '' : '; put it in quotes';
      this.problem(key, `must be text, found ${nameOf(value)}${quotes}`);
      return undefined;
    }
    const text = value.trim();
    if (!text && options?.required) {
      this.problem(key, 'must not be empty');
    }
    return text || undefined;
  }

  /** A list of texts. */
  texts(key: string): string[] {
    const texts: string[] = [];
    for (const [index, value] of this.#list(key).entries()) {
      if (typeof value === 'string') {
        this.#use(`${key}[${index}]`);
        texts.push(value);
      } else {
        this.problem(
          `${key}[${index}]`,
          `must be text, found ${nameOf(value)}`,
        );
      }
    }
    return texts;
  }

  /** A mapping. */
  part(key: string): DocumentPart | undefined {
    const value = this.#get(key);
    if (value === undefined) {
      return undefined;
    }
    if (!isObject(value)) {
      this.problem(key, `must be a mapping, found ${nameOf(value)}`);
      return undefined;
    }
    return new DocumentPart(value, this.pathOf(key), this.#reading);
  }

  /** Whether the field holds a list, where a standard allows both. */
  isList(key: string): boolean {
    return Array.isArray(this.#get(key));
  }

  /** A list of mappings. */
  parts(key: string): DocumentPart[] {
    const parts: DocumentPart[] = [];
    for (const [index, value] of this.#list(key).entries()) {
      if (isObject(value)) {
        parts.push(
          new DocumentPart(
            value,
            `${this.pathOf(key)}[${index}]`,
            this.#reading,
          ),
        );
      } else {
        this.problem(
          `${key}[${index}]`,
          `must be a mapping, found ${nameOf(value)}`,
        );
      }
    }
    return parts;
  }

  /** Everything that was not read, each at the highest level at which nothing was; at most 100 parts of 500 characters. */
  unmapped(): UnmappedPart[] {
    const parts: UnmappedPart[] = [];
    let left = 0;
    const { used } = this.#reading;
    const ancestors = new Set<string>();
    for (const path of used) {
      for (let end = path.length; end > 0; ) {
        end = Math.max(
          path.lastIndexOf('.', end - 1),
          path.lastIndexOf('[', end - 1),
        );
        if (end > 0) {
          ancestors.add(path.slice(0, end));
        }
      }
    }
    const visit = (value: unknown, path: string) => {
      if (value === null || value === undefined || used.has(path)) {
        return;
      }
      if (ancestors.has(path)) {
        for (const [key, item] of Object.entries(value)) {
          visit(
            item,
            Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`,
          );
        }
        return;
      }
      if (parts.length >= MAX_PARTS) {
        left += 1;
        return;
      }
      const text =
        typeof value === 'string' ? value.trim() : toShortJson(value);
      parts.push({
        path: path.slice(0, MAX_VALUE),
        value: text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text,
      });
    };
    for (const [key, value] of Object.entries(this.#value)) {
      visit(value, this.pathOf(key));
    }
    if (left > 0) {
      parts.push({ path: '…', value: `and ${left} more` });
    }
    return parts;
  }

  #use(key: string) {
    this.#reading.used.add(this.pathOf(key));
  }

  #get(key: string): unknown {
    const value = Object.prototype.hasOwnProperty.call(this.#value, key)
      ? this.#value[key]
      : undefined;
    return value === null ? undefined : value;
  }

  #list(key: string): unknown[] {
    const value = this.#get(key);
    if (value === undefined) {
      return [];
    }
    if (!Array.isArray(value)) {
      this.problem(key, `must be a list, found ${nameOf(value)}`);
      return [];
    }
    return value;
  }
}
