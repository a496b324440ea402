import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const PART = /^[a-z0-9]([-a-z0-9_.]*[a-z0-9])?$/;

/** A full reference in lower case, or undefined for what cannot be one: people write references by hand. */
export function fullRef(
  reference: string | undefined,
  defaults: { kind?: string; namespace?: string },
): string | undefined {
  if (typeof reference !== 'string' || reference.trim() === '') {
    return undefined;
  }
  try {
    const ref = parseEntityRef(reference.trim(), {
      defaultKind: defaults.kind,
      defaultNamespace: defaults.namespace ?? 'default',
    });
    const text = stringifyEntityRef(ref).toLocaleLowerCase('en-US');
    return text.split(/[:/]/).length === 3 &&
      text.split(/[:/]/).every(part => PART.test(part))
      ? text
      : undefined;
  } catch {
    return undefined;
  }
}
