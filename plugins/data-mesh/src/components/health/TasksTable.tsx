import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { Texts, useTexts } from '../../texts/useTexts';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';
import { secondsText } from './secondsText';

type Task = HealthReport['tasks'][number];

// What a newer backend adds is shown by the name it has there.
const NAMES = ['nightly-look', 'evidence-retention', 'silent-sources'] as const;
const DETAILS = ['products', 'deleted', 'days', 'told', 'failed'] as const;

/** The regular tasks, as they went the last time. @internal */
export function TasksTable(props: { tasks: Task[] }) {
  const t = useTexts();
  return (
    <DataTable caption={t('health.tasks.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('health.tasks.task')}</th>
          <th scope="col">{t('health.tasks.started')}</th>
          <th scope="col" className="figure">
            {t('health.tasks.took')}
          </th>
          <th scope="col">{t('health.tasks.result')}</th>
        </tr>
      </thead>
      <tbody>
        {props.tasks.map(task => (
          <tr key={task.name}>
            <th scope="row" className="name">
              {nameOf(t, task.name)}
            </th>
            <td className="nowrap">
              <TimeAgo time={task.startedAt} />
            </td>
            <td className="figure">{lengthOf(t, task)}</td>
            <td className="wide">{resultOf(t, task)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function nameOf(t: Texts, name: string): string {
  return isOneOf(NAMES, name) ? t(`health.tasks.names.${name}`) : name;
}

function lengthOf(t: Texts, { startedAt, endedAt }: Task): string {
  return endedAt === undefined
    ? '–'
    : secondsText(t, (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
}

function resultOf(t: Texts, { endedAt, error, detail }: Task): string {
  if (error !== undefined) {
    return t('health.tasks.failed', { error });
  }
  if (endedAt === undefined) {
    return t('health.tasks.open');
  }
  return Object.entries(detail ?? {})
    .map(([name, value]) =>
      isOneOf(DETAILS, name) && typeof value === 'number'
        ? t(`health.tasks.details.${name}`, { value })
        : `${name}: ${value}`,
    )
    .join(', ');
}

function isOneOf<T extends string>(
  known: readonly T[],
  name: string,
): name is T {
  return (known as readonly string[]).includes(name);
}
