import { parseTime } from './parseTime';

/**
 * Why a record is refused. Thrown, and yet no `Error`: a million records may be refused in one request, and the trace that an `Error`
 * begins with costs several times what reading the record does. @internal
 */
export class RecordError {
  constructor(readonly path: string, readonly reason: string) {}
}

function shown(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(
      value.length > 60 ? `${value.slice(0, 57)}...` : value,
    );
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' && value !== null
    ? 'an object'
    : String(value);
}

const REFERENCE =
  /^(?:([a-zA-Z][a-zA-Z0-9]{0,62}):)?(?:([a-zA-Z0-9][a-zA-Z0-9_.-]{0,62})\/)?([a-zA-Z0-9][a-zA-Z0-9_.-]{0,62})$/;

/**
 * Reads the fields of one object by name, strictly: nothing is converted, nothing that is not asked for is seen. Written by
 * hand because a record costs a microsecond this way, and because each refusal names its field and what to write. @internal
 */
export class FieldReader {
  private constructor(
    private readonly fields: Record<string, unknown>,
    private readonly path: string,
  ) {}

  static of(value: unknown, path = ''): FieldReader {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new RecordError(
        path,
        path === ''
          ? `A record must be a JSON object, but is ${shown(value)}.`
          : `"${path}" must be an object, but is ${shown(value)}.`,
      );
    }
    return new FieldReader(value as Record<string, unknown>, path);
  }

  refuse(name: string, why: string): never {
    const path = this.pathOf(name);
    throw new RecordError(path, `"${path}" ${why}.`);
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  private get(name: string): unknown {
    return Object.prototype.hasOwnProperty.call(this.fields, name)
      ? this.fields[name] ?? undefined
      : undefined;
  }

  private need(name: string): unknown {
    const value = this.get(name);
    return value === undefined ? this.refuse(name, 'is missing') : value;
  }

  text(name: string, length: number): string {
    return this.checkText(name, this.need(name), length);
  }

  optionalText(name: string, length: number): string | undefined {
    const value = this.get(name);
    return value === undefined
      ? undefined
      : this.checkText(name, value, length);
  }

  private checkText(name: string, value: unknown, length: number): string {
    if (typeof value !== 'string') {
      return this.refuse(name, `must be a text, but is ${shown(value)}`);
    }
    if (value.length > length) {
      return this.refuse(
        name,
        `has ${value.length} characters; at most ${length} are accepted`,
      );
    }
    const trimmed = value.trim();
    if (trimmed === '') {
      return this.refuse(name, 'is empty');
    }
    // PostgreSQL cannot store NUL, and half a surrogate pair is no text.
    if (trimmed.includes('\0') || !isWellFormed(trimmed)) {
      return this.refuse(name, 'holds characters that are no text');
    }
    return trimmed;
  }

  optionalTexts(
    name: string,
    most: number,
    length: number,
  ): string[] | undefined {
    const value = this.get(name);
    if (value === undefined) {
      return undefined;
    }
    return this.checkList(name, value, most).map((item, index) =>
      this.checkText(`${name}[${index}]`, item, length),
    );
  }

  private checkList(name: string, value: unknown, most: number): unknown[] {
    if (!Array.isArray(value)) {
      return this.refuse(name, `must be a list, but is ${shown(value)}`);
    }
    if (value.length > most) {
      return this.refuse(
        name,
        `has ${value.length} items; at most ${most} are accepted`,
      );
    }
    return value;
  }

  group(name: string): FieldReader {
    return FieldReader.of(this.need(name), this.pathOf(name));
  }

  optionalGroup(name: string): FieldReader | undefined {
    const value = this.get(name);
    return value === undefined
      ? undefined
      : FieldReader.of(value, this.pathOf(name));
  }

  groups(name: string, most: number): FieldReader[] {
    return this.checkList(name, this.need(name), most).map((item, index) =>
      FieldReader.of(item, this.pathOf(`${name}[${index}]`)),
    );
  }

  oneOf<T extends string>(name: string, accepted: readonly T[]): T {
    const value = this.need(name);
    return accepted.includes(value as T)
      ? (value as T)
      : this.refuse(
          name,
          `is ${shown(value)}; accepted: ${accepted.join(', ')}`,
        );
  }

  optionalOneOf<T extends string>(
    name: string,
    accepted: readonly T[],
  ): T | undefined {
    return this.get(name) === undefined
      ? undefined
      : this.oneOf(name, accepted);
  }

  someOf<T extends string>(name: string, accepted: readonly T[]): T[] {
    const list = this.checkList(name, this.need(name), 100);
    for (const [index, item] of list.entries()) {
      if (!accepted.includes(item as T)) {
        this.refuse(
          `${name}[${index}]`,
          `is ${shown(item)}; accepted: ${accepted.join(', ')}`,
        );
      }
    }
    return accepted.filter(item => list.includes(item));
  }

  optionalNumber(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined) {
      return undefined;
    }
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : this.refuse(name, `must be a number, but is ${shown(value)}`);
  }

  count(name: string): number {
    const value = this.need(name);
    return typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      value >= 0
      ? value
      : this.refuse(
          name,
          `must be a whole number from 0 up, but is ${shown(value)}`,
        );
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.get(name);
    return value === undefined || typeof value === 'boolean'
      ? value
      : this.refuse(name, `must be true or false, but is ${shown(value)}`);
  }

  time(name: string, options: { dateOnly?: boolean } = {}): number {
    const value = this.need(name);
    const parsed =
      typeof value === 'string'
        ? parseTime(value, options.dateOnly ?? false)
        : undefined;
    return (
      parsed ??
      this.refuse(
        name,
        `is ${shown(
          value,
        )}; write an ISO 8601 time with its zone, such as 2026-11-20T10:03:00Z${
          options.dateOnly ? ', or a date such as 2026-11-20' : ''
        }`,
      )
    );
  }

  optionalTime(
    name: string,
    options: { dateOnly?: boolean } = {},
  ): number | undefined {
    return this.get(name) === undefined ? undefined : this.time(name, options);
  }

  reference(name: string): string {
    return this.referenceOf(name, this.text(name, 256));
  }

  optionalReference(name: string, kind?: string): string | undefined {
    const value = this.optionalText(name, 256);
    return value === undefined
      ? undefined
      : this.referenceOf(name, value, kind);
  }

  /** `kind:namespace/name` in lower case; with a kind given, only that one, and it may be left out. */
  referenceOf(name: string, value: string, kind?: string): string {
    const match = REFERENCE.exec(value);
    const found = match?.[1]?.toLowerCase() ?? kind;
    if (!match || found === undefined || (kind && found !== kind)) {
      return this.refuse(
        name,
        `is ${shown(value)}; write an entity reference, ${
          kind ?? 'component'
        }:default/name`,
      );
    }
    const [, , namespace = 'default', entity] = match;
    return `${found}:${namespace}/${entity}`.toLowerCase();
  }
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(
    text,
  );
}
