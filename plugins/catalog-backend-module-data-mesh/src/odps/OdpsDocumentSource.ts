import {
  UrlReaderService,
  UrlReaderServiceReadUrlResponse,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { minimatch } from 'minimatch';
import { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { MAX_DOCUMENT_SIZE } from './parseOdpsDocument';
import { OdpsLocation } from './readOdpsConfig';

const MAX_FILES = 5_000;
const MAX_ENTRIES = 100_000;
const URL_TIMEOUT_MS = 30_000;

function isPattern(text: string): boolean {
  return text.includes('*');
}

export function isUrl(target: string): boolean {
  return /^https?:\/\//i.test(target);
}

function tooLarge(): InputError {
  return new InputError('the document is larger than 1 MB');
}

function isNotModified(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotModifiedError';
}

function hostOf(address: string): string {
  return new URL(address).host;
}

/** The text of an answer, given up as soon as it is too large. */
async function readLimited(
  response: UrlReaderServiceReadUrlResponse,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.stream?.() ?? [await response.buffer()]) {
    const buffer = Buffer.from(chunk);
    size += buffer.length;
    if (size > MAX_DOCUMENT_SIZE) {
      throw tooLarge();
    }
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Folder in which all matches of a pattern lie. */
function baseOf(pattern: string): string {
  const parts = pattern.split('/');
  const firstPattern = parts.findIndex(part => /[*?[\]{}()!]/.test(part));
  return parts.slice(0, firstPattern).join('/') || '/';
}

/**
 * Lists and reads the documents that configuration names. Files are only read where a configured target matches them, whoever
 * asks.
 */
export class OdpsDocumentSource {
  readonly #locations: OdpsLocation[];
  readonly #urlReader: UrlReaderService;
  /** Last answers per address, so that unchanged ones cost the host of the documents nothing. */
  readonly #texts = new Map<string, { etag: string; text: string }>();
  readonly #listings = new Map<string, { etag: string; targets: string[] }>();

  constructor(options: {
    locations: OdpsLocation[];
    urlReader: UrlReaderService;
  }) {
    this.#locations = options.locations;
    this.#urlReader = options.urlReader;
  }

  get locations(): OdpsLocation[] {
    return this.#locations;
  }

  /**
   * Addresses of the documents of a location, in order.
   *
   * @throws where it cannot be told for sure which documents there are
   */
  async list(location: OdpsLocation): Promise<string[]> {
    if (!isPattern(location.target)) {
      // One document, there or not: whether it is shows on its Location.
      return [location.target];
    }
    const targets =
      location.type === 'file'
        ? await this.#listFiles(location.target)
        : await this.#listUrls(location.target);
    if (targets.length > MAX_FILES) {
      throw new InputError(
        `${location.target} matches ${targets.length} files, more than ${MAX_FILES}; make it narrower`,
      );
    }
    return targets.sort();
  }

  /**
   * Reads a document.
   *
   * @throws NotFoundError, InputError (too large, not configured), or what the reader throws
   */
  async read(target: string): Promise<string> {
    if (!this.#isConfigured(target)) {
      throw new InputError(
        'the document is not among dataMesh.odps.locations of the configuration',
      );
    }
    if (isUrl(target)) {
      return this.#readUrl(target);
    }
    const { size } = await stat(target).catch(error => {
      throw error.code === 'ENOENT'
        ? new NotFoundError('the file does not exist')
        : error;
    });
    if (size > MAX_DOCUMENT_SIZE) {
      throw tooLarge();
    }
    return readFile(target, 'utf8');
  }

  async #listFiles(target: string): Promise<string[]> {
    const found: string[] = [];
    const folders = [baseOf(target)];
    let entries = 0;
    for (let folder = folders.pop(); folder; folder = folders.pop()) {
      let children: Dirent[];
      try {
        children = await readdir(folder, { withFileTypes: true });
      } catch (error) {
        throw new NotFoundError(`folder ${folder} cannot be listed`, error);
      }
      entries += children.length;
      if (entries > MAX_ENTRIES) {
        throw new InputError(
          `${target} looks into more than ${MAX_ENTRIES} files; begin it with a narrower folder`,
        );
      }
      for (const child of children) {
        const childPath = path.posix.join(folder, child.name);
        if (child.isDirectory()) {
          if (minimatch(childPath, target, { partial: true })) {
            folders.push(childPath);
          }
        } else if (minimatch(childPath, target)) {
          found.push(childPath);
        }
      }
    }
    return found;
  }

  async #listUrls(target: string): Promise<string[]> {
    const last = this.#listings.get(target);
    try {
      const { files, etag } = await this.#urlReader.search(target, {
        etag: last?.etag,
        signal: AbortSignal.timeout(URL_TIMEOUT_MS),
      });
      const targets = files.map(file => file.url);
      this.#listings.set(target, { etag, targets });
      return targets;
    } catch (error) {
      if (last && isNotModified(error)) {
        return [...last.targets];
      }
      throw error;
    }
  }

  async #readUrl(target: string): Promise<string> {
    const last = this.#texts.get(target);
    try {
      const response = await this.#urlReader.readUrl(target, {
        etag: last?.etag,
        signal: AbortSignal.timeout(URL_TIMEOUT_MS),
      });
      const text = await readLimited(response);
      if (response.etag) {
        this.#texts.set(target, { etag: response.etag, text });
      }
      return text;
    } catch (error) {
      if (last && isNotModified(error)) {
        return last.text;
      }
      throw error;
    }
  }

  #isConfigured(target: string): boolean {
    return this.#locations.some(location => {
      if (location.type === 'url') {
        // Readers that search name what they found in ways of their own, so more than the host cannot be compared.
        return isUrl(target) && hostOf(target) === hostOf(location.target);
      }
      return (
        path.resolve(target) === target &&
        (location.target === target || minimatch(target, location.target))
      );
    });
  }
}
