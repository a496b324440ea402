import {
  readComparable,
  undeclaredChange,
  UndeclaredChange,
  versionsToHold,
} from '@meshproof/core';
import { ContractStore, KeptContractVersion } from './ContractStore';

const KEPT = 2_000;

/** Finds what the documents of a contract change without their version saying so. Findings are remembered by the documents. */
export class UndeclaredChanges {
  readonly #store: ContractStore;
  readonly #found = new Map<string, Promise<UndeclaredChange | undefined>>();

  constructor(options: { store: ContractStore }) {
    this.#store = options.store;
  }

  /** @param history - the versions of one contract, ascending */
  async find(
    history: readonly KeptContractVersion[],
  ): Promise<UndeclaredChange | undefined> {
    const held = versionsToHold(history.map(({ reading }) => reading.version));
    if (held.length === 0) {
      return undefined;
    }
    const digests = [...held.map(index => history[index]), history.at(-1)!].map(
      ({ digest }) => digest,
    );
    const key = digests.join(' ');
    const known = this.#found.get(key);
    // The one used last goes to the end, so that the first is the one to forget.
    this.#found.delete(key);
    const finding = known ?? this.#compare(digests);
    this.#found.set(key, finding);
    if (this.#found.size > KEPT) {
      const [oldest] = this.#found.keys();
      this.#found.delete(oldest);
    }
    finding.catch(() => this.#found.delete(key));
    return finding;
  }

  async #compare(digests: string[]): Promise<UndeclaredChange | undefined> {
    const texts = await this.#store.getTexts(digests);
    const documents = digests.flatMap(digest => {
      const contract = readComparable(texts.get(digest) ?? '');
      return 'problems' in contract ? [] : [contract];
    });
    // Of a document that is no contract nothing is told here: that is another problem.
    return documents.length === digests.length
      ? undeclaredChange(documents.slice(0, -1), documents.at(-1)!)
      : undefined;
  }
}
