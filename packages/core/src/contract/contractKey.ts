import { ContractReference } from '@meshproof/backstage-plugin-data-mesh-common';

/** The key a contract is stored under. @public */
export function contractKey(
  reference: ContractReference,
  base: string,
): string {
  if (typeof reference !== 'string') {
    return `id:${reference.id}@${reference.version ?? ''}`;
  }
  const folder = base.replace(/[^/]*$/, '');
  return `path:${folder}${reference.replace(/^\.\//, '')}`;
}
