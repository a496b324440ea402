import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from './PushFiles';
import { UsageError } from './UsageError';

const ENDINGS = /\.(json|ndjson|jsonl|ya?ml)(\.gz)?$/i;
/** Folders of other people's code, and of tools. */
const PASSED_OVER = new Set(['node_modules', 'dbt_packages', 'venv', 'vendor']);
const MOST_FILES = 10_000;

/** A file to look at. */
export interface FoundFile {
  name: string;
  path: string;
  packed: boolean;
  /** Named by the user, and not found in a folder. */
  named: boolean;
}

/**
 * The files that are named, and those in named folders and below, in the order of their names.
 *
 * @throws UsageError naming what cannot be read
 */
export async function findFiles(names: string[]): Promise<FoundFile[]> {
  if (names.length === 0) {
    throw new UsageError(
      'Name what to read: a dbt manifest, OpenLineage events, or folders with documents of ODPS and ODCS',
    );
  }
  const files: FoundFile[] = [];
  const add = async (path: string, named: boolean) => {
    if (files.length === MOST_FILES) {
      throw new UsageError(
        `There are more than ${MOST_FILES.toLocaleString(
          'en-GB',
        )} files; name a folder further down`,
      );
    }
    files.push({ name: path, path, packed: await isPacked(path), named });
  };
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !PASSED_OVER.has(entry.name)) {
          await walk(path);
        }
      } else if (entry.isFile() && ENDINGS.test(entry.name)) {
        await add(path, false);
      }
    }
  };
  for (const name of names) {
    try {
      if ((await stat(name)).isDirectory()) {
        await walk(name);
      } else {
        await add(name, true);
      }
    } catch (error) {
      throw fileError(name, error);
    }
  }
  return files;
}

async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
