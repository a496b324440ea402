import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';

/** Backend processes that were at work in the last two minutes. @internal */
export function ProcessesTable(props: { processes: HealthReport['replicas'] }) {
  const t = useTexts();
  return (
    <DataTable caption={t('health.processes.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('health.processes.process')}</th>
          <th scope="col">{t('health.processes.started')}</th>
          <th scope="col">{t('health.processes.seen')}</th>
          <th scope="col" className="figure">
            {t('health.processes.turns')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.processes.map(({ name, startedAt, seenAt, turns }) => (
          <tr key={name}>
            <th scope="row" className="name">
              {name}
            </th>
            <td className="nowrap">
              <TimeAgo time={startedAt} />
            </td>
            <td className="nowrap">
              <TimeAgo time={seenAt} />
            </td>
            <td className="figure">{t('format.number', { value: turns })}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
