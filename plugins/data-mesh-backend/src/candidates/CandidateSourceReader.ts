import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  CandidateSource,
  ClockService,
} from '@meshproof/backstage-plugin-data-mesh-node';
import { CandidateFiles } from '@meshproof/core';
import { CandidateStore } from './CandidateStore';

/** Asks the catalogs that modules added, and keeps what they tell like what is sent. */
export class CandidateSourceReader {
  readonly #sources: readonly CandidateSource[];
  readonly #store: CandidateStore;
  readonly #clock: ClockService;
  readonly #logger: LoggerService;

  constructor(options: {
    sources: readonly CandidateSource[];
    store: CandidateStore;
    clock: ClockService;
    logger: LoggerService;
  }) {
    this.#sources = options.sources;
    this.#store = options.store;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** @throws Error naming the sources that failed, once all were asked */
  async read(signal: AbortSignal): Promise<{ read: number; changed: number }> {
    const failed: string[] = [];
    let changed = 0;
    for (const source of this.#sources) {
      try {
        if (await this.#readOne(source, signal)) {
          changed++;
        }
      } catch (error) {
        this.#logger.error(
          `The source of candidates '${
            source.id
          }' was not read: ${stringifyError(error)}`,
        );
        failed.push(source.id);
      }
    }
    if (failed.length > 0) {
      throw new Error(`Not read: ${failed.join(', ')}`);
    }
    return { read: this.#sources.length, changed };
  }

  async #readOne(source: CandidateSource, signal: AbortSignal) {
    const told = await source.read({ signal });
    // Through the same reader as what is sent, so that a module can store nothing that a publisher could not.
    const files = CandidateFiles.create();
    const file = files.open(source.id);
    file.push(new TextEncoder().encode(JSON.stringify(told)));
    file.end();
    const { items, total } = files.problems;
    if (total > 0) {
      this.#logger.warn(
        `The source of candidates '${source.id}' told of ${total} that cannot be kept; the first: ${items[0].path} ${items[0].reason}`,
      );
    }
    return this.#store.put(
      {
        id: source.id,
        publisher: `module:${source.id}`,
        title: source.title ?? source.id,
      },
      files.graph(),
      this.#clock.now(),
    );
  }
}
