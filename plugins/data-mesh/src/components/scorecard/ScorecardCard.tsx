import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Scorecard } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useId } from '../../hooks/useId';
import { useLoaded } from '../../hooks/useLoaded';
import { usePageLink } from '../../hooks/usePageLink';
import { useScorecardLink } from '../../hooks/useScorecardLink';
import { TimeAgo } from '../figures/TimeAgo';
import { levelText } from '../figures/words';
import { Subheading } from '../layout/Subheading';
import { LoadedContent } from '../layout/LoadedContent';
import { ProblemList } from '../problems/ProblemList';
import { CheckList } from './CheckList';
import { ClaimNotes } from './ClaimNotes';
import { FindingNote } from './FindingNote';
import { ScorecardSummary } from './ScorecardSummary';
import { arrangeChecks } from './arrangeChecks';

const REFRESH = 20_000;

const useStyles = makeStyles(
  theme => ({
    heading: { marginTop: theme.spacing(2) },
    folded: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      borderTop: `1px solid ${theme.palette.divider}`,
      paddingTop: theme.spacing(1),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'DataMeshScorecardCard' },
);

/** The maturity of the product on whose page it stands. @internal */
export function ScorecardCard() {
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(
    signal => api.getScorecard(ref, { signal }),
    [ref, entity.metadata.etag],
    { refreshEvery: REFRESH },
  );
  return (
    <EntityInfoCard
      title="Maturity"
      headerActions={
        state.status === 'ready' ? (
          <Typography variant="caption" color="textSecondary">
            rubric {state.value.rubric.version} · looked at{' '}
            <TimeAgo time={state.value.evaluatedAt} />
          </Typography>
        ) : undefined
      }
    >
      <LoadedContent
        state={state}
        what="the scorecard"
        lines={6}
        notFound="The product was registered a moment ago, or its scorecard is not visible to you. A new product is looked at within seconds."
      >
        {scorecard => <ScorecardBody scorecard={scorecard} />}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function ScorecardBody(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const classes = useStyles();
  const scorecardLink = useScorecardLink();
  const pageLink = usePageLink();
  const [all, setAll] = useState(false);
  const foldId = useId('data-mesh-fold');
  const checks = arrangeChecks(scorecard);
  const hrefOf = (check: string) => scorecardLink(scorecard.ref, { check });
  const reached = scorecard.level.computed >= scorecard.target;
  const goal = Math.min(
    scorecard.level.computed + 1,
    scorecard.target,
  ) as typeof scorecard.target;
  const sources = pageLink('sources');

  const folded = [
    [checks.passing, 'pass', 'Checks that pass'],
    [checks.waived, 'waived', 'Waived checks'],
    [checks.later, 'more to do later', 'More to do later'],
    [checks.waiting, 'need nothing yet', 'Checks that need nothing yet'],
    [checks.beyond, 'beyond the target', 'Checks beyond the target'],
  ] as const;

  return (
    <>
      <ScorecardSummary scorecard={scorecard} />
      {scorecard.verdict.finding && (
        <FindingNote finding={scorecard.verdict.finding} />
      )}
      <ClaimNotes scorecard={scorecard} />

      <Subheading className={classes.heading}>
        {checks.next.length > 0
          ? `Next, to reach ${levelText(reached ? scorecard.target : goal)}`
          : 'Nothing for the team to do now'}
      </Subheading>
      {checks.next.length > 0 ? (
        <CheckList label="Next checks" checks={checks.next} hrefOf={hrefOf} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {reached
            ? `The target, ${levelText(scorecard.target)}, is reached.`
            : 'What is missing waits for time to pass or for the platform, below.'}
        </Typography>
      )}

      {checks.platform.length > 0 && (
        <>
          <Subheading className={classes.heading}>
            The platform’s task, not yours
          </Subheading>
          <CheckList
            label="Checks that wait for the platform"
            checks={checks.platform}
            hrefOf={hrefOf}
          />
          {sources && (
            <Typography variant="body2">
              <Link to={sources}>See what is connected: sources</Link>
            </Typography>
          )}
        </>
      )}

      <div className={classes.folded}>
        <Typography variant="body2" component="span">
          {folded
            .filter(([list]) => list.length > 0)
            .map(([list, words]) => `${list.length} ${words}`)
            .join(' · ') || 'No other checks'}
        </Typography>
        <Button
          size="small"
          aria-expanded={all}
          aria-controls={foldId}
          onClick={() => setAll(before => !before)}
        >
          {all ? 'Show fewer' : 'Show all'}
        </Button>
        <Typography variant="body2" component="span">
          <Link to={scorecardLink(scorecard.ref)}>Open the scorecard</Link>
        </Typography>
      </div>
      <div id={foldId} hidden={!all}>
        {all &&
          folded
            .filter(([list]) => list.length > 0)
            .map(([list, , heading]) => (
              <section key={heading} aria-label={heading}>
                <Subheading className={classes.heading}>{heading}</Subheading>
                <CheckList label={heading} checks={[...list]} hrefOf={hrefOf} />
              </section>
            ))}
      </div>

      {scorecard.problems.length > 0 && (
        <section aria-label="Problems">
          <Subheading className={classes.heading}>
            Problems in the documents
          </Subheading>
          <ProblemList problems={scorecard.problems} hideEntity />
        </section>
      )}
    </>
  );
}
