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
import { useTexts } from '../../texts/useTexts';

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
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(signal => api.getSources({ signal }), [], {
    refreshEvery: REFRESH,
  });
  return (
    <LoadedContent
      state={state}
      what={t('sources.what')}
      lines={6}
      notAllowed={t('sources.notAllowed')}
    >
      {report => <Report report={report} />}
    </LoadedContent>
  );
}

function Report(props: { report: SourcesReport }) {
  const { sources, missing, unmatched, unmatchedNames = [] } = props.report;
  const classes = useStyles();
  const t = useTexts();
  const received = sources.some(({ lastAt }) => lastAt !== undefined);
  return (
    <div className={classes.root}>
      <section aria-label={t('sources.connected.title')}>
        <Typography variant="h5" component="h2">
          {t('sources.connected.title')}
        </Typography>
        {sources.length === 0 ? (
          <Typography variant="body1">
            {t('sources.connected.empty')}
          </Typography>
        ) : (
          <SourcesTable sources={sources} />
        )}
      </section>
      {missing && (
        <section aria-label={t('sources.missing.title')}>
          <Typography variant="h5" component="h2">
            {t('sources.missing.title')}
          </Typography>
          {missing.length === 0 ? (
            <Typography variant="body1">
              {received
                ? t('sources.missing.empty')
                : t('sources.missing.notAsked')}
            </Typography>
          ) : (
            <MissingTable missing={missing} />
          )}
        </section>
      )}
      {unmatched ? (
        <section id={UNMATCHED_ID} aria-label={t('sources.unmatched.title')}>
          <Typography variant="h5" component="h2">
            {t('sources.unmatched.title')}
          </Typography>
          {unmatched.length + unmatchedNames.length === 0 ? (
            <Typography variant="body1">
              {received
                ? t('sources.unmatched.empty')
                : t('sources.unmatched.nothingYet')}
            </Typography>
          ) : (
            <UnmatchedTable unmatched={unmatched} names={unmatchedNames} />
          )}
        </section>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('sources.partlyHidden')}
        </Typography>
      )}
    </div>
  );
}
