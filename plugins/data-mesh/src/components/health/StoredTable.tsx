import { StoredRowsReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { dayText } from '../figures/time';
import { DataTable } from '../layout/DataTable';

const NAMES: Record<StoredRowsReport['what'], string> = {
  products: 'Products, those gone included',
  claims: 'Versions of claims',
  contracts: 'Versions of contracts',
  records: 'Evidence records',
  sums: 'Sums by data set, repository and product',
  readers: 'Readers of data sets',
  scorecards: 'Scorecards in force',
  history: 'Changes of scorecards',
};

/** How much is kept, and since when. @internal */
export function StoredTable(props: { stored: StoredRowsReport[] }) {
  return (
    <DataTable caption="How much is kept" captionHidden>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className="figure">
            Rows
          </th>
          <th scope="col">Oldest</th>
        </tr>
      </thead>
      <tbody>
        {props.stored.map(({ what, rows, oldestAt }) => (
          <tr key={what}>
            <th scope="row" className="name">
              {NAMES[what]}
            </th>
            <td className="figure">{rows.toLocaleString('en-GB')}</td>
            <td className="nowrap">{oldestAt ? dayText(oldestAt) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
