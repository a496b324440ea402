import { createHash } from 'node:crypto';

const MAX_NAME = 63;

/**
 * A name that a catalog entity can have, made from a text that people wrote: the same text always gives the same name, and
 * texts that a name has no room for keep apart by a digest.
 */
export function toEntityName(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const name = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (!name) {
    return `odps-${digest}`;
  }
  return name.length > MAX_NAME
    ? `${name.slice(0, MAX_NAME - 9).replace(/-+$/, '')}-${digest}`
    : name;
}
