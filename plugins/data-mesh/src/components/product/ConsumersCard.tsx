import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  ProductDescription,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { READERS_CHECK, useScorecardLink } from '../../hooks/useScorecardLink';
import { TimeAgo } from '../figures/TimeAgo';
import { kindText } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { LoadedContent } from '../layout/LoadedContent';
import { Subheading } from '../layout/Subheading';
import { TextLink } from '../layout/TextLink';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { FlowPicture } from './FlowPicture';
import { useDataProduct } from './useDataProduct';
import { useGraphLink } from './useGraphLink';
import { useProductDescription } from './useProductDescription';

const AT_ONCE = 20;

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
        {description => (
          <Lists
            description={description}
            title={props.entity.metadata.title ?? props.entity.metadata.name}
          />
        )}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function Lists(props: { description: ProductDescription; title: string }) {
  const { ref, consumers, inputs } = props.description;
  const classes = useStyles();
  const records = useScorecardLink()(ref, { check: READERS_CHECK });
  const graph = useGraphLink(ref);
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <FlowPicture
        title={props.title}
        sources={inputs.flatMap(({ from, entityRef = from, found }) =>
          entityRef ? [{ ref: entityRef, found, observed: false }] : [],
        )}
        readers={consumers}
      />
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
            {consumers.slice(0, shown).map(consumer => (
              <tr key={consumer.ref}>
                <th scope="row" className="name">
                  <EntityText entityRef={consumer.ref} found={consumer.found} />
                </th>
                <td>{kindText(consumer.ref)}</td>
                <td>
                  {consumer.observed ? (
                    <TextLink to={records}>
                      yes
                      {consumer.lastReadAt && (
                        <>
                          , last <TimeAgo time={consumer.lastReadAt} />
                        </>
                      )}
                      <VisuallyHidden>: records of reading</VisuallyHidden>
                    </TextLink>
                  ) : (
                    'not seen'
                  )}
                </td>
                <td>{consumer.declared ? 'yes' : 'no'}</td>
                <td>{consumer.aiUseCase ? 'yes' : 'no'}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {consumers.length > shown && (
        <Button size="small" onClick={() => setShown(count => count + AT_ONCE)}>
          Show more ({consumers.length - shown} left)
        </Button>
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
              <th scope="col">Kind</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(input => (
              <tr key={input.name}>
                <th scope="row" className="name">
                  {input.name}
                </th>
                <td className="name">
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
                <td>{input.entityRef ? kindText(input.entityRef) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {graph && (
        <Typography variant="body2" className={classes.heading}>
          <Link to={graph}>What lies further before and after: graph</Link>
        </Typography>
      )}
    </>
  );
}
