import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Overview } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { LoadedContent } from '../layout/LoadedContent';
import { DomainsSection } from './DomainsSection';
import { FirstPage } from './FirstPage';
import { OverviewFigures } from './OverviewFigures';
import { UndeclaredSection } from './UndeclaredSection';
import { useTexts } from '../../texts/useTexts';

const REFRESH = 60_000;

const useStyles = makeStyles(
  theme => ({
    root: { '& > section:not(:first-child)': { marginTop: theme.spacing(4) } },
    note: { marginTop: theme.spacing(2) },
  }),
  { name: 'DataMeshOverview' },
);

/** Domains by level, what is known of each, and what would make more known. @internal */
export function OverviewContent() {
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(signal => api.getOverview({ signal }), [], {
    refreshEvery: REFRESH,
  });
  return (
    <LoadedContent state={state} what={t('overview.what')} lines={6}>
      {overview => <Body overview={overview} />}
    </LoadedContent>
  );
}

function Body(props: { overview: Overview }) {
  const { overview } = props;
  const t = useTexts();
  const classes = useStyles();
  if (overview.state === 'no-products') {
    return (
      <div className={classes.root}>
        <FirstPage overview={overview} />
        {overview.undeclared && overview.undeclared.length > 0 && (
          <UndeclaredSection datasets={overview.undeclared} />
        )}
      </div>
    );
  }
  return (
    <div className={classes.root}>
      {overview.state === 'no-sources' ? (
        <FirstPage overview={overview} />
      ) : (
        <OverviewFigures overview={overview} />
      )}
      {overview.totals.partlyHidden && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.note}
        >
          {t('overview.partlyHidden')}
        </Typography>
      )}
      <DomainsSection domains={overview.domains} />
      {overview.undeclared && (
        <UndeclaredSection datasets={overview.undeclared} />
      )}
    </div>
  );
}
