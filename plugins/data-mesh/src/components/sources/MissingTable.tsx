import { SourcesReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { KIND_WORDS } from '../figures/words';
import { Breakable } from '../layout/Breakable';
import { DataTable } from '../layout/DataTable';

/** Kinds of record that no source sends, and whom that keeps from being judged. @internal */
export function MissingTable(props: {
  missing: NonNullable<SourcesReport['missing']>;
}) {
  return (
    <DataTable
      caption="Kinds of record without a source, and what connecting one would make judgeable"
      captionHidden
    >
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">Server</th>
          <th scope="col">What it would do</th>
          <th scope="col" className="figure">
            Products
          </th>
          <th scope="col" className="figure">
            Domains
          </th>
        </tr>
      </thead>
      <tbody>
        {props.missing.map(item => (
          <tr key={`${item.kind} ${item.server ?? ''}`}>
            <th scope="row">{KIND_WORDS[item.kind]}</th>
            <td>{item.server ? <Breakable text={item.server} /> : 'any'}</td>
            <td className="wide">{item.text}</td>
            <td className="figure">{item.products}</td>
            <td className="figure">{item.domains}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
