import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../../texts/useTexts';

const ROW = 36;
const AT_MOST = 12;

/** An entity at one end of a line. @internal */
export interface FlowEnd {
  ref: string;
  /** False: "not found or not visible"; it is drawn by its reference. */
  found: boolean;
  /** True: a record shows the data flowing; false: it is only declared. */
  observed: boolean;
}

const useStyles = makeStyles(
  theme => ({
    root: {
      margin: theme.spacing(0, 0, 2),
      [theme.breakpoints.down('xs')]: { display: 'none' },
    },
    picture: { display: 'flex', alignItems: 'center' },
    column: { flex: '1 1 0', minWidth: 0 },
    row: { height: ROW, display: 'flex', alignItems: 'center' },
    box: {
      ...theme.typography.body2,
      width: '100%',
      padding: theme.spacing(0.25, 1),
      border: `1px solid ${theme.palette.text.secondary}`,
      borderRadius: theme.shape.borderRadius,
      overflow: 'hidden',
      whiteSpace: 'nowrap',
      textOverflow: 'ellipsis',
      // The portal's link lays icon and name out in a way that cannot be cut with dots.
      '& a > span': {
        display: 'block',
        overflow: 'hidden',
        textOverflow: 'ellipsis',
      },
      '& svg': { verticalAlign: 'text-bottom', fontSize: '1rem' },
    },
    more: { border: 0 },
    product: {
      fontWeight: theme.typography.fontWeightBold as number,
      borderWidth: 2,
      textAlign: 'center',
    },
    lines: {
      flex: '0 0 7%',
      minWidth: 28,
      stroke: theme.palette.text.secondary,
      strokeWidth: 1.5,
      fill: 'none',
    },
  }),
  { name: 'DataMeshFlowPicture' },
);

/**
 * What a product reads, the product and who reads it, from left to right. For the eye only: whoever shows it lists the same in
 * words, so that neither keyboard nor screen reader has to pass every entity twice.
 *
 * @internal
 */
export function FlowPicture(props: {
  title: string;
  sources: FlowEnd[];
  readers: FlowEnd[];
}) {
  const { title, sources, readers } = props;
  const t = useTexts();
  const classes = useStyles();
  if (sources.length + readers.length === 0) {
    return null;
  }
  const ends = [...sources, ...readers];
  return (
    <div className={classes.root} aria-hidden="true">
      <div className={classes.picture}>
        {sources.length > 0 && (
          <>
            <Column ends={sources} />
            <Lines ends={sources} towards="right" />
          </>
        )}
        <div className={classes.column}>
          <div className={`${classes.box} ${classes.product}`} title={title}>
            {title}
          </div>
        </div>
        {readers.length > 0 && (
          <>
            <Lines ends={readers} towards="left" />
            <Column ends={readers} />
          </>
        )}
      </div>
      <Typography variant="caption" color="textSecondary" component="p">
        {t(`flow.legend.${legendOf(ends)}`)}
      </Typography>
    </div>
  );
}

function Column(props: { ends: FlowEnd[] }) {
  const { ends } = props;
  const t = useTexts();
  const classes = useStyles();
  const rows = rowsOf(ends);
  const left = ends.length - rows.length;
  return (
    <div className={classes.column}>
      {rows.map((end, index) =>
        index === rows.length - 1 && left > 0 ? (
          <div key="more" className={classes.row}>
            <div className={`${classes.box} ${classes.more}`}>
              {t('list.others', { count: left + 1 })}
            </div>
          </div>
        ) : (
          <div key={`${end.ref} ${index}`} className={classes.row}>
            <div className={classes.box} title={end.ref}>
              {end.found ? (
                <EntityRefLink
                  entityRef={end.ref}
                  tabIndex={-1}
                  disableTooltip
                />
              ) : (
                end.ref
              )}
            </div>
          </div>
        ),
      )}
    </div>
  );
}

function Lines(props: { ends: FlowEnd[]; towards: 'left' | 'right' }) {
  const { ends, towards } = props;
  const classes = useStyles();
  const rows = rowsOf(ends);
  const height = rows.length * ROW;
  const [near, far] = towards === 'left' ? [0, 100] : [100, 0];
  return (
    <svg
      className={classes.lines}
      height={height}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
    >
      {rows.map((end, index) => {
        const y = (index + 0.5) * ROW;
        return (
          <path
            key={index}
            data-testid="flow-line"
            d={`M${near} ${height / 2} C50 ${height / 2} 50 ${y} ${far} ${y}`}
            strokeDasharray={end.observed ? undefined : '4 4'}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
    </svg>
  );
}

function rowsOf(ends: FlowEnd[]): FlowEnd[] {
  return ends.slice(0, AT_MOST);
}

function legendOf(ends: FlowEnd[]): 'both' | 'seen' | 'declared' {
  const seen = ends.filter(end => end.observed).length;
  if (seen > 0 && seen < ends.length) {
    return 'both';
  }
  return seen > 0 ? 'seen' : 'declared';
}
