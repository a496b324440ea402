import {
  isChildPath,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import fs from 'fs-extra';
import git from 'isomorphic-git';
import path from 'node:path';

/** Kept in the repository's own git config, so that a repeated task knows its repository again. */
const TASK_KEY = 'meshproof.task';

/** The folder below which repositories are published, and how that is done safely. */
export class LocalRepositories {
  constructor(private readonly folder: string) {}

  /** Where a repository of this name is, or would be. */
  async resolve(name: string): Promise<string> {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 63) {
      throw new InputError(
        `"${name}" cannot be the name of a repository: use lower-case letters, digits and single dashes, 63 at most`,
      );
    }
    return resolveSafeChildPath(this.folder, name);
  }

  /** Whether the repository exists already and which task made it. Nothing is changed. */
  async check(options: { name: string; taskId: string }): Promise<{
    repositoryPath: string;
    made: boolean;
  }> {
    const repositoryPath = await this.resolve(options.name);
    const stat = await fs.lstat(repositoryPath).catch(ignoreMissing);
    if (!stat) {
      return { repositoryPath, made: false };
    }
    // A symbolic link is never followed: it could lead out of the folder.
    const madeBy = stat.isDirectory()
      ? await this.#madeBy(repositoryPath)
      : undefined;
    if (madeBy !== options.taskId) {
      throw new ConflictError(
        `A repository named "${options.name}" already exists in the folder of local repositories and belongs to another product. Nothing was changed: choose another name, or change the existing repository instead`,
      );
    }
    return { repositoryPath, made: true };
  }

  /**
   * Copies the source folder into a new repository with one commit on the default branch. Everything is prepared beside the
   * final place and moved there at once, so nobody ever sees half a repository.
   */
  async publish(options: {
    name: string;
    taskId: string;
    sourcePath: string;
    defaultBranch: string;
    message: string;
    author: { name: string; email: string };
  }): Promise<{ repositoryPath: string; commit: string }> {
    const { name, taskId, sourcePath, defaultBranch, author } = options;
    await fs.ensureDir(this.folder);
    const { repositoryPath, made } = await this.check(options);
    if (made) {
      const commit = await git.resolveRef({
        fs,
        dir: repositoryPath,
        ref: 'HEAD',
      });
      return { repositoryPath, commit };
    }
    if (isChildPath(sourcePath, this.folder)) {
      throw new InputError(
        'The folder of local repositories must not lie inside the workspace',
      );
    }

    // The leading dot keeps the catalog from listing it.
    const draft = await fs.mkdtemp(path.join(this.folder, `.${name}-`));
    try {
      await copyWithoutLinks(sourcePath, draft);
      await git.init({ fs, dir: draft, defaultBranch });
      await git.setConfig({ fs, dir: draft, path: TASK_KEY, value: taskId });
      await git.add({ fs, dir: draft, filepath: '.' });
      const commit = await git.commit({
        fs,
        dir: draft,
        message: options.message,
        author,
        committer: author,
      });
      // mkdtemp made it readable by nobody else.
      await fs.chmod(draft, 0o755);
      await this.#move({ draft, repositoryPath, name });
      return { repositoryPath, commit };
    } finally {
      await fs.remove(draft);
    }
  }

  async #move(options: {
    draft: string;
    repositoryPath: string;
    name: string;
  }): Promise<void> {
    try {
      // Fails where a folder with content has appeared in the meantime.
      await fs.rename(options.draft, options.repositoryPath);
    } catch (error) {
      if (await fs.pathExists(options.repositoryPath)) {
        throw new ConflictError(
          `A repository named "${options.name}" was made by somebody else at the same moment. Nothing was changed: choose another name`,
        );
      }
      throw error;
    }
  }

  async #madeBy(repositoryPath: string): Promise<string | undefined> {
    try {
      return await git.getConfig({ fs, dir: repositoryPath, path: TASK_KEY });
    } catch {
      return undefined;
    }
  }
}

/** A link in the workspace could publish a file of the machine, so it is refused; a `.git` folder could bring hooks along. */
async function copyWithoutLinks(from: string, to: string): Promise<void> {
  await fs.copy(from, to, {
    async filter(item) {
      const relative = path.relative(from, item);
      if (relative.split(path.sep).includes('.git')) {
        return false;
      }
      if ((await fs.lstat(item)).isSymbolicLink()) {
        throw new InputError(
          `"${relative}" is a symbolic link, and links are not published. Remove it from the template, or copy the file it points to`,
        );
      }
      return true;
    },
  });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') {
    return undefined;
  }
  throw error;
}
