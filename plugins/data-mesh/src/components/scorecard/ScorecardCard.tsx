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
import { useTexts } from '../../texts/useTexts';

const REFRESH = 20_000;
const PLATFORM_AT_MOST = 3;

/** What is folded away, in this order. */
const FOLDED = ['passing', 'waived', 'later', 'waiting', 'beyond'] as const;

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
  const t = useTexts();
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
      title={t('scorecard.maturity')}
      headerActions={
        state.status === 'ready' ? (
          <Typography variant="caption" color="textSecondary">
            {t('scorecard.lookedAt', {
              version: state.value.rubric.version,
              time: <TimeAgo time={state.value.evaluatedAt} />,
            })}
          </Typography>
        ) : undefined
      }
    >
      <LoadedContent
        state={state}
        what={t('scorecard.what')}
        lines={6}
        notFound={t('scorecard.notFound')}
      >
        {scorecard => <ScorecardBody scorecard={scorecard} />}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function ScorecardBody(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const classes = useStyles();
  const t = useTexts();
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

  const folded = FOLDED.filter(part => checks[part].length > 0);

  return (
    <>
      <ScorecardSummary scorecard={scorecard} />
      {scorecard.verdict.finding && (
        <FindingNote finding={scorecard.verdict.finding} />
      )}
      <ClaimNotes scorecard={scorecard} />

      <Subheading className={classes.heading}>
        {checks.next.length > 0
          ? t('scorecard.nextChecks.title', {
              level: levelText(t, reached ? scorecard.target : goal),
            })
          : t('scorecard.nextChecks.nothing')}
      </Subheading>
      {checks.next.length > 0 ? (
        <CheckList
          label={t('scorecard.nextChecks.label')}
          checks={checks.next}
          hrefOf={hrefOf}
        />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {reached
            ? t('scorecard.nextChecks.reached', {
                level: levelText(t, scorecard.target),
              })
            : t('scorecard.nextChecks.waits')}
        </Typography>
      )}

      {checks.platform.length > 0 && (
        <>
          <Subheading className={classes.heading}>
            {t('scorecard.platform.title')}
          </Subheading>
          <CheckList
            label={t('scorecard.platform.label')}
            checks={checks.platform.slice(0, PLATFORM_AT_MOST)}
            hrefOf={hrefOf}
            whoSaid
          />
          {checks.platform.length > PLATFORM_AT_MOST && (
            <Typography variant="body2">
              <Link to={scorecardLink(scorecard.ref, { who: 'platform' })}>
                {t('scorecard.platform.all', {
                  checks: checks.platform.length,
                })}
              </Link>
            </Typography>
          )}
          {sources && (
            <Typography variant="body2">
              <Link to={sources}>{t('scorecard.platform.sources')}</Link>
            </Typography>
          )}
        </>
      )}

      <div className={classes.folded}>
        <Typography variant="body2" component="span">
          {folded
            .map(part =>
              t(`scorecard.folded.count.${part}`, {
                checks: checks[part].length,
              }),
            )
            .join(' · ') || t('scorecard.folded.none')}
        </Typography>
        <Button
          size="small"
          aria-expanded={all}
          aria-controls={foldId}
          onClick={() => setAll(before => !before)}
        >
          {t(all ? 'scorecard.folded.fewer' : 'scorecard.folded.all')}
        </Button>
        <Typography variant="body2" component="span">
          <Link to={scorecardLink(scorecard.ref)}>
            {t('scorecard.folded.open')}
          </Link>
        </Typography>
      </div>
      <div id={foldId} hidden={!all}>
        {all &&
          folded.map(part => {
            const heading = t(`scorecard.folded.heading.${part}`);
            return (
              <section key={part} aria-label={heading}>
                <Subheading className={classes.heading}>{heading}</Subheading>
                <CheckList
                  label={heading}
                  checks={checks[part]}
                  hrefOf={hrefOf}
                />
              </section>
            );
          })}
      </div>

      {scorecard.problems.length > 0 && (
        <section aria-label={t('scorecard.problems.label')}>
          <Subheading className={classes.heading}>
            {t('scorecard.problems.title')}
          </Subheading>
          <ProblemList problems={scorecard.problems} hideEntity />
        </section>
      )}
    </>
  );
}
