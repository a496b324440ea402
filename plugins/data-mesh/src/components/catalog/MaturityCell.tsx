import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useScorecardLink } from '../../hooks/useScorecardLink';
import { LevelBadge } from '../figures/LevelBadge';
import { VerdictLabel } from '../figures/VerdictLabel';
import { statusOf } from '../layout/statusOf';
import { useTexts } from '../../texts/useTexts';

const ERRORS = {
  401: 'catalog.notAllowed',
  403: 'catalog.notAllowed',
  404: 'catalog.notYet',
} as const;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      alignItems: 'center',
    },
  }),
  { name: 'DataMeshMaturityCell' },
);

/** Level and verdict of a product, in the catalog's table. @internal */
export function MaturityCell(props: { entity: Entity }) {
  const ref = stringifyEntityRef(props.entity);
  const classes = useStyles();
  const api = useApi(dataMeshApiRef);
  const scorecardLink = useScorecardLink();
  const t = useTexts();
  const state = useLoaded(signal => api.getScorecard(ref, { signal }), [ref]);
  if (state.status === 'loading') {
    return <>…</>;
  }
  if (state.status === 'error') {
    const status = statusOf(state.error) as keyof typeof ERRORS;
    return <>{t(ERRORS[status] ?? 'catalog.failed')}</>;
  }
  const { level, verdict } = state.value;
  return (
    <span className={classes.root}>
      <Link to={scorecardLink(ref)}>
        <LevelBadge level={level} />
      </Link>
      <VerdictLabel
        verdict={verdict.shown}
        contradictedOn={
          verdict.shown === 'contradicted'
            ? undefined
            : verdict.finding?.visibleToAllFrom
        }
      />
    </span>
  );
}
