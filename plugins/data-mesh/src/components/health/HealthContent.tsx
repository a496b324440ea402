import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { ReactNode } from 'react';
import { dataMeshApiRef } from '../../api';
import { useTexts } from '../../texts/useTexts';
import { useLoaded } from '../../hooks/useLoaded';
import { TimeAgo } from '../figures/TimeAgo';
import { FactList } from '../layout/FactList';
import { LoadedContent } from '../layout/LoadedContent';
import { FailuresTable } from './FailuresTable';
import { ProcessesTable } from './ProcessesTable';
import { SourceNotes } from './SourceNotes';
import { StoredTable } from './StoredTable';
import { TasksTable } from './TasksTable';
import { ProblemCounts } from './ProblemCounts';
import { notices } from './notices';
import { secondsText } from './secondsText';

const REFRESH = 30_000;

const useStyles = makeStyles(
  theme => ({
    root: {
      '& section + section': { marginTop: theme.spacing(4) },
      '& h2': { marginBottom: theme.spacing(1) },
      '& dl + *': { marginTop: theme.spacing(2) },
      '& ul': { margin: 0, paddingLeft: theme.spacing(3) },
    },
  }),
  { name: 'DataMeshHealth' },
);

/** How the plugin does, for those who run it. @internal */
export function HealthContent() {
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(signal => api.getHealth({ signal }), [], {
    refreshEvery: REFRESH,
  });
  return (
    <LoadedContent
      state={state}
      what={t('health.what')}
      lines={6}
      notAllowed={t('health.notAllowed')}
    >
      {report => <Report report={report} />}
    </LoadedContent>
  );
}

function Report(props: { report: HealthReport }) {
  const { report } = props;
  const { queue, evaluation, rubric, database } = report;
  const t = useTexts();
  const number = (value: number) => t('format.number', { value });
  const classes = useStyles();
  const found = notices(t, report);
  return (
    <div className={classes.root}>
      <Section title={t('health.look.title')}>
        {found.length === 0 ? (
          <Typography variant="body1">{t('health.look.nothing')}</Typography>
        ) : (
          <ul>
            {found.map(text => (
              <li key={text}>
                <Typography variant="body1">{text}</Typography>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('health.queue.title')}>
        <FactList
          items={[
            { name: t('health.queue.size'), value: number(queue.size) },
            { name: t('health.queue.leased'), value: number(queue.leased) },
            {
              name: t('health.queue.oldest'),
              value: queue.oldestAt ? <TimeAgo time={queue.oldestAt} /> : '–',
            },
            { name: t('health.queue.failing'), value: number(queue.failing) },
          ]}
        />
        {queue.failures.length > 0 && (
          <FailuresTable failures={queue.failures} />
        )}
      </Section>
      <Section title={t('health.evaluation.title')}>
        <FactList
          items={[
            {
              name: t('health.evaluation.rules'),
              value: `${rubric.id} ${rubric.version}`,
            },
            {
              name: t('health.evaluation.outdated'),
              value: number(rubric.outdated),
            },
            {
              name: t('health.evaluation.turns', {
                minutes: evaluation.minutes,
              }),
              value: t('health.evaluation.rate', {
                turns: evaluation.turns,
                rate:
                  Math.round((evaluation.turns / evaluation.minutes) * 10) / 10,
              }),
            },
            {
              name: t('health.evaluation.changed'),
              value: number(evaluation.changed),
            },
            {
              name: t('health.evaluation.failed'),
              value: number(evaluation.failed),
            },
            {
              name: t('health.evaluation.time'),
              value: t('health.evaluation.times', {
                mean: secondsText(t, evaluation.meanSeconds),
                longest: secondsText(t, evaluation.longestSeconds),
              }),
            },
          ]}
        />
        <ProcessesTable processes={report.replicas} />
        {report.tasks.length === 0 ? (
          <Typography variant="body2">{t('health.tasks.none')}</Typography>
        ) : (
          <TasksTable tasks={report.tasks} />
        )}
      </Section>
      <Section title={t('health.sources.title')}>
        <SourceNotes sources={report.sources} />
      </Section>
      <Section title={t('health.problems.title')}>
        <ProblemCounts problems={report.problems} />
      </Section>
      <Section title={t('health.stored.title')}>
        <StoredTable stored={report.stored} />
      </Section>
      <Section title={t('health.database.title')}>
        <FactList
          items={[
            {
              name: t('health.database.kind'),
              value: `${database.kind} ${database.version}`,
            },
            {
              name: t('health.database.migrations'),
              value: t('health.database.applied', {
                all: database.applied.length,
                name: database.applied[database.applied.length - 1] ?? '–',
              }),
            },
            {
              name: t('health.database.pending'),
              value: database.pending.join(', ') || t('answer.none'),
            },
          ]}
        />
      </Section>
    </div>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section aria-label={props.title}>
      <Typography variant="h5" component="h2">
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}
