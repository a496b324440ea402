// `ignoreBOM` keeps the mark in the text; it is taken off once, at the start of the body.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Gathers the bytes of one value, and forgets them once they are too many. @internal */
export class Bytes {
  #parts: Uint8Array[] = [];
  #length = 0;

  add(part: Uint8Array, most: number): void {
    this.#length += part.length;
    if (this.#length <= most) {
      this.#parts.push(part);
    } else {
      this.#parts = [];
    }
  }

  /** The text so far; afterwards the next value begins. */
  take(most: number): { text: string } | { problem: string } {
    const parts = this.#parts;
    const length = this.#length;
    this.#parts = [];
    this.#length = 0;
    if (length > most) {
      return {
        problem: `longer than ${most} bytes (${
          most / 1024 / 1024
        } MiB), the most that one may have`,
      };
    }
    try {
      return { text: decoder.decode(join(parts, length)) };
    } catch {
      return { problem: 'not UTF-8 text' };
    }
  }
}

function join(parts: Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) {
    return parts[0];
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
