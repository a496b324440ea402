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
import { MEASURED_LEVELS, VERDICTS } from '../figures/words';
import { Task } from './Task';
import { useTexts } from '../../texts/useTexts';

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
  const t = useTexts();
  const pageLink = usePageLink();
  const linked = (words: string | number, link: string | undefined) =>
    link ? <TextLink to={link}>{words}</TextLink> : <>{words}</>;
  const products = t('count.products', { count: totals.products });
  const domainsWith = (judgement: DomainSummary['judgement']) =>
    pageLink('overview', { judgement });
  const verdicts = VERDICTS.filter(verdict => totals.verdicts[verdict]);
  const sources = linked(
    t('count.sources', { count: totals.sources }),
    pageLink('sources'),
  );

  return (
    <section aria-label={t('overview.figures.title')}>
      <Typography variant="body2" color="textSecondary">
        {t('overview.figures.lead', {
          products: linked(
            t('count.dataProducts', { count: totals.products }),
            pageLink('products'),
          ),
          domains: t('count.domains', { count: totals.domains }),
          time: <TimeAgo time={asOf} />,
        })}
      </Typography>
      <dl className={classes.figures}>
        <div>
          <dt>{t('overview.figures.measured')}</dt>
          <dd>
            <RangeFigure
              range={totals.range}
              to={pageLink('products', { level: MEASURED_LEVELS })}
            />
          </dd>
          <dd>{t('overview.figures.ofProducts', { products })}</dd>
        </div>
        <div>
          <dt>{t('overview.figures.judged')}</dt>
          <dd>{linked(totals.domainsJudged, domainsWith('judged'))}</dd>
          <dd>
            {t('overview.figures.sentence', {
              words: linked(
                t('overview.figures.notJudged', {
                  domains: totals.domainsCannotBeJudged,
                }),
                totals.domainsCannotBeJudged === 0
                  ? undefined
                  : domainsWith('cannot-be-judged'),
              ),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('overview.figures.proven')}</dt>
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
                  t('verdict.countOf', {
                    products: totals.verdicts[verdict] ?? 0,
                    verdict: t(`verdict.names.${verdict}`),
                  }),
                  pageLink('products', { verdict }),
                )}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('overview.figures.evidence')}</dt>
          {totals.records === undefined ? (
            <dd>{sources}</dd>
          ) : (
            <>
              <dd>{t('count.records', { count: totals.records })}</dd>
              <dd>{t('overview.figures.fromSources', { sources })}</dd>
            </>
          )}
        </div>
      </dl>
      {cannotJudge.length > 0 && (
        <>
          <Typography variant="h6" component="h2" className={classes.heading}>
            {t('overview.figures.narrow')}
          </Typography>
          <ul className={classes.list}>
            {cannotJudge.map(task => (
              <li key={task.text}>
                <Task {...task} />
              </li>
            ))}
          </ul>
        </>
      )}
      {nextSteps.length > 0 && (
        <>
          <Typography variant="h6" component="h2" className={classes.heading}>
            {t('overview.figures.next')}
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
