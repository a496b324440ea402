import { makeStyles } from '@material-ui/core/styles';
import { Slo, SloDay } from '@meshproof/backstage-plugin-data-mesh-common';
import { useTexts } from '../../texts/useTexts';

const WIDTH = 4;
const GAP = 1;
const HEIGHT = 20;
const DAYS = 28;
const DAY = 24 * 3_600_000;

const useStyles = makeStyles(
  theme => ({
    root: { display: 'block', overflow: 'visible' },
    // Height tells how much was kept; what was missed also has a mark below the line, so that colour only repeats it.
    kept: { fill: theme.palette.text.secondary },
    missed: { fill: theme.palette.error.main },
    none: { fill: theme.palette.divider },
  }),
  { name: 'DataMeshSparkline' },
);

/** The days of a promise as bars, the newest on the right. The table behind the promise says the same in figures. @internal */
export function Sparkline(props: {
  slo: Slo;
  /** The newest day. */
  until: string;
}) {
  const { slo, until } = props;
  const classes = useStyles();
  const t = useTexts();
  if (slo.days.length === 0) {
    return <>—</>;
  }
  const last = Date.parse(until);
  const byDay = new Map(slo.days.map(day => [Date.parse(day.day), day]));
  const days = Array.from({ length: DAYS }, (_, index) =>
    byDay.get(last - (DAYS - 1 - index) * DAY),
  );
  const missedDays = days.filter(
    day => day !== undefined && day.kept < day.expected,
  ).length;
  const silentDays = days.filter(
    day => day === undefined || day.expected === 0,
  ).length;
  return (
    <svg
      className={classes.root}
      role="img"
      aria-label={t('slo.sparkline', {
        days: t('duration.days', { count: DAYS }),
        missed: t('duration.days', { count: missedDays }),
        silent: t('duration.days', { count: silentDays }),
      })}
      width={DAYS * (WIDTH + GAP)}
      height={HEIGHT + 5}
    >
      {days.map((day, index) => (
        <Bar key={index} day={day} x={index * (WIDTH + GAP)} />
      ))}
    </svg>
  );
}

function Bar(props: { day: SloDay | undefined; x: number }) {
  const { day, x } = props;
  const classes = useStyles();
  if (!day || day.expected === 0) {
    return (
      <rect
        className={classes.none}
        x={x}
        y={HEIGHT - 1}
        width={WIDTH}
        height={1}
      />
    );
  }
  const height = Math.max(1, Math.round((day.kept / day.expected) * HEIGHT));
  return (
    <>
      <rect
        className={classes.kept}
        x={x}
        y={HEIGHT - height}
        width={WIDTH}
        height={height}
      />
      {day.kept < day.expected && (
        <rect
          className={classes.missed}
          x={x}
          y={HEIGHT + 2}
          width={WIDTH}
          height={3}
        />
      )}
    </>
  );
}
