import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { LoadedContent } from '../layout/LoadedContent';
import { MissingTable } from './MissingTable';
import { SourcesTable } from './SourcesTable';
import { UNMATCHED_ID, UnmatchedTable } from './UnmatchedTable';

const REFRESH = 60_000;

const useStyles = makeStyles(
  theme => ({
    root: {
      '& section + section': { marginTop: theme.spacing(4) },
      '& h2': { marginBottom: theme.spacing(1) },
    },
  }),
  { name: 'DataMeshSources' },
);

/** What the platform has connected, how far it reaches, what is silent, missing or unmatched. @internal */
export function SourcesContent() {
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(signal => api.getSources({ signal }), [], {
    refreshEvery: REFRESH,
  });
  return (
    <LoadedContent
      state={state}
      what="the sources"
      lines={6}
      notAllowed="This page is for those who run the data platform (permission data-mesh.sources.read). What the sources mean for one product is on the product’s page."
    >
      {report => <Report report={report} />}
    </LoadedContent>
  );
}

function Report(props: { report: SourcesReport }) {
  const { sources, missing, unmatched } = props.report;
  const classes = useStyles();
  const received = sources.some(({ lastAt }) => lastAt !== undefined);
  return (
    <div className={classes.root}>
      <section aria-label="Connected sources">
        <Typography variant="h5" component="h2">
          Connected sources
        </Typography>
        {sources.length === 0 ? (
          <Typography variant="body1">
            No source has sent a record yet. Name a publisher under
            dataMesh.publishers in the configuration and let it send to
            /api/data-mesh/evidence.
          </Typography>
        ) : (
          <SourcesTable sources={sources} />
        )}
      </section>
      {missing && (
        <section aria-label="What is not connected">
          <Typography variant="h5" component="h2">
            What is not connected
          </Typography>
          {missing.length === 0 ? (
            <Typography variant="body1">
              {received
                ? 'Every kind of record that a check asks for has a source.'
                : 'No product asks for records yet: none names an address on a server.'}
            </Typography>
          ) : (
            <MissingTable missing={missing} />
          )}
        </section>
      )}
      {unmatched ? (
        <section id={UNMATCHED_ID} aria-label="Unmatched data sets">
          <Typography variant="h5" component="h2">
            Unmatched data sets
          </Typography>
          {unmatched.length === 0 ? (
            <Typography variant="body1">
              {received
                ? 'Every record belongs to a data set that a product serves or names.'
                : 'No record has come yet.'}
            </Typography>
          ) : (
            <UnmatchedTable unmatched={unmatched} />
          )}
        </section>
      ) : (
        <Typography variant="body2" color="textSecondary">
          Some products are not visible to you. What the sources send is shown
          as far as you see the products it is about; unmatched data sets are
          told to those who see every product.
        </Typography>
      )}
    </div>
  );
}
