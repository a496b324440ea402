/** One spelling for the web address of a code repository. */
export function repositoryKey(repository: string): string {
  return repository
    .trim()
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}
