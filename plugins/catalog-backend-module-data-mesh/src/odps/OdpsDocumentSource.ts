import { UrlReaderService } from '@backstage/backend-plugin-api';
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
  return new InputError('the document is larger than 5 MB');
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
    if (isUrl(target)) {
      return this.#readUrl(target);
    }
    const isConfigured = this.#locations.some(
      location =>
        location.type === 'file' &&
        (location.target === target || minimatch(target, location.target)),
    );
    if (!isConfigured) {
      throw new InputError(
        'the file is not among dataMesh.odps.locations of the configuration',
      );
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
    const { files } = await this.#urlReader.search(target, {
      signal: AbortSignal.timeout(URL_TIMEOUT_MS),
    });
    return files.map(file => file.url);
  }

  async #readUrl(target: string): Promise<string> {
    const response = await this.#urlReader.readUrl(target, {
      signal: AbortSignal.timeout(URL_TIMEOUT_MS),
    });
    if (!response.stream) {
      const buffer = await response.buffer();
      if (buffer.length > MAX_DOCUMENT_SIZE) {
        throw tooLarge();
      }
      return buffer.toString('utf8');
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response.stream()) {
      const buffer = Buffer.from(chunk);
      size += buffer.length;
      if (size > MAX_DOCUMENT_SIZE) {
        throw tooLarge();
      }
      chunks.push(buffer);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}
