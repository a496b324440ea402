import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** A full reference from a short one; the text itself where it is none. @internal */
export function referenceOf(
  value: string,
  context: { defaultKind: string; entity: Entity },
): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(value, {
        defaultKind: context.defaultKind,
        defaultNamespace: context.entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return value;
  }
}
