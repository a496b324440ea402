import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';

/** Backend processes that were at work in the last two minutes. @internal */
export function ProcessesTable(props: { processes: HealthReport['replicas'] }) {
  return (
    <DataTable caption="Processes seen in the last two minutes">
      <thead>
        <tr>
          <th scope="col">Process</th>
          <th scope="col">Started</th>
          <th scope="col">Last seen</th>
          <th scope="col" className="figure">
            Turns
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
            <td className="figure">{turns.toLocaleString('en-GB')}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
