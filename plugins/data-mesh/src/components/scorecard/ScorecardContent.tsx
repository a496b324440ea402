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
import { CHECK_STATES, LEVELS, levelText } from '../figures/words';
import { LoadedContent } from '../layout/LoadedContent';
import { SelectField } from '../layout/SelectField';
import { CheckDrawer } from './CheckDrawer';
import { CheckList } from './CheckList';
import { ClaimNotes } from './ClaimNotes';
import { Contradictions } from './Contradictions';
import { FindingNote } from './FindingNote';
import { KeyClaims } from './KeyClaims';
import { ScorecardSummary } from './ScorecardSummary';
import { Texts, useTexts } from '../../texts/useTexts';

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
    note: { marginTop: theme.spacing(1) },
    level: { marginTop: theme.spacing(3), marginBottom: theme.spacing(0.5) },
  }),
  { name: 'DataMeshScorecardContent' },
);

/** Every check of the product, by level; one check and one record can be opened by address. @internal */
export function ScorecardContent() {
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
      title={t('scorecard.title')}
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
      <LoadedContent state={state} what={t('scorecard.what')} lines={6}>
        {scorecard => (
          <AllChecks
            scorecard={scorecard}
            reload={state.status === 'ready' ? state.retry : () => {}}
          />
        )}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function AllChecks(props: { scorecard: Scorecard; reload: () => void }) {
  const { scorecard, reload } = props;
  const classes = useStyles();
  const t = useTexts();
  const url = useUrlState();
  const wanted = {
    state: url.get('state'),
    dimension: url.get('dimension'),
    who: url.get('who'),
    known: url.get('known'),
  };
  const filtered = Object.values(wanted).some(Boolean);
  const checks = scorecard.checks.filter(
    check =>
      (!wanted.state || check.state === wanted.state) &&
      (!wanted.dimension || check.dimension === wanted.dimension) &&
      (!wanted.who ||
        (check.state !== 'pass' && check.fix.who === wanted.who)) &&
      (!wanted.known || isCounted(check, scorecard.target)),
  );
  const dimensions = [
    ...new Set(scorecard.checks.map(check => check.dimension)),
  ].sort();
  const count = t('count.checks', { count: scorecard.checks.length });
  const openCheck = url.get('check');
  const hrefOf = (check: string) => url.href({ check, record: undefined });

  return (
    <>
      <ScorecardSummary scorecard={scorecard} />
      {scorecard.verdict.finding && (
        <FindingNote finding={scorecard.verdict.finding} />
      )}
      <ClaimNotes scorecard={scorecard} />
      {scorecard.verdict.contradictions && (
        <Contradictions
          productRef={scorecard.ref}
          contradictions={scorecard.verdict.contradictions}
          onChange={reload}
        />
      )}
      <KeyClaims
        claims={scorecard.verdict.claims}
        checks={scorecard.checks}
        hrefOf={hrefOf}
      />
      {scorecard.nextChangeAt && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.note}
        >
          {t('scorecard.nextChange', {
            moment: momentText(t, scorecard.nextChangeAt),
          })}
        </Typography>
      )}

      <div
        className={classes.filters}
        role="group"
        aria-label={t('scorecard.filter.label')}
      >
        <SelectField
          label={t('scorecard.filter.state')}
          all={t('scorecard.filter.allStates')}
          value={wanted.state}
          options={CHECK_STATES.map(value => ({
            value,
            label: t(`state.${value}`),
          }))}
          onChange={value => url.set({ state: value }, { replace: true })}
        />
        <SelectField
          label={t('scorecard.filter.dimension')}
          all={t('scorecard.filter.allDimensions')}
          value={wanted.dimension}
          options={dimensions.map(value => ({ value, label: value }))}
          onChange={value => url.set({ dimension: value }, { replace: true })}
        />
        <SelectField
          label={t('scorecard.filter.who')}
          all={t('scorecard.filter.everybody')}
          value={wanted.who}
          options={[
            { value: 'team', label: t('scorecard.filter.team') },
            { value: 'platform', label: t('scorecard.filter.platform') },
            { value: 'nobody', label: t('scorecard.filter.nobody') },
          ]}
          onChange={value => url.set({ who: value }, { replace: true })}
        />
        <SelectField
          label={t('scorecard.filter.known')}
          all={t('scorecard.filter.allChecks')}
          value={wanted.known}
          options={[{ value: 'counted', label: t('scorecard.filter.counted') }]}
          onChange={value => url.set({ known: value }, { replace: true })}
        />
        <Typography role="status" variant="body2">
          {filtered
            ? t('list.shownOf', { shown: checks.length, all: count })
            : count}
        </Typography>
        {filtered && (
          <Button
            size="small"
            onClick={() =>
              url.set(
                {
                  state: undefined,
                  dimension: undefined,
                  who: undefined,
                  known: undefined,
                },
                { replace: true },
              )
            }
          >
            {t('filter.clear')}
          </Button>
        )}
      </div>

      {checks.length === 0 && (
        <Typography variant="body1">{t('scorecard.filter.noMatch')}</Typography>
      )}
      {LEVELS.map(level => {
        const ofLevel = checks.filter(check => check.level === level);
        if (ofLevel.length === 0) {
          return null;
        }
        const heading = levelText(t, level);
        return (
          <section
            key={level}
            aria-label={t('scorecard.ofLevel.title', { level: heading })}
          >
            <Typography variant="h6" component="h4" className={classes.level}>
              {t('scorecard.ofLevel.title', { level: heading })}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {sentenceOf(t, scorecard, level)}
            </Typography>
            <CheckList
              label={t('scorecard.ofLevel.checks', { level: heading })}
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

/** Whether the coverage of the scorecard counts a check: it gates a level from 3 to the target, and is not only declared. */
function isCounted(check: CheckResult, target: number): boolean {
  return (
    check.gatesLevel &&
    check.level >= 3 &&
    check.level <= target &&
    check.basis !== 'declared'
  );
}

function sentenceOf(t: Texts, scorecard: Scorecard, level: number): string {
  const all = scorecard.checks.filter(check => check.level === level);
  const passing = all.filter(check => check.state === 'pass').length;
  const waived = all.filter(check => check.state === 'waived').length;
  const checks = t('count.checks', { count: all.length });
  if (!all.some(check => check.gatesLevel)) {
    return [
      t('scorecard.ofLevel.passing', { passing, checks }),
      t('scorecard.ofLevel.verdictOnly'),
    ].join(' ');
  }
  return [
    waived > 0
      ? t('scorecard.ofLevel.passingWaived', { passing, checks, waived })
      : t('scorecard.ofLevel.passing', { passing, checks }),
    standing(),
  ].join(' ');

  function standing() {
    if (level > scorecard.target) {
      return t('scorecard.ofLevel.beyond');
    }
    return scorecard.level.computed >= level
      ? t('scorecard.ofLevel.reached')
      : t('scorecard.ofLevel.notReached');
  }
}
