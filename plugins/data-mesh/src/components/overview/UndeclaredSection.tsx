import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { UndeclaredDataset } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';

const AT_ONCE = 10;
const READERS_AT_ONCE = 5;

/** Data sets that other domains read and no product serves. @internal */
export function UndeclaredSection(props: { datasets: UndeclaredDataset[] }) {
  const { datasets } = props;
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <section aria-label="Read by others, without a product">
      <Typography variant="h5" component="h2">
        Read by others, without a product
      </Typography>
      {datasets.length === 0 ? (
        <Typography variant="body1">
          No usage source has shown a data set that other domains read and no
          product serves.
        </Typography>
      ) : (
        <>
          <DataTable caption="Data sets that other domains read and no product serves, the most read first. “Undeclared” is a label, not a verdict.">
            <thead>
              <tr>
                <th scope="col">Data set</th>
                <th scope="col">Label</th>
                <th scope="col">Readers</th>
                <th scope="col" className="figure">
                  Domains
                </th>
                <th scope="col" className="figure">
                  AI use cases
                </th>
                <th scope="col">Last read</th>
              </tr>
            </thead>
            <tbody>
              {datasets.slice(0, shown).map(item => (
                <tr key={`${item.dataset.namespace} ${item.dataset.name}`}>
                  <th scope="row" className="wide">
                    {item.dataset.name}
                    <div>
                      <Typography variant="caption" color="textSecondary">
                        {item.dataset.namespace}
                      </Typography>
                    </div>
                  </th>
                  <td>undeclared</td>
                  <td className="wide">
                    {item.readers
                      .slice(0, READERS_AT_ONCE)
                      .map((reader, index) => (
                        <span key={reader.ref}>
                          {index > 0 && ', '}
                          <EntityText entityRef={reader.ref} />
                        </span>
                      ))}
                    {item.readers.length > READERS_AT_ONCE &&
                      ` and ${item.readers.length - READERS_AT_ONCE} more`}
                  </td>
                  <td className="figure">{item.domains}</td>
                  <td className="figure">{item.aiUseCases}</td>
                  <td className="nowrap">
                    <TimeAgo time={item.lastReadAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          {datasets.length > shown && (
            <Button
              size="small"
              onClick={() => setShown(count => count + AT_ONCE)}
            >
              Show more ({datasets.length - shown} left)
            </Button>
          )}
        </>
      )}
    </section>
  );
}
