import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Scorecard } from '@meshproof/backstage-plugin-data-mesh-common';
import { useScorecardLink } from '../../hooks/useScorecardLink';
import { CoverageFigure } from '../figures/CoverageFigure';
import { LevelBadge } from '../figures/LevelBadge';
import { VerdictLabel } from '../figures/VerdictLabel';
import { dayText } from '../figures/time';
import { levelText } from '../figures/words';

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

const HELD: Record<string, string> = {
  'seven-days': 'a level is kept for seven days before it falls',
  'silent-source': 'a shared source is silent',
};

/** Level, target, verdict and coverage at one glance. @internal */
export function ScorecardSummary(props: { scorecard: Scorecard }) {
  const { ref, level, target, verdict, coverage } = props.scorecard;
  const scorecardLink = useScorecardLink();
  const classes = useStyles();
  const waitingFinding =
    verdict.finding && Date.parse(verdict.finding.visibleToAllFrom) > Date.now()
      ? verdict.finding.visibleToAllFrom
      : undefined;
  return (
    <>
      <dl className={classes.line}>
        <div>
          <dt>Level</dt>
          <dd>
            <LevelBadge level={level} />
          </dd>
        </div>
        <div>
          <dt>Target</dt>
          <dd>{levelText(target)}</dd>
        </div>
        <div>
          <dt>Verdict</dt>
          <dd>
            <VerdictLabel
              verdict={verdict.shown}
              contradictedOn={waitingFinding}
            />
          </dd>
        </div>
        <div>
          <dt>Known</dt>
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
          Now computed: {levelText(level.computed)}.
          {level.heldUntil &&
            ` ${levelText(level.shown)} is shown until ${dayText(
              level.heldUntil,
            )}${level.heldBecause ? `: ${HELD[level.heldBecause]}` : ''}.`}
        </Typography>
      )}
      {level.waived && (
        <Typography variant="body2" component="p">
          * A waiver stands for a check of this level.
        </Typography>
      )}
    </>
  );
}
