import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { TimeAgo } from '../figures/TimeAgo';
import { useTexts } from '../../texts/useTexts';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';

/** Products whose last turn failed, and why. @internal */
export function FailuresTable(props: {
  failures: HealthReport['queue']['failures'];
}) {
  const t = useTexts();
  return (
    <DataTable caption={t('health.queue.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('health.queue.product')}</th>
          <th scope="col" className="figure">
            {t('health.queue.attempts')}
          </th>
          <th scope="col">{t('health.queue.error')}</th>
          <th scope="col">{t('health.queue.since')}</th>
          <th scope="col">{t('health.queue.next')}</th>
        </tr>
      </thead>
      <tbody>
        {props.failures.map(failure => (
          <tr key={failure.ref}>
            <th scope="row" className="name">
              <EntityText entityRef={failure.ref} />
            </th>
            <td className="figure">
              {t('format.number', { value: failure.attempts })}
            </td>
            <td className="wide">{failure.error}</td>
            <td className="nowrap">
              <TimeAgo time={failure.queuedAt} />
            </td>
            <td className="nowrap">
              <TimeAgo time={failure.nextAttemptAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
