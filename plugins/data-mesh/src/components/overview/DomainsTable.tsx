import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { Fragment } from 'react';
import { usePageLink } from '../../hooks/usePageLink';
import { CoverageFigure } from '../figures/CoverageFigure';
import { RangeFigure } from '../figures/RangeFigure';
import { LEVELS, MEASURED_LEVELS, VERDICTS, levelText } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { judgementText } from '../domain/judgementText';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    group: { textAlign: 'center !important' as 'center' },
    none: { color: theme.palette.text.secondary },
    task: {
      ...theme.typography.caption,
      display: 'block',
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'DataMeshDomainsTable' },
);

/**
 * Domains by level, as a table with text in each cell. The hierarchy is told by indentation and, for listeners, by words.
 *
 * @internal
 */
export function DomainsTable(props: { domains: DomainSummary[] }) {
  const { domains } = props;
  const classes = useStyles();
  const pageLink = usePageLink();
  const t = useTexts();
  const titles = new Map(domains.map(domain => [domain.ref, domain.title]));

  return (
    <DataTable caption={t('overview.domains.caption')}>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {t('overview.domains.columns.domain')}
          </th>
          <th scope="col" rowSpan={2} className="figure narrow">
            {t('overview.domains.columns.products')}
          </th>
          <th
            scope="colgroup"
            colSpan={LEVELS.length}
            className={classes.group}
          >
            {t('overview.domains.columns.byLevel')}
          </th>
          <th scope="col" rowSpan={2}>
            {t('overview.domains.columns.measured')}
          </th>
          <th scope="col" rowSpan={2}>
            {t('overview.domains.columns.known')}
          </th>
          <th scope="col" rowSpan={2}>
            {t('overview.domains.columns.verdicts')}
          </th>
          <th scope="col" rowSpan={2}>
            {t('overview.domains.columns.narrow')}
          </th>
        </tr>
        <tr>
          {LEVELS.map(level => (
            <th
              key={level}
              scope="col"
              className="figure narrow"
              title={levelText(t, level)}
            >
              {level}
              <VisuallyHidden> {t(`level.names.${level}`)}</VisuallyHidden>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {domains.map(domain => (
          <tr key={domain.ref}>
            <th scope="row" className="name">
              <span
                style={{
                  display: 'inline-block',
                  paddingLeft: `${domain.depth * 1.25}em`,
                }}
              >
                <EntityText entityRef={domain.ref} title={domain.title} />
                {domain.parent && (
                  <VisuallyHidden>
                    {t('overview.domains.inside', {
                      parent: titles.get(domain.parent) ?? domain.parent,
                    })}
                  </VisuallyHidden>
                )}
                {domain.central && (
                  <span className={classes.task}>
                    {t('overview.domains.central')}
                  </span>
                )}
                {domain.partlyHidden && (
                  <span className={classes.task}>
                    {domain.hidden === undefined
                      ? t('overview.domains.partlyHidden')
                      : t('overview.domains.hidden', { hidden: domain.hidden })}
                  </span>
                )}
              </span>
            </th>
            <td className="figure narrow">
              <Count
                count={domain.products}
                label={t('overview.domains.productsOf', {
                  products: t('count.products', { count: domain.products }),
                  domain: domain.title,
                })}
                to={pageLink('products', { domain: domain.ref })}
              />
            </td>
            {LEVELS.map(level => (
              <td key={level} className="figure narrow">
                <Count
                  count={domain.levels[level] ?? 0}
                  label={t('overview.domains.productsAtLevel', {
                    products: t('count.products', {
                      count: domain.levels[level] ?? 0,
                    }),
                    domain: domain.title,
                    level: levelText(t, level),
                  })}
                  to={pageLink('products', {
                    domain: domain.ref,
                    level: String(level),
                  })}
                />
              </td>
            ))}
            <td>
              {domain.judgement === 'empty' ? (
                <span className={classes.none}>{t('judgement.empty')}</span>
              ) : (
                <>
                  <RangeFigure
                    range={domain.range}
                    to={pageLink('products', {
                      domain: domain.ref,
                      level: MEASURED_LEVELS,
                    })}
                  />
                  {domain.judgement === 'cannot-be-judged' && (
                    <span className={classes.task}>
                      {judgementText(t, domain)}
                    </span>
                  )}
                </>
              )}
            </td>
            <td className="nowrap">
              {domain.judgement === 'empty' ? (
                '–'
              ) : (
                <CoverageFigure
                  coverage={domain.coverage}
                  short
                  to={pageLink('products', { domain: domain.ref })}
                />
              )}
            </td>
            <td className="name">
              <Verdicts domain={domain} />
            </td>
            <td className="wide">
              {domain.wouldNarrow ? (
                <>
                  {domain.wouldNarrow.text}
                  <span className={classes.task}>
                    {t(`who.${domain.wouldNarrow.who}`)}
                  </span>
                </>
              ) : (
                '–'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Verdicts(props: { domain: DomainSummary }) {
  const { ref, verdicts } = props.domain;
  const t = useTexts();
  const pageLink = usePageLink();
  const found = VERDICTS.filter(verdict => verdicts[verdict]);
  if (found.length === 0) {
    return <>–</>;
  }
  return (
    <>
      {found.map((verdict, index) => {
        const words = t('verdict.countOf', {
          products: verdicts[verdict] ?? 0,
          verdict: t(`verdict.names.${verdict}`),
        });
        const to = pageLink('products', { domain: ref, verdict });
        return (
          <Fragment key={verdict}>
            {index > 0 && ', '}
            {to ? <Link to={to}>{words}</Link> : words}
          </Fragment>
        );
      })}
    </>
  );
}

function Count(props: { count: number; label: string; to?: string }) {
  const { count, label, to } = props;
  const classes = useStyles();
  if (count === 0) {
    return <span className={classes.none}>0</span>;
  }
  return to ? (
    <Link to={to} aria-label={label}>
      {count}
    </Link>
  ) : (
    <>{count}</>
  );
}
