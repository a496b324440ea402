import { LoggerService } from '@backstage/backend-plugin-api';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { contractKey, ContractReading, readContract } from '@meshproof/core';
import { ContractReference } from '@meshproof/backstage-plugin-data-mesh-common';
import { Subject } from '../claims';
import { contentDigest } from '../database';
import {
  ContractDocument,
  ContractStore,
  ContractTrouble,
  KeptContractVersion,
} from './ContractStore';
import { ContractLocation, ContractSource } from './ContractSource';

/** A contract that a port of a product names. */
export interface NamedContract {
  port: string;
  /** Position in `spec.outputPorts`. */
  index: number;
  reference: ContractReference;
  key: string;
  /** Where the document is; undefined for a reference by id, and for one that leads where nothing may be read. */
  location?: ContractLocation;
  /** Why the reference is not followed. */
  refused?: ContractTrouble;
}

/** Reads the documents that ports name, and keeps their versions. */
export class ContractKeeper {
  readonly #options: {
    store: ContractStore;
    source: ContractSource;
    clock: ClockService;
    logger: LoggerService;
    /** Milliseconds of the machine between two looks at an address on the network. */
    urlInterval: number;
  };
  /** When an address was last asked, by the machine's clock. */
  readonly #askedAt = new Map<string, number>();

  constructor(options: {
    store: ContractStore;
    source: ContractSource;
    clock: ClockService;
    logger: LoggerService;
    urlInterval: number;
  }) {
    this.#options = options;
  }

  /** The contracts that a product names now, and where they are. */
  named(subject: Subject): NamedContract[] {
    return (subject.entity.spec.outputPorts ?? []).flatMap((port, index) =>
      port.contract === undefined
        ? []
        : [
            {
              port: port.name,
              index,
              reference: port.contract,
              ...this.#locate(port.contract, subject.entity.base),
            },
          ],
    );
  }

  /**
   * Looks at the documents of these products. One that cannot be read keeps its last good version and stops no other.
   *
   * @param options - `force` asks addresses on the network even if they were asked lately
   * @returns references of the products for which something changed
   */
  async refresh(
    subjects: Subject[],
    options?: { force?: boolean },
  ): Promise<string[]> {
    const wanted = new Map<
      string,
      { location: ContractLocation; refs: string[] }
    >();
    const byId = new Map<string, string[]>();
    for (const subject of subjects) {
      for (const { key, reference, location } of this.named(subject)) {
        if (typeof reference !== 'string') {
          push(byId, reference.id, subject.ref);
        } else if (location) {
          const refs = wanted.get(key)?.refs ?? [];
          wanted.set(key, { location, refs: [...refs, subject.ref] });
        }
      }
    }
    const documents = await this.#options.store.getDocuments([
      ...wanted.keys(),
    ]);
    const changed = new Set<string>();
    for (const [key, { location, refs }] of wanted) {
      const before = documents.get(key);
      const after = await this.#look(key, location, before, options);
      if (after) {
        refs.forEach(ref => changed.add(ref));
        for (const id of [before?.contractId, after.contractId]) {
          (id === undefined ? [] : byId.get(id) ?? []).forEach(ref =>
            changed.add(ref),
          );
        }
      }
    }
    return [...changed];
  }

  /** Reads what this product names and nobody has looked at yet, so that it is never judged without its contracts. */
  async ensureRead(subject: Subject): Promise<void> {
    const keys = this.named(subject).flatMap(({ key, location }) =>
      location ? [key] : [],
    );
    const documents = await this.#options.store.getDocuments(keys);
    if (keys.some(key => !documents.has(key))) {
      await this.refresh([subject], { force: true });
    }
  }

  /** All versions behind these references, each under the key that its port knows it by. */
  async listVersions(
    references: { reference: ContractReference; base: string | undefined }[],
  ): Promise<KeptContractVersion[]> {
    const { store } = this.#options;
    const paths = new Set<string>();
    const versions = new Map<string, KeptContractVersion[]>();
    for (const { reference, base } of references) {
      const { key, refused } = this.#locate(reference, base);
      if (refused) {
        continue;
      }
      if (typeof reference === 'string') {
        paths.add(key);
      } else if (!versions.has(key)) {
        const documents = await store.findById(reference.id);
        const all = await store.listVersions(documents.map(item => item.key));
        versions.set(
          key,
          all
            .filter(
              ({ reading }) =>
                reading.id === reference.id &&
                (reference.version === undefined ||
                  reading.version === reference.version),
            )
            .map(version => ({ ...version, key }))
            .sort((a, b) => a.from - b.from),
        );
      }
    }
    return [
      ...(await store.listVersions([...paths])),
      ...[...versions.values()].flat(),
    ];
  }

  /** A refusal belongs to the entity that made the reference, never to the document: others may name it rightly. */
  #locate(
    reference: ContractReference,
    base: string | undefined,
  ): Pick<NamedContract, 'key' | 'location' | 'refused'> {
    const key = contractKey(reference, base ?? '');
    if (typeof reference !== 'string') {
      return { key };
    }
    try {
      return { key, location: this.#options.source.resolve(reference, base) };
    } catch (error) {
      return { key, refused: explain(error as Error) };
    }
  }

  /** @returns the document where it changed, undefined where all is as it was */
  async #look(
    key: string,
    location: ContractLocation,
    before: ContractDocument | undefined,
    options?: { force?: boolean },
  ): Promise<ContractDocument | undefined> {
    const { source, clock } = this.#options;
    if (location.type === 'url' && !this.#isDue(key, options)) {
      return undefined;
    }
    try {
      const read = await source.read(location, before?.signature);
      if (read.state === 'unchanged') {
        return undefined;
      }
      return await this.#keep(
        {
          key,
          location: location.target,
          signature: read.signature,
          checkedAt: clock.now(),
        },
        read.text,
        before,
      );
    } catch (error) {
      return this.#keepTrouble(
        key,
        location.target,
        before,
        explain(error as Error, location),
      );
    }
  }

  #isDue(key: string, options?: { force?: boolean }): boolean {
    const last = this.#askedAt.get(key);
    const now = Date.now();
    if (
      !options?.force &&
      last !== undefined &&
      now - last < this.#options.urlInterval
    ) {
      return false;
    }
    this.#askedAt.set(key, now);
    return true;
  }

  async #keep(
    document: ContractDocument,
    text: string,
    before: ContractDocument | undefined,
  ): Promise<ContractDocument | undefined> {
    const { store, logger, clock } = this.#options;
    const reading = readContract(text, { document: document.location });
    if (!isReadable(reading)) {
      const problem = reading.problems[0];
      const after = {
        ...document,
        digest: before?.digest,
        contractId: before?.contractId,
        contractVersion: before?.contractVersion,
        trouble: {
          message: problem?.message ?? 'The document is no data contract',
          fix: problem?.fix,
          line: problem?.line,
          inUseSince: await store.newestSince(document.key),
        },
      };
      await store.save(after);
      logger.warn(`${document.location}: ${after.trouble.message}`);
      return after;
    }
    const digest = contentDigest(text);
    const after = {
      ...document,
      digest,
      contractId: reading.id,
      contractVersion: reading.version,
    };
    const isNew = digest !== before?.digest;
    await store.save(after, isNew ? { text, now: clock.now() } : undefined);
    if (isNew) {
      logger.info(
        `Contract ${reading.id ?? document.key} ${
          reading.version ?? ''
        } read from ${document.location}`,
      );
    }
    return isNew || before?.trouble ? after : undefined;
  }

  async #keepTrouble(
    key: string,
    location: string,
    before: ContractDocument | undefined,
    trouble: ContractTrouble,
  ): Promise<ContractDocument | undefined> {
    const { store, clock, logger } = this.#options;
    if (before?.trouble?.message === trouble.message) {
      return undefined;
    }
    const after: ContractDocument = {
      ...before,
      key,
      location,
      signature: undefined,
      trouble: { ...trouble, inUseSince: await store.newestSince(key) },
      checkedAt: clock.now(),
    };
    await store.save(after);
    logger.warn(`Contract ${location}: ${trouble.message}`);
    return after;
  }
}

/** Something of a contract must be there; whether it is a good one is for the checks to say. */
function isReadable(reading: ContractReading): boolean {
  return (
    reading.id !== undefined ||
    reading.apiVersion !== undefined ||
    reading.objects.length > 0
  );
}

function explain(
  error: Error & { code?: string },
  location?: ContractLocation,
): ContractTrouble {
  if (error.name === 'NotFoundError' || error.code === 'ENOENT') {
    return {
      message: 'There is no document at this place',
      fix: 'Correct the path in the entity, or add the document',
    };
  }
  if (error.name === 'NotAllowedError' || error.name === 'InputError') {
    const [what, how] = error.message.split('; ');
    return {
      message: what,
      fix: how && `${how[0].toUpperCase()}${how.slice(1)}`,
    };
  }
  if (error.code === 'EISDIR') {
    return { message: 'This is a folder, not a document', fix: 'Name a file' };
  }
  return {
    message:
      location?.type === 'file'
        ? 'The document cannot be read'
        : `The document cannot be read: ${error.message}`,
    fix: 'Look whether the portal may read it',
  };
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key) ?? [];
  list.push(value);
  map.set(key, list);
}
