import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  PortDescription,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { countOf } from '../figures/words';
import { FactList } from '../layout/FactList';
import { Subheading } from '../layout/Subheading';
import { LoadedContent } from '../layout/LoadedContent';
import { useDataProduct } from './useDataProduct';
import { useProductDescription } from './useProductDescription';

const useStyles = makeStyles(
  theme => ({
    port: {
      '& + &': {
        marginTop: theme.spacing(2),
        paddingTop: theme.spacing(2),
        borderTop: `1px solid ${theme.palette.divider}`,
      },
    },
    title: { overflowWrap: 'anywhere', marginBottom: theme.spacing(0.5) },
    list: { margin: 0, paddingLeft: theme.spacing(2.5) },
    code: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  }),
  { name: 'DataMeshPortsCard' },
);

/** The served interfaces with their contracts, promises and addresses. @internal */
export function PortsCard() {
  const entity = useDataProduct();
  return entity ? <Body entity={entity} /> : null;
}

function Body(props: { entity: DataProductEntityV1alpha1 }) {
  const state = useProductDescription(props.entity);
  return (
    <EntityInfoCard title="Output ports">
      <LoadedContent state={state} what="the output ports" lines={4}>
        {description =>
          description.ports.length === 0 ? (
            <Typography variant="body1">
              Nothing is served yet. Add an output port with a contract to
              spec.outputPorts, so that others know what they can read.
            </Typography>
          ) : (
            <>
              {description.ports.map(port => (
                <Port key={port.id} port={port} />
              ))}
            </>
          )
        }
      </LoadedContent>
    </EntityInfoCard>
  );
}

function Port(props: { port: PortDescription }) {
  const { port } = props;
  const { contract } = port;
  const classes = useStyles();
  const name = port.title ?? port.name;
  return (
    <section className={classes.port} aria-label={`Output port ${name}`}>
      <Subheading className={classes.title}>{name}</Subheading>
      <FactList
        items={[
          { name: 'About', value: port.description },
          { name: 'Port', value: port.id },
          { name: 'Type', value: port.type ?? 'not stated' },
          { name: 'Version', value: port.version ?? 'not stated' },
          {
            name: 'Contract',
            value: contract
              ? [
                  contract.id ?? 'without an id',
                  contract.version && `version ${contract.version}`,
                  countOf(contract.columns, 'column'),
                  contract.conformant
                    ? 'conformant'
                    : `not conformant, ${countOf(
                        contract.problems,
                        'problem',
                      )}`,
                ]
                  .filter(Boolean)
                  .join(' · ')
              : 'none that could be read',
          },
          {
            name: 'Promises',
            value:
              contract && contract.promises.length > 0 ? (
                <ul className={classes.list}>
                  {contract.promises.map(promise => (
                    <li key={promise}>{promise}</li>
                  ))}
                </ul>
              ) : (
                'none'
              ),
          },
          {
            name: 'Server',
            value:
              port.server &&
              [
                port.server.description,
                port.server.environment &&
                  `environment ${port.server.environment}`,
              ]
                .filter(Boolean)
                .join(' · '),
          },
          {
            name: 'Address',
            value:
              port.addresses.length > 0 ? (
                <>
                  {port.addresses.map(address => (
                    <div
                      key={`${address.namespace} ${address.name}`}
                      className={classes.code}
                    >
                      {address.namespace} {address.name}
                    </div>
                  ))}
                </>
              ) : (
                'none known'
              ),
          },
        ]}
      />
    </section>
  );
}
