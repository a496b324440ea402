import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';

/** Products whose last turn failed, and why. @internal */
export function FailuresTable(props: {
  failures: HealthReport['queue']['failures'];
}) {
  return (
    <DataTable caption="Products that could not be judged">
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col" className="figure">
            Attempts
          </th>
          <th scope="col">Last error</th>
          <th scope="col">Waiting since</th>
          <th scope="col">Next attempt</th>
        </tr>
      </thead>
      <tbody>
        {props.failures.map(failure => (
          <tr key={failure.ref}>
            <th scope="row" className="name">
              <EntityText entityRef={failure.ref} />
            </th>
            <td className="figure">{failure.attempts}</td>
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
