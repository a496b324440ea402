import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  ProductDescription,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { TimeAgo } from '../figures/TimeAgo';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { Subheading } from '../layout/Subheading';
import { LoadedContent } from '../layout/LoadedContent';
import { useDataProduct } from './useDataProduct';
import { useProductDescription } from './useProductDescription';

const useStyles = makeStyles(
  theme => ({ heading: { margin: theme.spacing(2, 0, 0.5) } }),
  { name: 'DataMeshConsumersCard' },
);

/** Who reads the product, seen or only declared, and what it reads itself. @internal */
export function ConsumersCard() {
  const entity = useDataProduct();
  return entity ? <Body entity={entity} /> : null;
}

function Body(props: { entity: DataProductEntityV1alpha1 }) {
  const state = useProductDescription(props.entity);
  return (
    <EntityInfoCard title="Consumers and sources">
      <LoadedContent state={state} what="consumers and sources" lines={4}>
        {description => <Lists description={description} />}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function Lists(props: { description: ProductDescription }) {
  const { consumers, inputs } = props.description;
  const classes = useStyles();
  return (
    <>
      <Subheading>Read by</Subheading>
      {consumers.length === 0 ? (
        <Typography variant="body2">
          No reader was seen, and none has declared itself.
        </Typography>
      ) : (
        <DataTable caption="Readers of this product" captionHidden>
          <thead>
            <tr>
              <th scope="col">Reader</th>
              <th scope="col">Kind</th>
              <th scope="col">Seen reading</th>
              <th scope="col">Declared</th>
              <th scope="col">AI use case</th>
            </tr>
          </thead>
          <tbody>
            {consumers.map(consumer => (
              <tr key={consumer.ref}>
                <th scope="row" className="name">
                  <EntityText entityRef={consumer.ref} found={consumer.found} />
                </th>
                <td>{kindOf(consumer.ref)}</td>
                <td>
                  {consumer.observed ? (
                    <>
                      yes
                      {consumer.lastReadAt && (
                        <>
                          , last <TimeAgo time={consumer.lastReadAt} />
                        </>
                      )}
                    </>
                  ) : (
                    'no'
                  )}
                </td>
                <td>{consumer.declared ? 'yes' : 'no'}</td>
                <td>{consumer.aiUseCase ? 'yes' : 'no'}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Subheading className={classes.heading}>Reads from</Subheading>
      {inputs.length === 0 ? (
        <Typography variant="body2">No input port is declared.</Typography>
      ) : (
        <DataTable caption="Input ports of this product" captionHidden>
          <thead>
            <tr>
              <th scope="col">Input port</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(input => (
              <tr key={input.name}>
                <th scope="row" className="name">
                  {input.name}
                </th>
                <td>
                  {input.from ? (
                    <>
                      <EntityText
                        entityRef={input.entityRef ?? input.from}
                        found={input.found}
                      />
                      {input.port && `, port ${input.port}`}
                    </>
                  ) : (
                    'not stated'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </>
  );
}

const KIND_WORDS: Record<string, string> = {
  airesource: 'AI resource',
  api: 'API',
  dataproduct: 'data product',
};

/** Two readers of different kinds may have one name. */
function kindOf(ref: string): string {
  const [kind] = ref.split(':');
  return KIND_WORDS[kind] ?? kind;
}
