import Typography from '@material-ui/core/Typography';
import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { DataTable } from '../layout/DataTable';

/** How many problems there are of each kind; the tab Problems lists them. @internal */
export function ProblemCounts(props: { problems: HealthReport['problems'] }) {
  const { problems } = props;
  if (problems.length === 0) {
    return (
      <Typography variant="body1">
        No document and no reference has a problem.
      </Typography>
    );
  }
  return (
    <DataTable caption="Problems by kind" captionHidden>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">Severity</th>
          <th scope="col" className="figure">
            Problems
          </th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ area, severity, count }) => (
          <tr key={`${area} ${severity}`}>
            <th scope="row">{area}</th>
            <td>{severity}</td>
            <td className="figure">{count.toLocaleString('en-GB')}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
