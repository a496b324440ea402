import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { DataProductEntityV1alpha1 } from '@meshproof/backstage-plugin-data-mesh-common';
import { DataTable } from '../layout/DataTable';
import { LoadedContent } from '../layout/LoadedContent';
import { useDataProduct } from './useDataProduct';
import { useProductDescription } from './useProductDescription';

/** What an ODPS document says that has no place in the entity; it is kept and shown, and judged by nothing. @internal */
export function NotMappedCard() {
  const entity = useDataProduct();
  return entity ? <Body entity={entity} /> : null;
}

function Body(props: { entity: DataProductEntityV1alpha1 }) {
  const state = useProductDescription(props.entity);
  return (
    <EntityInfoCard title="Also in the ODPS document">
      <LoadedContent state={state} what="the rest of the ODPS document">
        {({ notMapped }) =>
          notMapped.length === 0 ? (
            <Typography variant="body2">
              Everything in the document has a place on this page.
            </Typography>
          ) : (
            <>
              <Typography variant="body2">
                These parts have no place in the catalog entity. They are kept
                as they are, and no check reads them.
              </Typography>
              <DataTable caption="Parts that are not mapped" captionHidden>
                <thead>
                  <tr>
                    <th scope="col">Field</th>
                    <th scope="col">Value</th>
                  </tr>
                </thead>
                <tbody>
                  {notMapped.map(({ path, value }) => (
                    <tr key={path}>
                      <th scope="row">not mapped: {path}</th>
                      <td>{value}</td>
                    </tr>
                  ))}
                </tbody>
              </DataTable>
            </>
          )
        }
      </LoadedContent>
    </EntityInfoCard>
  );
}
