import { EntityText } from '../layout/EntityText';

/** A group as its file names it, with the way to its page where the catalog has it. @internal */
export function GroupText(props: { group: string; entityRef?: string }) {
  const { group, entityRef } = props;
  return entityRef ? (
    <EntityText entityRef={entityRef} title={group} />
  ) : (
    <span>{group}</span>
  );
}
