import { UrlReaderService } from '@backstage/backend-plugin-api';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { parseLocationRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import gitUrlParse from 'git-url-parse';
import { open, stat } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';

/** Where a document is, once its reference was found to be allowed. */
export type ContractLocation =
  | { type: 'url'; target: string }
  | { type: 'file'; target: string };

/** A document, or the news that it is the one of last time. */
export type ContractRead =
  | { state: 'unchanged' }
  | { state: 'read'; text: string; signature?: string };

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** Hosts whose addresses name a repository. */
const REPOSITORY_HOSTS = new Set([
  'azure',
  'bitbucketCloud',
  'bitbucketServer',
  'gerrit',
  'gitea',
  'github',
  'gitlab',
  'harness',
]);

/**
 * Reads contract documents that lie beside the file an entity was read from. That file is the one the catalog says it read
 * (`backstage.io/managed-by-location`); what the author of an entity writes about its source is not believed, since the
 * backend reads with its own rights.
 */
export class ContractSource {
  static fromConfig(options: {
    config: Config;
    reader: UrlReaderService;
    /** Whether contracts beside entities of `file` locations are read. */
    allowFileLocations: boolean;
    /** Bytes. */
    maxSize: number;
  }): ContractSource {
    return new ContractSource(options);
  }

  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrations;
  readonly #allowsFiles: boolean;
  readonly #allowedHosts: { host: string; paths?: string[] }[];
  readonly #maxSize: number;

  private constructor(options: {
    config: Config;
    reader: UrlReaderService;
    allowFileLocations: boolean;
    maxSize: number;
  }) {
    const { config } = options;
    this.#reader = options.reader;
    this.#integrations = ScmIntegrations.fromConfig(config);
    this.#allowsFiles = options.allowFileLocations;
    this.#maxSize = options.maxSize;
    this.#allowedHosts = (
      config.getOptionalConfigArray('backend.reading.allow') ?? []
    ).map(item => ({
      host: item.getString('host'),
      paths: item.getOptionalStringArray('paths'),
    }));
  }

  /**
   * Resolves a reference against the location of its entity.
   *
   * @throws InputError where the reference is none, and NotAllowedError where it leads out of what may be read
   */
  resolve(reference: string, base: string | undefined): ContractLocation {
    if (!base) {
      throw new InputError(
        'The catalog does not say which file the entity was read from; a contract beside it cannot be found',
      );
    }
    const { type, target } = parseLocationRef(base);
    const isUrl = /^https?:\/\//i.test(target);
    if (isUrl) {
      return { type: 'url', target: this.#resolveUrl(reference, target) };
    }
    if (!isAbsolute(target)) {
      throw new InputError(
        `Entities of the location type ${type} have no folder that contracts could lie in`,
      );
    }
    return { type: 'file', target: this.#resolveFile(reference, target) };
  }

  async read(
    location: ContractLocation,
    signature?: string,
  ): Promise<ContractRead> {
    return location.type === 'file'
      ? this.#readFile(location.target, signature)
      : this.#readUrl(location.target, signature);
  }

  #resolveFile(reference: string, base: string): string {
    if (!this.#allowsFiles) {
      throw new NotAllowedError(
        'Contracts beside entities of file locations are not read; an operator allows it with dataMesh.contracts.allowFileLocations',
      );
    }
    if (SCHEME.test(reference) || isAbsolute(reference)) {
      throw new NotAllowedError(
        'Only a path inside the folder of the entity file may be named, for example ./contracts/orders.odcs.yaml',
      );
    }
    try {
      return resolveSafeChildPath(dirname(base), reference);
    } catch {
      throw new NotAllowedError(
        'The path leads out of the folder of the entity file; put the contract into that folder or below',
      );
    }
  }

  #resolveUrl(reference: string, base: string): string {
    let url: string;
    try {
      url = this.#integrations.resolveUrl({ url: reference, base });
    } catch {
      throw new InputError(
        'The reference is neither a path nor a web address; name a path such as ./contracts/orders.odcs.yaml',
      );
    }
    if (!this.#isSameRepository(url, base) && !this.#isAllowedByConfig(url)) {
      throw new NotAllowedError(
        'The address is outside the repository of the entity file; put the contract into that repository, or ask an operator to list its host under backend.reading.allow',
      );
    }
    return url;
  }

  #isSameRepository(url: string, base: string): boolean {
    const here = new URL(base);
    const there = new URL(url);
    if (here.protocol !== there.protocol || here.host !== there.host) {
      return false;
    }
    if (there.username || there.password) {
      return false;
    }
    const integration = this.#integrations.byUrl(base);
    if (!integration || !REPOSITORY_HOSTS.has(integration.type)) {
      // Without a repository to compare, only the folder of the entity file is known to be the author's.
      const folder = here.pathname.replace(/[^/]*$/, '');
      return there.pathname.startsWith(folder);
    }
    try {
      const a = gitUrlParse(base);
      const b = gitUrlParse(url);
      return (
        a.name !== '' &&
        a.resource === b.resource &&
        a.organization === b.organization &&
        a.owner === b.owner &&
        a.name === b.name
      );
    } catch {
      return false;
    }
  }

  #isAllowedByConfig(url: string): boolean {
    const { host, hostname, port, pathname } = new URL(url);
    return this.#allowedHosts.some(allowed => {
      const [allowedName, allowedPort] = allowed.host.split(':');
      const isHost = allowedName.startsWith('*.')
        ? hostname.endsWith(allowedName.slice(1)) &&
          (allowedPort ?? '') === port
        : host === allowed.host;
      return (
        isHost &&
        (allowed.paths?.some(path => pathname.startsWith(path)) ?? true)
      );
    });
  }

  async #readFile(target: string, signature?: string): Promise<ContractRead> {
    const { mtimeMs, size } = await stat(target);
    const present = `${mtimeMs}-${size}`;
    if (present === signature) {
      return { state: 'unchanged' };
    }
    const file = await open(target, 'r');
    try {
      const buffer = Buffer.alloc(Math.min(size, this.#maxSize) + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(
          buffer,
          length,
          buffer.length - length,
        );
        if (bytesRead === 0) {
          break;
        }
        length += bytesRead;
      }
      this.#checkSize(length);
      return {
        state: 'read',
        text: buffer.toString('utf8', 0, length),
        signature: present,
      };
    } finally {
      await file.close();
    }
  }

  async #readUrl(target: string, signature?: string): Promise<ContractRead> {
    try {
      const response = await this.#reader.readUrl(target, { etag: signature });
      const chunks: Buffer[] = [];
      let length = 0;
      if (response.stream) {
        for await (const chunk of response.stream()) {
          const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
          length += bytes.length;
          this.#checkSize(length);
          chunks.push(bytes);
        }
      } else {
        chunks.push(await response.buffer());
        this.#checkSize(chunks[0].length);
      }
      return {
        state: 'read',
        text: Buffer.concat(chunks).toString('utf8'),
        signature: response.etag,
      };
    } catch (error) {
      if ((error as Error).name === 'NotModifiedError') {
        return { state: 'unchanged' };
      }
      throw error;
    }
  }

  #checkSize(length: number): void {
    if (length > this.#maxSize) {
      throw new InputError(
        `The document is larger than ${
          this.#maxSize
        } bytes; split it, or raise dataMesh.contracts.maxSize`,
      );
    }
  }
}
