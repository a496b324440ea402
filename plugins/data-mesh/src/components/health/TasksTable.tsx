import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';

type Task = HealthReport['tasks'][number];

const NAMES: Record<string, string> = {
  'nightly-look': 'Nightly look at every product',
  'evidence-retention': 'Deleting old records',
};

/** The regular tasks, as they went the last time. @internal */
export function TasksTable(props: { tasks: Task[] }) {
  return (
    <DataTable caption="Regular tasks, as they went the last time">
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">Started</th>
          <th scope="col" className="figure">
            Took
          </th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {props.tasks.map(task => (
          <tr key={task.name}>
            <th scope="row" className="name">
              {NAMES[task.name] ?? task.name}
            </th>
            <td className="nowrap">
              <TimeAgo time={task.startedAt} />
            </td>
            <td className="figure">{lengthOf(task)}</td>
            <td className="wide">{resultOf(task)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function lengthOf({ startedAt, endedAt }: Task): string {
  return endedAt === undefined
    ? '–'
    : `${((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000).toFixed(1)} s`;
}

function resultOf({ endedAt, error, detail }: Task): string {
  if (error !== undefined) {
    return `failed: ${error}`;
  }
  if (endedAt === undefined) {
    return 'has not ended: it runs, or its process was stopped';
  }
  return Object.entries(detail ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}
