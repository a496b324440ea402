import Typography from '@material-ui/core/Typography';
import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';
import { DataTable } from '../layout/DataTable';

/** How many problems there are of each kind; the tab Problems lists them. @internal */
export function ProblemCounts(props: { problems: HealthReport['problems'] }) {
  const { problems } = props;
  const t = useTexts();
  if (problems.length === 0) {
    return <Typography variant="body1">{t('health.problems.none')}</Typography>;
  }
  return (
    <DataTable caption={t('health.problems.caption')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('health.problems.where')}</th>
          <th scope="col">{t('health.problems.severity')}</th>
          <th scope="col" className="figure">
            {t('health.problems.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ area, severity, count }) => (
          <tr key={`${area} ${severity}`}>
            <th scope="row">{t(`problems.areas.${area}`)}</th>
            <td>{t(`problems.severities.${severity}`)}</td>
            <td className="figure">{t('format.number', { value: count })}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
