import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useTexts } from '../../texts/useTexts';

/**
 * A link to an entity, or its reference as text with the reason why it is none. What does not exist and what the reader may not
 * see read the same.
 *
 * @internal
 */
export function EntityText(props: {
  entityRef: string;
  found?: boolean;
  title?: string;
  defaultKind?: string;
  /** In running text, where colour alone must not tell a link. */
  inText?: boolean;
}) {
  const { entityRef, found = true, title, defaultKind, inText } = props;
  const t = useTexts();
  if (!found || !isReference(entityRef)) {
    return <span>{t('entity.notFound', { entity: entityRef })}</span>;
  }
  return (
    <EntityRefLink
      entityRef={entityRef}
      title={title}
      defaultKind={defaultKind}
      underline={inText ? 'always' : undefined}
      hideIcon
    />
  );
}

function isReference(value: string): boolean {
  return /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/.test(value);
}
