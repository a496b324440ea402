import { Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

/** What one look at the folder found. */
export type RepositoryListing = {
  /** Path of each repository's `catalog-info.yaml`, with the time it was last written, in milliseconds. */
  files: Map<string, number>;
  /** Paths that could not be looked at: nothing is known of them, in particular not that they are gone. */
  unreadable: Map<string, string>;
};

/**
 * Lists the repositories of a folder: each of its own folders with a `catalog-info.yaml`. Symbolic links are not followed, and
 * names with a leading dot are unfinished work.
 *
 * @throws if the folder itself cannot be listed
 */
export async function listRepositories(
  folder: string,
): Promise<RepositoryListing> {
  const listing: RepositoryListing = {
    files: new Map(),
    unreadable: new Map(),
  };
  const entries = await fs.readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter(isRepository)) {
    const file = path.join(folder, entry.name, 'catalog-info.yaml');
    try {
      const stat = await fs.lstat(file);
      if (stat.isFile()) {
        listing.files.set(file, stat.mtimeMs);
      }
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') {
        listing.unreadable.set(file, message);
      }
    }
  }
  return listing;
}

function isRepository(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.');
}
