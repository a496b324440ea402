import Typography from '@material-ui/core/Typography';
import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { usePageLink } from '../../hooks/usePageLink';
import { CoverageFigure } from '../figures/CoverageFigure';
import { RangeFigure } from '../figures/RangeFigure';
import { MEASURED_LEVELS } from '../figures/words';
import { FactList } from '../layout/FactList';
import { judgementText } from './judgementText';
import { useTexts } from '../../texts/useTexts';

/** Where a domain stands: a range and what is known, never a mark. @internal */
export function DomainFigures(props: { domain: DomainSummary }) {
  const { domain } = props;
  const pageLink = usePageLink();
  const t = useTexts();
  return (
    <>
      <FactList
        items={[
          { name: t('domain.standing'), value: judgementText(t, domain) },
          {
            name: t('domain.measured'),
            value:
              domain.judgement === 'empty'
                ? undefined
                : t('domain.ofProducts', {
                    range: (
                      <RangeFigure
                        range={domain.range}
                        to={pageLink('products', {
                          domain: domain.ref,
                          level: MEASURED_LEVELS,
                        })}
                      />
                    ),
                    products: t('count.products', { count: domain.products }),
                  }),
          },
          {
            name: t('domain.known'),
            value:
              domain.judgement === 'empty' ? undefined : (
                <CoverageFigure
                  coverage={domain.coverage}
                  short
                  to={pageLink('products', { domain: domain.ref })}
                />
              ),
          },
          {
            name: t('domain.narrow'),
            value:
              domain.wouldNarrow &&
              t('domain.task', {
                text: domain.wouldNarrow.text,
                who: t(`who.${domain.wouldNarrow.who}`),
              }),
          },
        ]}
      />
      {domain.partlyHidden && (
        <Typography variant="body2" color="textSecondary">
          {domain.hidden === undefined
            ? t('domain.partlyHidden')
            : t('domain.hidden', { hidden: domain.hidden })}
        </Typography>
      )}
    </>
  );
}
