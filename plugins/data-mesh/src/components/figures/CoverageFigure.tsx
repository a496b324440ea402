import { Link } from '@backstage/core-components';
import { Coverage } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';

/** How much of what has to be shown is known: `known 9 of 14`. Never a percentage of maturity. @internal */
export function CoverageFigure(props: {
  coverage?: Coverage;
  /** Inside a table whose column is called "Known". */
  short?: boolean;
  /** Address of what it counts. */
  to?: string;
}) {
  const { coverage, short, to } = props;
  const t = useTexts();
  if (!coverage) {
    return <span>{t('coverage.withheld')}</span>;
  }
  if (coverage.applicable === 0) {
    return <span>{t('coverage.cannotBeJudged')}</span>;
  }
  const words = t(short ? 'coverage.short' : 'coverage.known', {
    known: coverage.known,
    all: coverage.applicable,
  });
  return (
    <span title={t('coverage.explained')}>
      {to ? <Link to={to}>{words}</Link> : words}
    </span>
  );
}
