import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Scorecard } from '@meshproof/backstage-plugin-data-mesh-common';
import { useScorecardLink } from '../../hooks/useScorecardLink';
import { CoverageFigure } from '../figures/CoverageFigure';
import { LevelBadge } from '../figures/LevelBadge';
import { VerdictLabel } from '../figures/VerdictLabel';
import { dayText } from '../figures/time';
import { levelText } from '../figures/words';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    line: {
      ...theme.typography.body1,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(3),
      rowGap: theme.spacing(1),
      margin: 0,
      '& > div': {
        display: 'flex',
        alignItems: 'center',
        gap: theme.spacing(1),
        minWidth: 0,
      },
      '& dt': {
        ...theme.typography.body2,
        color: theme.palette.text.secondary,
      },
      '& dd': { margin: 0, minWidth: 0 },
    },
    sentence: { marginTop: theme.spacing(0.5) },
  }),
  { name: 'DataMeshScorecardSummary' },
);

/** Level, target, verdict and coverage at one glance. @internal */
export function ScorecardSummary(props: { scorecard: Scorecard }) {
  const { ref, level, target, verdict, coverage } = props.scorecard;
  const scorecardLink = useScorecardLink();
  const classes = useStyles();
  const t = useTexts();
  const waitingFinding =
    verdict.finding && Date.parse(verdict.finding.visibleToAllFrom) > Date.now()
      ? verdict.finding.visibleToAllFrom
      : undefined;
  function heldText(heldUntil: string) {
    const words = {
      level: levelText(t, level.shown),
      day: dayText(t, heldUntil),
    };
    return level.heldBecause
      ? t('scorecard.shownUntilBecause', {
          ...words,
          reason: t(`scorecard.held.${level.heldBecause}`),
        })
      : t('scorecard.shownUntil', words);
  }

  return (
    <>
      <dl className={classes.line}>
        <div>
          <dt>{t('scorecard.level')}</dt>
          <dd>
            <LevelBadge level={level} />
          </dd>
        </div>
        <div>
          <dt>{t('scorecard.target')}</dt>
          <dd>{levelText(t, target)}</dd>
        </div>
        <div>
          <dt>{t('scorecard.verdict')}</dt>
          <dd>
            <VerdictLabel
              verdict={verdict.shown}
              contradictedOn={waitingFinding}
            />
          </dd>
        </div>
        <div>
          <dt>{t('scorecard.known')}</dt>
          <dd>
            <CoverageFigure
              coverage={coverage}
              short
              to={scorecardLink(ref, { known: 'counted' })}
            />
          </dd>
        </div>
      </dl>
      {verdict.reason && (
        <Typography variant="body2" component="p" className={classes.sentence}>
          {verdict.reason}
        </Typography>
      )}
      {level.atRiskSince && (
        <Typography variant="body2" component="p">
          {t('scorecard.computed', { level: levelText(t, level.computed) })}
          {level.heldUntil && ` ${heldText(level.heldUntil)}`}
        </Typography>
      )}
      {level.waived && (
        <Typography variant="body2" component="p">
          {t('scorecard.waiver')}
        </Typography>
      )}
    </>
  );
}
