import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  PortDescription,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useScorecardLink } from '../../hooks/useScorecardLink';
import { FactList } from '../layout/FactList';
import { Subheading } from '../layout/Subheading';
import { TextLink } from '../layout/TextLink';
import { LoadedContent } from '../layout/LoadedContent';
import { useDataProduct } from './useDataProduct';
import { useProductDescription } from './useProductDescription';
import { Texts, useTexts } from '../../texts/useTexts';

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
  const t = useTexts();
  const state = useProductDescription(props.entity);
  return (
    <EntityInfoCard title={t('ports.title')}>
      <LoadedContent state={state} what={t('ports.what')} lines={4}>
        {description =>
          description.ports.length === 0 ? (
            <Typography variant="body1">{t('ports.empty')}</Typography>
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
  const t = useTexts();
  const name = port.title ?? port.name;
  return (
    <section className={classes.port} aria-label={t('ports.port', { name })}>
      <Subheading className={classes.title}>{name}</Subheading>
      <FactList
        items={[
          { name: t('ports.about'), value: port.description },
          { name: t('ports.id'), value: port.id },
          { name: t('ports.type'), value: port.type ?? t('answer.notStated') },
          {
            name: t('ports.version'),
            value: port.version ?? t('answer.notStated'),
          },
          {
            name: t('ports.contract'),
            value: <Contract productRef={productRef} contract={contract} />,
          },
          {
            name: t('ports.promises'),
            value:
              contract && contract.promises.length > 0 ? (
                <ul className={classes.list}>
                  {contract.promises.map(promise => (
                    <li key={promise}>{promise}</li>
                  ))}
                </ul>
              ) : (
                t('answer.none')
              ),
          },
          {
            name: t('ports.server'),
            value:
              port.server &&
              [port.server.description, environmentOf(t, port.server)]
                .filter(Boolean)
                .join(' · '),
          },
          {
            name: t('ports.address'),
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
                t('answer.noneKnown')
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
  const t = useTexts();
  if (!contract) {
    return <>{t('ports.noContract')}</>;
  }
  const conformance = (words: string) => (
    <TextLink to={scorecardLink(productRef, { check: CONFORMANCE_CHECK })}>
      {words}
    </TextLink>
  );
  const problems = t('count.problems', { count: contract.problems });
  if (!contract.id && !contract.version && contract.columns === 0) {
    return (
      <>
        {t('ports.noContract')} · {conformance(problems)}
      </>
    );
  }
  return (
    <>
      {contract.id ?? t('ports.noId')}
      {contract.version &&
        ` · ${t('ports.contractVersion', { version: contract.version })}`}{' '}
      ·{' '}
      <TextLink to={scorecardLink(productRef, { check: COLUMNS_CHECK })}>
        {t('count.columns', { count: contract.columns })}
      </TextLink>{' '}
      ·{' '}
      {conformance(
        contract.conformant
          ? t('ports.conformant')
          : t('ports.notConformant', { problems }),
      )}
    </>
  );
}

/** The environment, unless the description of the server says it. */
function environmentOf(
  t: Texts,
  server: { environment?: string; description: string },
) {
  const { environment, description } = server;
  return environment && !description.includes(`(${environment})`)
    ? t('ports.environment', { name: environment })
    : undefined;
}
