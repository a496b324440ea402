import { TextLink } from '../layout/TextLink';
import { VisuallyHidden } from '../layout/VisuallyHidden';

/** A count as it is now and as it could be if all that is unknown passed: `3, possible 5`. @internal */
export function RangeFigure(props: {
  range?: { now: number; possible: number };
  /** Address of the products that are there now. */
  to?: string;
}) {
  const { range, to } = props;
  if (!range) {
    return <span>withheld</span>;
  }
  const now =
    to && range.now > 0 ? <TextLink to={to}>{range.now}</TextLink> : range.now;
  if (range.possible <= range.now) {
    return <span>{now}</span>;
  }
  return (
    <span title="The second figure is what it would be if everything unknown passed">
      {now}
      <VisuallyHidden> now</VisuallyHidden> (possible {range.possible})
    </span>
  );
}
