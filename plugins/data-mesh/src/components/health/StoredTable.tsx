import { StoredRowsReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';
import { dayText } from '../figures/time';
import { DataTable } from '../layout/DataTable';

/** How much is kept, and since when. @internal */
export function StoredTable(props: { stored: StoredRowsReport[] }) {
  const t = useTexts();
  return (
    <DataTable caption={t('health.stored.caption')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('health.stored.what')}</th>
          <th scope="col" className="figure">
            {t('health.stored.rows')}
          </th>
          <th scope="col">{t('health.stored.oldest')}</th>
        </tr>
      </thead>
      <tbody>
        {props.stored.map(({ what, rows, oldestAt }) => (
          <tr key={what}>
            <th scope="row" className="name">
              {t(`health.stored.names.${what}`)}
            </th>
            <td className="figure">{t('format.number', { value: rows })}</td>
            <td className="nowrap">{oldestAt ? dayText(t, oldestAt) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
