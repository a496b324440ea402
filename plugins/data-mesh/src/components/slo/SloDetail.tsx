import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  useEvidenceLink,
  useScorecardLink,
} from '../../hooks/useScorecardLink';
import { useTexts } from '../../texts/useTexts';
import { dayText, momentText } from '../figures/time';
import { DataTable } from '../layout/DataTable';
import { FactList } from '../layout/FactList';
import { SloState } from './SloState';
import { budgetText, percentText } from './sloTexts';

const DAY = 24 * 3_600_000;

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
  const evidenceLink = useEvidenceLink();
  const scorecardLink = useScorecardLink();
  const kind = slo.property === 'rule' ? 'quality' : 'run';
  return (
    <>
      <Typography variant="body1" component="p">
        <SloState state={slo.state} cause={slo.cause} /> {slo.reason}
      </Typography>
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
      {slo.check && (
        <Typography variant="body2" component="p" className={classes.part}>
          <Link to={scorecardLink(productRef, { check: slo.check })}>
            {t('slo.records')}
          </Link>
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
            </tr>
          </thead>
          <tbody>
            {[...slo.days].reverse().map(day => (
              <tr key={day.day}>
                <th scope="row" className="nowrap">
                  <Link
                    to={evidenceLink(productRef, {
                      kind,
                      port: slo.port,
                      since: day.day,
                      until: new Date(Date.parse(day.day) + DAY)
                        .toISOString()
                        .slice(0, 10),
                    })}
                  >
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
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </>
  );
}
