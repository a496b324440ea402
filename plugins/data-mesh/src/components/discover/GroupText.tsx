import { EntityText } from '../layout/EntityText';

/** A group as its file names it, with the way to its page where the catalog has it. @internal */
export function GroupText(props: {
  group: string;
  entityRef?: string;
  /** In running text. */
  inText?: boolean;
}) {
  const { group, entityRef, inText } = props;
  return entityRef ? (
    <EntityText entityRef={entityRef} title={group} inText={inText} />
  ) : (
    <span>{group}</span>
  );
}
