import Typography from '@material-ui/core/Typography';
import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { usePageLink } from '../../hooks/usePageLink';
import { CoverageFigure } from '../figures/CoverageFigure';
import { RangeFigure } from '../figures/RangeFigure';
import { MEASURED_LEVELS, WHO_WORDS, countOf } from '../figures/words';
import { FactList } from '../layout/FactList';
import { judgementText } from './judgementText';

/** Where a domain stands: a range and what is known, never a mark. @internal */
export function DomainFigures(props: { domain: DomainSummary }) {
  const { domain } = props;
  const pageLink = usePageLink();
  return (
    <>
      <FactList
        items={[
          { name: 'Standing', value: judgementText(domain) },
          {
            name: 'At level 3 or more',
            value:
              domain.judgement === 'empty' ? undefined : (
                <>
                  <RangeFigure
                    range={domain.range}
                    to={pageLink('products', {
                      domain: domain.ref,
                      level: MEASURED_LEVELS,
                    })}
                  />{' '}
                  of {countOf(domain.products, 'product')}
                </>
              ),
          },
          {
            name: 'Known',
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
            name: 'Would narrow this',
            value:
              domain.wouldNarrow &&
              `${domain.wouldNarrow.text} (${
                WHO_WORDS[domain.wouldNarrow.who]
              })`,
          },
        ]}
      />
      {domain.partlyHidden && (
        <Typography variant="body2" color="textSecondary">
          {domain.hidden === undefined
            ? 'Some products of this domain are not visible to you.'
            : `${domain.hidden} products of this domain are not visible to you.`}
        </Typography>
      )}
    </>
  );
}
