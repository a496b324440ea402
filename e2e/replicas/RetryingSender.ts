import { gzipSync } from 'node:zlib';
import type { PublisherId } from '../../examples/generator/publishers.ts';
import { tokenOf } from '../../examples/generator/publishers.ts';
import type { DemoRecord } from '../../examples/generator/records.ts';
import { pause } from './pause.ts';
import { idOf } from './recordIds.ts';

interface Receipt {
  accepted: number;
  duplicates: number;
  rejected: { index: number; path?: string; reason: string }[];
}

/** Sends as a well-behaved client behind a load balancer does: to one replica after the other, and again where no answer came. */
export class RetryingSender {
  readonly #addresses: string[];
  #turn = 0;
  /** Ids of records that were answered with success. */
  readonly accepted = new Set<string>();
  /** Requests without an answer of success, which were sent again. */
  retries = 0;
  requests = 0;

  constructor(addresses: string[]) {
    this.#addresses = addresses;
  }

  /** Sends all of them, `size` records of one publisher to a request, and first to the replica at `first` where one is named. */
  async send(
    records: DemoRecord[],
    options: { size: number; first?: string },
  ): Promise<void> {
    for (const publisher of new Set(records.map(item => item.publisher))) {
      const own = records.filter(item => item.publisher === publisher);
      for (let start = 0; start < own.length; start += options.size) {
        await this.#sendOne(
          publisher,
          own.slice(start, start + options.size),
          options.first,
        );
      }
    }
  }

  async #sendOne(
    publisher: PublisherId,
    records: DemoRecord[],
    first: string | undefined,
  ): Promise<void> {
    const body = gzipSync(
      records.map(({ record }) => JSON.stringify(record)).join('\n'),
    );
    for (let attempt = 0; attempt < 600; attempt++) {
      const address =
        attempt === 0 && first !== undefined
          ? first
          : this.#addresses[this.#turn++ % this.#addresses.length];
      this.requests++;
      const receipt = await post(address, publisher, body);
      const waiting = receipt?.rejected.filter(
        ({ path }) => path === 'product',
      );
      if (receipt && receipt.rejected.length > (waiting?.length ?? 0)) {
        throw new Error(`refused: ${receipt.rejected[0].reason}`);
      }
      if (receipt) {
        const refused = new Set(receipt.rejected.map(({ index }) => index));
        records
          .filter((_, index) => !refused.has(index))
          .forEach(record => this.accepted.add(idOf(record)));
      }
      // A product that the catalog has not read yet is refused, as is all that is about it.
      if (receipt && receipt.rejected.length === 0) {
        return;
      }
      this.retries++;
      await pause(receipt ? 1_000 : 100);
    }
    throw new Error(`${publisher}: given up after 600 attempts`);
  }
}

/** @returns undefined where no answer of success came */
async function post(
  address: string,
  publisher: PublisherId,
  body: Buffer,
): Promise<Receipt | undefined> {
  try {
    const answer = await fetch(`${address}/api/data-mesh/evidence`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-ndjson',
        'Content-Encoding': 'gzip',
        Authorization: `Bearer ${tokenOf(publisher)}`,
      },
      body: new Uint8Array(body),
    });
    if (answer.ok) {
      return (await answer.json()) as Receipt;
    }
    if (answer.status === 401 || answer.status === 403) {
      throw new TypeError(`${answer.status} ${await answer.text()}`);
    }
    await answer.body?.cancel();
  } catch (error) {
    if (error instanceof TypeError && /^40[13] /.test(error.message)) {
      throw error;
    }
  }
  return undefined;
}
