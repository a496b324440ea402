import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DomainSummary,
  Overview,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { usePageLink } from '../../hooks/usePageLink';
import { RangeFigure } from '../figures/RangeFigure';
import { TextLink } from '../layout/TextLink';
import { TimeAgo } from '../figures/TimeAgo';
import {
  MEASURED_LEVELS,
  VERDICTS,
  WHO_WORDS,
  countOf,
} from '../figures/words';

const useStyles = makeStyles(
  theme => ({
    figures: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(15em, 1fr))',
      gap: theme.spacing(2),
      margin: theme.spacing(2, 0),
      '& > div': {
        padding: theme.spacing(2),
        border: `1px solid ${theme.palette.divider}`,
        borderRadius: theme.shape.borderRadius,
        backgroundColor: theme.palette.background.paper,
      },
      '& dt': {
        ...theme.typography.body2,
        color: theme.palette.text.secondary,
      },
      '& dd': {
        ...theme.typography.body2,
        margin: 0,
        '&:first-of-type': { ...theme.typography.h5 },
      },
    },
    heading: { marginTop: theme.spacing(2) },
    list: {
      ...theme.typography.body2,
      margin: theme.spacing(0.5, 0),
      paddingLeft: theme.spacing(2.5),
    },
  }),
  { name: 'DataMeshOverviewFigures' },
);

/** Where the whole company stands, in sentences and ranges. @internal */
export function OverviewFigures(props: { overview: Overview }) {
  const { totals, cannotJudge, nextSteps, asOf } = props.overview;
  const classes = useStyles();
  const pageLink = usePageLink();
  const linked = (words: string | number, link: string | undefined) =>
    link ? <TextLink to={link}>{words}</TextLink> : words;
  const domainsWith = (judgement: DomainSummary['judgement']) =>
    pageLink('overview', { judgement });
  const verdicts = VERDICTS.filter(verdict => totals.verdicts[verdict]);
  const sources = linked(
    countOf(totals.sources, 'source'),
    pageLink('sources'),
  );

  return (
    <section aria-label="Where we stand">
      <Typography variant="body2" color="textSecondary">
        {linked(countOf(totals.products, 'data product'), pageLink('products'))}{' '}
        in {countOf(totals.domains, 'domain')}, as of <TimeAgo time={asOf} />.
      </Typography>
      <dl className={classes.figures}>
        <div>
          <dt>Products at level 3 Measured or more</dt>
          <dd>
            <RangeFigure
              range={totals.range}
              to={pageLink('products', { level: MEASURED_LEVELS })}
            />
          </dd>
          <dd>
            of {countOf(totals.products, 'product')}; the range closes as more
            becomes known.
          </dd>
        </div>
        <div>
          <dt>Domains that can be judged</dt>
          <dd>{linked(totals.domainsJudged, domainsWith('judged'))}</dd>
          <dd>
            {totals.domainsCannotBeJudged === 0 ? (
              '0 cannot be judged yet.'
            ) : (
              <>
                {linked(
                  `${totals.domainsCannotBeJudged} cannot be judged yet`,
                  domainsWith('cannot-be-judged'),
                )}
                .
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Proven products</dt>
          <dd>
            {totals.verdicts.proven
              ? linked(
                  totals.verdicts.proven,
                  pageLink('products', { verdict: 'proven' }),
                )
              : 0}
          </dd>
          <dd>
            {verdicts.map((verdict, index) => (
              <span key={verdict}>
                {index > 0 && ', '}
                {linked(
                  `${totals.verdicts[verdict]} ${verdict}`,
                  pageLink('products', { verdict }),
                )}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>Evidence</dt>
          {totals.records === undefined ? (
            <dd>{sources}</dd>
          ) : (
            <>
              <dd>{countOf(totals.records, 'record')}</dd>
              <dd>from {sources}</dd>
            </>
          )}
        </div>
      </dl>
      {cannotJudge.length > 0 && (
        <>
          <Typography variant="h6" component="h2" className={classes.heading}>
            What would narrow this most
          </Typography>
          <ul className={classes.list}>
            {cannotJudge.map(({ text, who, domains }) => (
              <li key={text}>
                {text} ({WHO_WORDS[who]}
                {domains > 0 && `, ${countOf(domains, 'domain')}`})
              </li>
            ))}
          </ul>
        </>
      )}
      {nextSteps.length > 0 && (
        <>
          <Typography variant="h6" component="h2" className={classes.heading}>
            Next steps
          </Typography>
          <ol className={classes.list}>
            {nextSteps.map(({ text, url }) => (
              <li key={text}>{url ? <Link to={url}>{text}</Link> : text}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
