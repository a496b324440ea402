import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  PortDescription,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useScorecardLink } from '../../hooks/useScorecardLink';
import { countOf } from '../figures/words';
import { FactList } from '../layout/FactList';
import { Subheading } from '../layout/Subheading';
import { TextLink } from '../layout/TextLink';
import { LoadedContent } from '../layout/LoadedContent';
import { useDataProduct } from './useDataProduct';
import { useProductDescription } from './useProductDescription';

// The checks of the default rubric that judge a contract.
const CONFORMANCE_CHECK = 'contract-conformant';
const COLUMNS_CHECK = 'schema-described';

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
                <Port key={port.id} productRef={description.ref} port={port} />
              ))}
            </>
          )
        }
      </LoadedContent>
    </EntityInfoCard>
  );
}

function Port(props: { productRef: string; port: PortDescription }) {
  const { productRef, port } = props;
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
            value: <Contract productRef={productRef} contract={contract} />,
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
              [port.server.description, environmentOf(port.server)]
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

/** What is known of the contract; its counts open the checks they come from. */
function Contract(props: {
  productRef: string;
  contract: PortDescription['contract'];
}) {
  const { productRef, contract } = props;
  const scorecardLink = useScorecardLink();
  if (!contract) {
    return <>none that could be read</>;
  }
  const conformance = (words: string) => (
    <TextLink to={scorecardLink(productRef, { check: CONFORMANCE_CHECK })}>
      {words}
    </TextLink>
  );
  const problems = countOf(contract.problems, 'problem');
  if (!contract.id && !contract.version && contract.columns === 0) {
    return <>none that could be read · {conformance(problems)}</>;
  }
  return (
    <>
      {contract.id ?? 'without an id'}
      {contract.version && ` · version ${contract.version}`} ·{' '}
      <TextLink to={scorecardLink(productRef, { check: COLUMNS_CHECK })}>
        {countOf(contract.columns, 'column')}
      </TextLink>{' '}
      ·{' '}
      {conformance(
        contract.conformant ? 'conformant' : `not conformant, ${problems}`,
      )}
    </>
  );
}

/** The environment, unless the description of the server says it. */
function environmentOf(server: { environment?: string; description: string }) {
  const { environment, description } = server;
  return environment && !description.includes(`(${environment})`)
    ? `environment ${environment}`
    : undefined;
}
