/** The user part of these addresses is a container, not a login. */
const CONTAINERS = /^(abfss?|wasbs?):\/\//i;

/**
 * Pipelines often know the address of a repository, a tracker or a server with the login they use, which may be a person's, and a
 * password; also behind it, as drivers write them. `git@` is nobody. @internal
 */
export function withoutLogin(address: string): string {
  return CONTAINERS.test(address)
    ? address
    : address
        .replace(/^((?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
        .replace(/^(?!git@)[^/@:\s]+(?::[^/@\s]*)?@(?=[^/:@\s]+(?::|$))/i, '');
}

/** The same for the namespace of a server or scheduler, of which nothing behind `?` or `;` is part. @internal */
export function serverWithoutLogin(namespace: string): string {
  const address = withoutLogin(namespace);
  return address.includes('://') ? address.replace(/[?;#].*$/, '') : address;
}
