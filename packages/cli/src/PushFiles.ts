import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UsageError } from './UsageError';

const HEAD = 4_096;

interface PushFile {
  /** As the user named it. */
  name: string;
  path: string;
  packed: boolean;
  /** The meaning of names in what comes after it. */
  manifest: boolean;
  /** One record or event on each line; otherwise documents of tools, or a list. */
  lines: boolean;
  size: number;
}

/** What one request holds. */
export type PushPart = 'documents' | 'lines';

/** The files of one push, which can be read as often as it takes to send them. */
export class PushFiles {
  readonly #files: PushFile[];
  readonly #folder: string | undefined;

  private constructor(files: PushFile[], folder: string | undefined) {
    this.#files = files;
    this.#folder = folder;
  }

  /** @throws UsageError naming the file that cannot be read, before anything is sent */
  static async open(names: string[], stdin: Readable): Promise<PushFiles> {
    if (names.length === 0) {
      throw new UsageError('Name the files to send; - is standard input');
    }
    let folder: string | undefined;
    try {
      const files: PushFile[] = [];
      for (const name of names) {
        let path = name;
        if (name === '-') {
          if (folder !== undefined) {
            throw new UsageError('Standard input can be sent once');
          }
          // Kept, because a portal that is away gets it again later.
          folder = await mkdtemp(join(tmpdir(), 'meshproof-'));
          path = join(folder, 'stdin');
          await pipeline(stdin, createWriteStream(path, { mode: 0o600 }));
        }
        files.push(await look(name, path));
      }
      return new PushFiles(
        // dbt: names mean something only once the manifest was read.
        [...files].sort((a, b) => Number(b.manifest) - Number(a.manifest)),
        folder,
      );
    } catch (error) {
      if (folder !== undefined) {
        await rm(folder, { recursive: true, force: true });
      }
      throw error;
    }
  }

  /** `2 files (1.4 MB)`. */
  get description(): string {
    const size = this.#files.reduce((sum, file) => sum + file.size, 0);
    const count = this.#files.length;
    return `${count === 1 ? this.#files[0].name : `${count} files`} (${
      size < 1_000_000
        ? `${Math.ceil(size / 1_000)} kB`
        : `${(size / 1_000_000).toFixed(1)} MB`
    })`;
  }

  /** What there is to send, in order. */
  get parts(): PushPart[] {
    return (['documents', 'lines'] as const).filter(
      part => this.#filesOf(part).length > 0,
    );
  }

  /** The files of a part, one behind the other. A file that is broken ends the stream with a UsageError naming it. */
  read(part: PushPart): Readable {
    return Readable.from(piecesOf(this.#filesOf(part)), { objectMode: false });
  }

  #filesOf(part: PushPart): PushFile[] {
    return this.#files.filter(({ lines }) => lines === (part === 'lines'));
  }

  /** Takes away what was kept of standard input. */
  async close(): Promise<void> {
    if (this.#folder !== undefined) {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }
}

async function look(name: string, path: string): Promise<PushFile> {
  try {
    const file = await open(path);
    try {
      const stat = await file.stat();
      if (stat.isDirectory()) {
        throw new Error('is a folder; name the files in it');
      }
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(HEAD),
        0,
        HEAD,
        0,
      );
      if (bytesRead === 0) {
        throw new Error('is empty');
      }
      const packed = buffer[0] === 0x1f && buffer[1] === 0x8b;
      const found: PushFile = {
        name,
        path,
        packed,
        manifest: false,
        lines: false,
        size: stat.size,
      };
      const head = await headOf(found);
      return {
        ...found,
        manifest: isManifest(head),
        lines: /\.(ndjson|jsonl)(\.gz)?$/i.test(name) || startsWithLine(head),
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(name, error);
  }
}

async function headOf(file: PushFile): Promise<string> {
  let head = '';
  for await (const piece of piecesOf([file])) {
    head += piece.toString('latin1');
    if (head.length >= HEAD) {
      break;
    }
  }
  return head.slice(0, HEAD);
}

function isManifest(head: string): boolean {
  return head.includes('schemas.getdbt.com/dbt/manifest/');
}

/** Whether an object ends where the first line does, and is a record, or an event of OpenLineage. */
function startsWithLine(head: string): boolean {
  const [first] = head.trimStart().split(/\r?\n/, 1);
  try {
    const value = JSON.parse(first);
    return 'kind' in value || 'eventTime' in value;
  } catch {
    return false;
  }
}

/** The files one behind the other, unpacked. @throws UsageError naming the one that is broken */
export async function* piecesOf(
  files: Pick<PushFile, 'name' | 'path' | 'packed'>[],
): AsyncGenerator<Buffer> {
  for (const { name, path, packed } of files) {
    const raw = createReadStream(path);
    const unpacked = packed ? raw.pipe(createGunzip()) : raw;
    raw.on('error', error => unpacked.destroy(error));
    try {
      for await (const piece of unpacked) {
        yield piece;
      }
    } catch (error) {
      throw fileError(name, error);
    } finally {
      raw.destroy();
    }
    yield Buffer.from('\n');
  }
}

/** An error of reading a file, in words. */
export function fileError(name: string, error: unknown): Error {
  if (error instanceof UsageError) {
    return error;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'may not be read',
    Z_BUF_ERROR: 'ends too early; it was not packed completely',
    Z_DATA_ERROR: 'is not packed as gzip says',
  };
  return new UsageError(`${name}: ${words[code ?? ''] ?? message}`);
}
