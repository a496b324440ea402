import { MAX_CONTRACT_BYTES } from '../contract/parseYaml';
import { CandidateFormat } from './types';

/** A file that is read as a whole, as far as documents may be long. @internal */
export class YamlFile {
  readonly #parts: Uint8Array[] = [];
  readonly #read: (document: string) => CandidateFormat | undefined;
  #length = 0;

  constructor(read: (document: string) => CandidateFormat | undefined) {
    this.#read = read;
  }

  readonly broken = false;

  push(chunk: Uint8Array): void {
    this.#length += chunk.length;
    // One piece more than is read, so that the reader says itself what is too long.
    if (this.#length <= MAX_CONTRACT_BYTES + chunk.length) {
      this.#parts.push(chunk.slice());
    }
  }

  end(): CandidateFormat | undefined {
    const whole = new Uint8Array(
      this.#parts.reduce((sum, part) => sum + part.length, 0),
    );
    let offset = 0;
    for (const part of this.#parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return this.#read(new TextDecoder().decode(whole));
  }
}
