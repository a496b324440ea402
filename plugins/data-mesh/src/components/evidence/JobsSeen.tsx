import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { JobSeen } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { Texts, useTexts } from '../../texts/useTexts';
import { Pill } from '../figures/Pill';
import { TimeAgo } from '../figures/TimeAgo';
import { Breakable } from '../layout/Breakable';
import { DataTable } from '../layout/DataTable';
import { LoadedContent } from '../layout/LoadedContent';

const REFRESH = 20_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The jobs that wrote the product's data, declared or not. @internal */
export function JobsSeen(props: { productRef: string }) {
  const { productRef } = props;
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(
    signal => api.listJobs(productRef, {}, { signal }),
    [productRef],
    { refreshEvery: REFRESH },
  );
  return (
    <LoadedContent state={state} what={t('evidence.jobs.what')} lines={4}>
      {({ days, items }) =>
        items.length === 0 ? (
          <Typography variant="body1" role="status">
            {t('evidence.jobs.none', { days })}
          </Typography>
        ) : (
          <JobsTable days={days} jobs={items} />
        )
      }
    </LoadedContent>
  );
}

function JobsTable(props: { days: number; jobs: JobSeen[] }) {
  const { days, jobs } = props;
  const t = useTexts();
  const url = useUrlState();
  return (
    <DataTable caption={t('evidence.jobs.caption', { days })}>
      <thead>
        <tr>
          <th scope="col">{t('evidence.jobs.job')}</th>
          <th scope="col">{t('evidence.jobs.declared')}</th>
          <th scope="col">{t('evidence.jobs.writes')}</th>
          <th scope="col" className="figure">
            {t('evidence.jobs.runs')}
          </th>
          <th scope="col" className="figure">
            {t('evidence.jobs.failed')}
          </th>
          <th scope="col">{t('evidence.jobs.gap')}</th>
          <th scope="col">{t('evidence.jobs.last')}</th>
          <th scope="col">{t('evidence.jobs.seenBy')}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map(job => (
          <tr key={`${job.job.namespace} ${job.job.name}`}>
            <th scope="row" className="name">
              <Breakable text={job.job.name} />
              <Typography variant="caption" component="div">
                <Breakable text={job.job.namespace} />
              </Typography>
            </th>
            <td>{t(job.declared ? 'answer.yes' : 'answer.no')}</td>
            <td>{job.ports.join(', ')}</td>
            <td className="figure">
              <Link to={url.href({ view: undefined, job: idOf(job) })}>
                {t('format.number', { value: job.runs })}
              </Link>
            </td>
            <td className="figure">
              {job.failed === 0 ? (
                t('format.number', { value: 0 })
              ) : (
                <Link
                  to={url.href({
                    view: undefined,
                    job: idOf(job),
                    outcome: 'missed',
                  })}
                >
                  {t('format.number', { value: job.failed })}
                </Link>
              )}
            </td>
            <td>
              {job.usualGapSeconds === undefined
                ? '—'
                : gapText(t, job.usualGapSeconds)}
            </td>
            <td className="nowrap">
              <Pill tone={job.lastStatus === 'success' ? 'good' : 'bad'}>
                {t(
                  job.lastStatus === 'success'
                    ? 'evidence.jobs.success'
                    : 'evidence.jobs.failure',
                )}
              </Pill>{' '}
              <Link to={url.href({ record: job.lastRecordId })}>
                <TimeAgo time={job.lastAt} />
              </Link>
            </td>
            <td>{job.sources.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function idOf({ job }: JobSeen): string {
  return `${job.namespace}/${job.name}`;
}

function gapText(t: Texts, seconds: number): string {
  if (seconds < 2 * HOUR) {
    return t('duration.minutes', { count: Math.round(seconds / MINUTE) });
  }
  return seconds < 2 * DAY
    ? t('duration.hours', { count: Math.round(seconds / HOUR) })
    : t('duration.days', { count: Math.round(seconds / DAY) });
}
