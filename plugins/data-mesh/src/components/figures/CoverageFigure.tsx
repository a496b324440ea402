import { Link } from '@backstage/core-components';
import { Coverage } from '@meshproof/backstage-plugin-data-mesh-common';

/** How much of what has to be shown is known: `known 9 of 14`. Never a percentage of maturity. @internal */
export function CoverageFigure(props: {
  coverage?: Coverage;
  /** Inside a table whose column is called "Known". */
  short?: boolean;
  /** Address of what it counts. */
  to?: string;
}) {
  const { coverage, short, to } = props;
  if (!coverage) {
    return <span>withheld</span>;
  }
  if (coverage.applicable === 0) {
    return <span>cannot be judged yet</span>;
  }
  const words = `${short ? '' : 'known '}${coverage.known} of ${
    coverage.applicable
  }`;
  return (
    <span title="Checks that passed or failed, of those that have to be shown by observation up to the target">
      {to ? <Link to={to}>{words}</Link> : words}
    </span>
  );
}
