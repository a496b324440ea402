import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { ReactNode } from 'react';
import { dataMeshApiRef } from '../../api';
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
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(signal => api.getHealth({ signal }), [], {
    refreshEvery: REFRESH,
  });
  return (
    <LoadedContent
      state={state}
      what="the health page"
      lines={6}
      notAllowed="This page is for those who run the portal (permission data-mesh.health.read, and the right to read the whole catalog, since its figures count everything)."
    >
      {report => <Report report={report} />}
    </LoadedContent>
  );
}

function Report(props: { report: HealthReport }) {
  const { report } = props;
  const { queue, evaluation, rubric, database } = report;
  const classes = useStyles();
  const found = notices(report);
  return (
    <div className={classes.root}>
      <Section title="What to look at">
        {found.length === 0 ? (
          <Typography variant="body1">
            Nothing needs attention: the queue moves, every source that was
            heard keeps its rhythm, and the database is up to date.
          </Typography>
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
      <Section title="Queue">
        <FactList
          items={[
            { name: 'Waiting products', value: number(queue.size) },
            { name: 'Being judged', value: number(queue.leased) },
            {
              name: 'Longest wait since',
              value: queue.oldestAt ? <TimeAgo time={queue.oldestAt} /> : '–',
            },
            { name: 'Failing products', value: number(queue.failing) },
          ]}
        />
        {queue.failures.length > 0 && (
          <FailuresTable failures={queue.failures} />
        )}
      </Section>
      <Section title="Evaluation">
        <FactList
          items={[
            {
              name: 'Rules',
              value: `${rubric.id} ${rubric.version}`,
            },
            {
              name: 'Not yet judged by these',
              value: number(rubric.outdated),
            },
            {
              name: `Turns in the last ${evaluation.minutes} min`,
              value: `${number(evaluation.turns)}, ${number(
                Math.round((evaluation.turns / evaluation.minutes) * 10) / 10,
              )} a minute`,
            },
            { name: 'Changed a result', value: number(evaluation.changed) },
            { name: 'Failed', value: number(evaluation.failed) },
            {
              name: 'Time for a turn',
              value: `${seconds(evaluation.meanSeconds)} on average, ${seconds(
                evaluation.longestSeconds,
              )} at most`,
            },
          ]}
        />
        <ProcessesTable processes={report.replicas} />
        {report.tasks.length === 0 ? (
          <Typography variant="body2">
            No regular task has run yet; they run at night.
          </Typography>
        ) : (
          <TasksTable tasks={report.tasks} />
        )}
      </Section>
      <Section title="Sources">
        <SourceNotes sources={report.sources} />
      </Section>
      <Section title="Problems">
        <ProblemCounts problems={report.problems} />
      </Section>
      <Section title="Stored rows">
        <StoredTable stored={report.stored} />
      </Section>
      <Section title="Database">
        <FactList
          items={[
            { name: 'Kind', value: `${database.kind} ${database.version}` },
            {
              name: 'Migrations',
              value: `${number(database.applied.length)} applied, the last ${
                database.applied[database.applied.length - 1] ?? '–'
              }`,
            },
            {
              name: 'Not applied',
              value: database.pending.join(', ') || 'none',
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

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function seconds(value: number): string {
  return value < 1
    ? `${Math.round(value * 1_000)} ms`
    : `${value.toFixed(1)} s`;
}
