import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import { usePageLink } from '../../hooks/usePageLink';
import { useScorecardLink } from '../../hooks/useScorecardLink';
import { useUrlState } from '../../routing';
import { useTexts } from '../../texts/useTexts';
import { dayText, momentText } from '../figures/time';
import { DataTable } from '../layout/DataTable';
import { FactList } from '../layout/FactList';
import { SelectField } from '../layout/SelectField';
import { SloState } from './SloState';
import { budgetText, percentText } from './sloTexts';

const SPANS = [90, 365, 730];

const useStyles = makeStyles(
  theme => ({ part: { margin: theme.spacing(2, 0) } }),
  { name: 'DataMeshSloDetail' },
);

/** One promise: how it is counted, and day by day with the way to the records. @internal */
export function SloDetail(props: { productRef: string; slo: Slo }) {
  const { productRef, slo } = props;
  const { figures, last } = slo;
  const classes = useStyles();
  const t = useTexts();
  const url = useUrlState();
  const scorecardLink = useScorecardLink();
  const sources = usePageLink()('sources');
  const isPlatformDebt = slo.cause === 'no-source' || slo.cause === 'unmatched';
  const withVersions = new Set(slo.days.map(({ version }) => version)).size > 1;
  return (
    <>
      <Typography variant="body1" component="p">
        <SloState state={slo.state} cause={slo.cause} /> {slo.reason}
      </Typography>
      {isPlatformDebt && (
        <Typography variant="body2" component="p" className={classes.part}>
          {t('check.platformNotYours')}
          {sources && (
            <>
              {' · '}
              <Link to={sources}>{t('slo.sources')}</Link>
            </>
          )}
        </Typography>
      )}
      <FactList
        items={[
          { name: t('slo.facts.port'), value: slo.port },
          { name: t('slo.facts.version'), value: slo.version },
          { name: t('slo.facts.since'), value: dayText(t, slo.since) },
          {
            name: t('slo.facts.target'),
            value:
              slo.target === undefined ? undefined : percentText(t, slo.target),
          },
          {
            name: t('slo.facts.window'),
            value: t('duration.days', { count: slo.windowDays }),
          },
          {
            name: t('slo.facts.attained'),
            value:
              figures &&
              t('slo.facts.attainedOf', {
                share: percentText(t, figures.attained),
                kept: figures.kept,
                expected: figures.expected,
              }),
          },
          {
            name: t('slo.facts.gaps'),
            value: figures && t('format.number', { value: figures.gaps }),
          },
          {
            name: t('slo.facts.excluded'),
            value: figures && t('format.number', { value: figures.excluded }),
          },
          {
            name: t('slo.budget'),
            value: slo.budget && budgetText(t, slo),
          },
          {
            name: t('slo.last'),
            value:
              last &&
              [
                momentText(t, last.at),
                last.source,
                t(`witness.${last.witness}`),
              ].join(' · '),
          },
        ]}
      />
      <Typography variant="body2" component="p" className={classes.part}>
        <Link to={url.href({ day: 'all' })}>{t('slo.records')}</Link>
        {slo.check && (
          <>
            {' · '}
            <Link to={scorecardLink(productRef, { check: slo.check })}>
              {t('slo.check')}
            </Link>
          </>
        )}
      </Typography>
      <SelectField
        label={t('slo.span')}
        all={t('duration.days', { count: 28 })}
        value={url.get('days')}
        options={SPANS.map(count => ({
          value: String(count),
          label: t('duration.days', { count }),
        }))}
        onChange={days => url.set({ days })}
      />
      {slo.days.length === 0 && (
        <Typography variant="body2" component="p" className={classes.part}>
          {t('slo.noDays')}
        </Typography>
      )}
      {slo.days.length > 0 && (
        <DataTable caption={t('slo.daysCaption')}>
          <thead>
            <tr>
              <th scope="col">{t('slo.days.day')}</th>
              <th scope="col" className="figure">
                {t('slo.days.expected')}
              </th>
              <th scope="col" className="figure">
                {t('slo.days.kept')}
              </th>
              <th scope="col" className="figure">
                {t('slo.days.missed')}
              </th>
              <th scope="col" className="figure">
                {t('slo.days.gaps')}
              </th>
              <th scope="col" className="figure">
                {t('slo.days.excluded')}
              </th>
              {withVersions && <th scope="col">{t('slo.facts.version')}</th>}
            </tr>
          </thead>
          <tbody>
            {[...slo.days].reverse().map(day => (
              <tr key={day.day}>
                <th scope="row" className="nowrap">
                  <Link to={url.href({ day: day.day })}>
                    {dayText(t, day.day)}
                  </Link>
                </th>
                {[
                  day.expected,
                  day.kept,
                  day.measured - day.kept,
                  day.expected - day.measured,
                  day.excluded,
                ].map((value, index) => (
                  <td key={index} className="figure">
                    {t('format.number', { value })}
                  </td>
                ))}
                {withVersions && <td>{day.version ?? '—'}</td>}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </>
  );
}
