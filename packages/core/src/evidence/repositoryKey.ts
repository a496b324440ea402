import { withoutSlashes } from './withoutSlashes';

/**
 * One spelling for the address of a repository: lower case, no scheme, no user or password, no `.git`, no trailing slash.
 * `git@host:path` is read as `host/path`. Two addresses with the same key are the same repository.
 *
 * @public
 */
export function repositoryKey(repository: string): string {
  return withoutSlashes(
    repository
      .trim()
      .toLowerCase()
      .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
      .replace(/[?#].*$/, '')
      .replace(/^[^/@]*@/, '')
      .replace(/^([^/:]+):(?!\d+\/)/, '$1/'),
  ).replace(/\.git$/, '');
}
