import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CheckResult,
  Scorecard,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { TimeAgo } from '../figures/TimeAgo';
import { momentText } from '../figures/time';
import { CHECK_STATES, LEVELS, countOf, levelText } from '../figures/words';
import { LoadedContent } from '../layout/LoadedContent';
import { SelectField } from '../layout/SelectField';
import { CheckDrawer } from './CheckDrawer';
import { CheckList } from './CheckList';
import { ClaimNotes } from './ClaimNotes';
import { FindingNote } from './FindingNote';
import { KeyClaims } from './KeyClaims';
import { ScorecardSummary } from './ScorecardSummary';

const REFRESH = 20_000;

const useStyles = makeStyles(
  theme => ({
    filters: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      margin: theme.spacing(3, 0, 1),
    },
    level: { marginTop: theme.spacing(3), marginBottom: theme.spacing(0.5) },
  }),
  { name: 'DataMeshScorecardContent' },
);

/** Every check of the product, by level; one check and one record can be opened by address. @internal */
export function ScorecardContent() {
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
      title="Scorecard"
      headerActions={
        state.status === 'ready' ? (
          <Typography variant="caption" color="textSecondary">
            rubric {state.value.rubric.version} · looked at{' '}
            <TimeAgo time={state.value.evaluatedAt} />
          </Typography>
        ) : undefined
      }
    >
      <LoadedContent state={state} what="the scorecard" lines={6}>
        {scorecard => <AllChecks scorecard={scorecard} />}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function AllChecks(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const classes = useStyles();
  const url = useUrlState();
  const wanted = {
    state: url.get('state'),
    dimension: url.get('dimension'),
    who: url.get('who'),
  };
  const filtered = Object.values(wanted).some(Boolean);
  const checks = scorecard.checks.filter(
    check =>
      (!wanted.state || check.state === wanted.state) &&
      (!wanted.dimension || check.dimension === wanted.dimension) &&
      (!wanted.who || (check.state !== 'pass' && check.fix.who === wanted.who)),
  );
  const dimensions = [
    ...new Set(scorecard.checks.map(check => check.dimension)),
  ].sort();
  const openCheck = url.get('check');
  const hrefOf = (check: string) => url.href({ check, record: undefined });

  return (
    <>
      <ScorecardSummary scorecard={scorecard} />
      {scorecard.verdict.finding && (
        <FindingNote finding={scorecard.verdict.finding} />
      )}
      <ClaimNotes scorecard={scorecard} />
      <KeyClaims
        claims={scorecard.verdict.claims}
        checks={scorecard.checks}
        hrefOf={hrefOf}
      />
      {scorecard.nextChangeAt && (
        <Typography variant="body2" color="textSecondary">
          Without any new record nothing changes before{' '}
          {momentText(scorecard.nextChangeAt)}.
        </Typography>
      )}

      <div
        className={classes.filters}
        role="group"
        aria-label="Filter the checks"
      >
        <SelectField
          label="State"
          all="All states"
          value={wanted.state}
          options={CHECK_STATES.map(value => ({ value, label: value }))}
          onChange={value => url.set({ state: value }, { replace: true })}
        />
        <SelectField
          label="Dimension"
          all="All dimensions"
          value={wanted.dimension}
          options={dimensions.map(value => ({ value, label: value }))}
          onChange={value => url.set({ dimension: value }, { replace: true })}
        />
        <SelectField
          label="Whose task"
          all="Everybody"
          value={wanted.who}
          options={[
            { value: 'team', label: 'the team' },
            { value: 'platform', label: 'the platform' },
            { value: 'nobody', label: 'nobody, only time' },
          ]}
          onChange={value => url.set({ who: value }, { replace: true })}
        />
        <Typography role="status" variant="body2">
          {filtered
            ? `${checks.length} of ${countOf(scorecard.checks.length, 'check')}`
            : countOf(scorecard.checks.length, 'check')}
        </Typography>
        {filtered && (
          <Button
            size="small"
            onClick={() =>
              url.set(
                { state: undefined, dimension: undefined, who: undefined },
                { replace: true },
              )
            }
          >
            Clear filters
          </Button>
        )}
      </div>

      {checks.length === 0 && (
        <Typography variant="body1">No check matches these filters.</Typography>
      )}
      {LEVELS.map(level => {
        const ofLevel = checks.filter(check => check.level === level);
        if (ofLevel.length === 0) {
          return null;
        }
        const heading = levelText(level);
        return (
          <section key={level} aria-label={`Level ${heading}`}>
            <Typography variant="h6" component="h4" className={classes.level}>
              Level {heading}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {sentenceOf(scorecard, level)}
            </Typography>
            <CheckList
              label={`Checks of level ${heading}`}
              checks={ofLevel}
              hrefOf={hrefOf}
            />
          </section>
        );
      })}
      {openCheck && (
        <CheckDrawer
          productRef={scorecard.ref}
          checkId={openCheck}
          check={scorecard.checks.find(check => check.id === openCheck)}
          evaluatedAt={scorecard.evaluatedAt}
        />
      )}
    </>
  );
}

function sentenceOf(scorecard: Scorecard, level: number): string {
  const all = scorecard.checks.filter(check => check.level === level);
  const passing = (list: CheckResult[]) =>
    list.filter(check => check.state === 'pass').length;
  const gating = all.filter(check => check.gatesLevel);
  if (gating.length === 0) {
    return `${passing(all)} of ${countOf(
      all.length,
      'check',
    )} pass. They count for the verdict and gate no level yet.`;
  }
  const waived = all.filter(check => check.state === 'waived').length;
  const words = `${passing(all)} of ${countOf(all.length, 'check')} pass${
    waived > 0 ? `, ${waived} waived` : ''
  }.`;
  if (level > scorecard.target) {
    return `${words} Beyond the target: not asked for.`;
  }
  return scorecard.level.computed >= level
    ? `${words} This level is reached.`
    : `${words} This level is not reached.`;
}
