import Button from '@material-ui/core/Button';
import { SourcesReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { TimeAgo } from '../figures/TimeAgo';
import { KIND_WORDS } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';

const AT_ONCE = 50;

/** Where on the page the unmatched data sets are. @internal */
export const UNMATCHED_ID = 'unmatched-data-sets';

/** Data sets with records that belong to no product, with the products they are nearly about. @internal */
export function UnmatchedTable(props: {
  unmatched: NonNullable<SourcesReport['unmatched']>;
}) {
  const { unmatched } = props;
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <DataTable caption="Data sets whose records belong to no product. They prove and contradict nothing.">
        <thead>
          <tr>
            <th scope="col">Data set</th>
            <th scope="col">Kinds</th>
            <th scope="col" className="figure">
              Records
            </th>
            <th scope="col">Last record</th>
            <th scope="col">Nearest products</th>
          </tr>
        </thead>
        <tbody>
          {unmatched.slice(0, shown).map(item => (
            <tr key={`${item.dataset.namespace} ${item.dataset.name}`}>
              <th scope="row" className="wide">
                {item.dataset.namespace} {item.dataset.name}
              </th>
              <td>{item.kinds.map(kind => KIND_WORDS[kind]).join(', ')}</td>
              <td className="figure">{item.records.toLocaleString('en-GB')}</td>
              <td className="nowrap">
                <TimeAgo time={item.lastAt} />
              </td>
              <td>
                {item.nearest.length === 0
                  ? 'none is near'
                  : item.nearest.map((ref, index) => (
                      <span key={ref}>
                        {index > 0 && ', '}
                        <EntityText entityRef={ref} />
                      </span>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {unmatched.length > shown && (
        <Button size="small" onClick={() => setShown(count => count + AT_ONCE)}>
          Show more ({unmatched.length - shown} left)
        </Button>
      )}
    </>
  );
}
