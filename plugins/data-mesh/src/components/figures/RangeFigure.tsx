import { TextLink } from '../layout/TextLink';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { useTexts } from '../../texts/useTexts';

/** A count as it is now and as it could be if all that is unknown passed: `3, possible 5`. @internal */
export function RangeFigure(props: {
  range?: { now: number; possible: number };
  /** Address of the products that are there now. */
  to?: string;
}) {
  const { range, to } = props;
  const t = useTexts();
  if (!range) {
    return <span>{t('range.withheld')}</span>;
  }
  const now =
    to && range.now > 0 ? <TextLink to={to}>{range.now}</TextLink> : range.now;
  if (range.possible <= range.now) {
    return <span>{now}</span>;
  }
  return (
    <span title={t('range.explained')}>
      {now}
      <VisuallyHidden> {t('range.now')}</VisuallyHidden>{' '}
      {t('range.possible', { possible: range.possible })}
    </span>
  );
}
