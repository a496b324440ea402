import {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
  locationSpecToLocationEntity,
} from '@backstage/plugin-catalog-node';
import { FSWatcher, watch } from 'node:fs';
import fs from 'node:fs/promises';
import { listRepositories } from './listRepositories';

/** How long after a change the folder is looked at, so that a burst of changes is one look. */
const SETTLE_MS = 100;

/** Options of {@link LocalRepositoryProvider}. @public */
export type LocalRepositoryProviderOptions = {
  /** Absolute path of the folder with the repositories. It is created if missing. */
  folder: string;
  logger: LoggerService;
  /** Calls for a look from time to time, for file systems that do not tell of changes. */
  schedule: SchedulerServiceTaskRunner;
};

/**
 * Puts the repositories of a folder into the catalog: one `Location` entity for the `catalog-info.yaml` of each. A new
 * repository is noticed at once where the file system tells of changes, else at the next scheduled look.
 *
 * What could not be read is kept: a folder that cannot be listed, or is empty, removes nothing.
 *
 * @public
 */
export class LocalRepositoryProvider implements EntityProvider {
  readonly #options: LocalRepositoryProviderOptions;
  #connection?: EntityProviderConnection;
  /** What the catalog has been given, with the time each file was last written. */
  #known = new Map<string, number>();
  /** Whether the catalog has been told the whole folder once, and so what an earlier process left behind. */
  #complete = false;
  #watcher?: FSWatcher;
  #settling?: NodeJS.Timeout;
  #looking: Promise<void> = Promise.resolve();
  #lastTrouble?: string;
  #closed = false;

  constructor(options: LocalRepositoryProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return 'data-mesh-local-repositories';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#options.schedule.run({
      id: this.getProviderName(),
      fn: () => this.look(),
    });
  }

  /** Stops watching; looks that are under way still end. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#settling);
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** Compares the folder with what the catalog has been given, and tells it the difference. */
  look(): Promise<void> {
    // One after the other: two looks at once could tell the catalog an older state last.
    this.#looking = this.#looking.then(async () => {
      try {
        await this.#compare();
      } catch (error) {
        this.#report(
          `Cannot list the local repositories in ${
            this.#options.folder
          }, the catalog keeps what it has: ${stringifyError(error)}`,
        );
      }
    });
    return this.#looking;
  }

  async #compare(): Promise<void> {
    const connection = this.#connection;
    if (!connection || this.#closed) {
      return;
    }
    await fs.mkdir(this.#options.folder, { recursive: true });
    this.#watch();

    const { files, unreadable } = await listRepositories(this.#options.folder);
    if (unreadable.size) {
      const [[file, reason]] = unreadable;
      this.#report(
        `Cannot read ${unreadable.size} local ${
          unreadable.size === 1 ? 'repository' : 'repositories'
        }, the catalog keeps what it has of them. The first is ${file}: ${reason}`,
      );
    } else {
      this.#lastTrouble = undefined;
    }
    // An empty folder is more often a disk that is not mounted than the end of every product.
    if (files.size === 0) {
      return;
    }

    if (!this.#complete && unreadable.size === 0) {
      await connection.applyMutation({
        type: 'full',
        entities: [...files.keys()].map(toLocation),
      });
      this.#known = files;
      this.#complete = true;
      return;
    }

    const added = [...files.keys()].filter(file => !this.#known.has(file));
    const removed = [...this.#known.keys()].filter(
      file => !files.has(file) && !unreadable.has(file),
    );
    if (added.length || removed.length) {
      await connection.applyMutation({
        type: 'delta',
        added: added.map(toLocation),
        removed: removed.map(toLocation),
      });
    }
    const rewritten = [...files].flatMap(([file, writtenAt]) =>
      (this.#known.get(file) ?? writtenAt) === writtenAt ? [] : [file],
    );
    if (rewritten.length) {
      // The key under which the catalog's own file reader files what it has read.
      await connection.refresh({ keys: rewritten.map(file => `file:${file}`) });
    }
    for (const file of removed) {
      this.#known.delete(file);
    }
    for (const [file, writtenAt] of files) {
      this.#known.set(file, writtenAt);
    }
  }

  #watch(): void {
    if (this.#watcher || this.#closed) {
      return;
    }
    try {
      const watcher = watch(this.#options.folder, { persistent: false }, () => {
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => this.look(), SETTLE_MS);
        this.#settling.unref();
      });
      watcher.on('error', () => {
        // The next scheduled look tries again.
        watcher.close();
        this.#watcher = undefined;
      });
      this.#watcher = watcher;
    } catch (error) {
      this.#options.logger.debug(
        `Changes of ${
          this.#options.folder
        } are noticed at scheduled looks only: ${stringifyError(error)}`,
      );
    }
  }

  /** Once per trouble, not once per look. */
  #report(message: string): void {
    if (message !== this.#lastTrouble) {
      this.#lastTrouble = message;
      this.#options.logger.warn(message);
    }
  }
}

function toLocation(file: string): DeferredEntity {
  const entity = locationSpecToLocationEntity({
    location: { type: 'file', target: file },
  });
  const location = `file:${file}`;
  return {
    entity: {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...entity.metadata.annotations,
          [ANNOTATION_LOCATION]: location,
          [ANNOTATION_ORIGIN_LOCATION]: location,
        },
      },
    },
    locationKey: location,
  };
}
