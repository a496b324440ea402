import { VisuallyHidden } from '../layout/VisuallyHidden';

/** A count as it is now and as it could be if all that is unknown passed: `3, possible 5`. @internal */
export function RangeFigure(props: {
  range?: { now: number; possible: number };
}) {
  const { range } = props;
  if (!range) {
    return <span>withheld</span>;
  }
  if (range.possible <= range.now) {
    return <span>{range.now}</span>;
  }
  return (
    <span title="The second figure is what it would be if everything unknown passed">
      {range.now}
      <VisuallyHidden> now</VisuallyHidden> (possible {range.possible})
    </span>
  );
}
