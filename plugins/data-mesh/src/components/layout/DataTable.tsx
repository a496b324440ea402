import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    region: {
      position: 'relative',
      overflowX: 'auto',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.link}`,
        outlineOffset: 2,
      },
    },
    // One class on the table instead of one per cell keeps long tables quick.
    table: {
      ...theme.typography.body2,
      width: '100%',
      borderCollapse: 'collapse',
      color: theme.palette.text.primary,
      '& caption': {
        position: 'absolute',
        width: 1,
        height: 1,
        padding: 0,
        overflow: 'hidden',
        clip: 'rect(0 0 0 0)',
      },
      '& th, & td': {
        textAlign: 'left',
        verticalAlign: 'top',
        padding: theme.spacing(0.75, 1),
        borderBottom: `1px solid ${theme.palette.divider}`,
        overflowWrap: 'break-word',
        minWidth: '4.5em',
      },
      '& th': { fontWeight: theme.typography.fontWeightBold },
      '& thead th': {
        verticalAlign: 'bottom',
        whiteSpace: 'nowrap',
        borderBottomWidth: 2,
      },
      '& tbody th': { fontWeight: theme.typography.fontWeightMedium },
      '& tbody tr:hover': { backgroundColor: theme.palette.action.hover },
      // What a row is about stays in view while the rest scrolls sideways.
      [theme.breakpoints.up('sm')]: {
        '& thead tr:first-child th:first-child, & tbody th': {
          position: 'sticky',
          left: 0,
          zIndex: 1,
          backgroundColor: theme.palette.background.paper,
        },
        '& tbody tr:hover th': {
          backgroundImage: `linear-gradient(${theme.palette.action.hover}, ${theme.palette.action.hover})`,
        },
      },
      '& .figure': {
        textAlign: 'right',
        fontVariantNumeric: 'tabular-nums',
        whiteSpace: 'nowrap',
      },
      '& .narrow': { minWidth: '2.5em' },
      '& .wide': {
        minWidth: '13em',
        overflowWrap: 'anywhere',
        // It scrolls sideways there anyway; a long text must not make every row high.
        [theme.breakpoints.down('sm')]: { minWidth: '24em' },
      },
      '& .group': { minWidth: '8em', overflowWrap: 'anywhere' },
      '& .name': { minWidth: '11em', overflowWrap: 'anywhere' },
      '& .nowrap': { whiteSpace: 'nowrap' },
    },
    caption: { marginBottom: theme.spacing(1) },
  }),
  { name: 'DataMeshTable' },
);

/**
 * A table with a name. It scrolls sideways by itself, and the scrolling part can be reached with the keyboard.
 *
 * @internal
 */
export function DataTable(props: {
  /** What the table shows; also the name of the scrolling region. */
  caption: string;
  /** A heading beside the table says the same already. */
  captionHidden?: boolean;
  children: ReactNode;
}) {
  const { caption, captionHidden, children } = props;
  const classes = useStyles();
  return (
    <>
      {!captionHidden && (
        // A real caption is as wide as the table, which may be wider than the screen; this one wraps and stays in view.
        <Typography
          variant="body2"
          component="p"
          aria-hidden="true"
          className={classes.caption}
        >
          {caption}
        </Typography>
      )}
      <div
        className={classes.region}
        role="region"
        aria-label={caption}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to take the focus, or the keyboard cannot scroll it
        tabIndex={0}
      >
        <table className={classes.table}>
          <caption>{caption}</caption>
          {children}
        </table>
      </div>
    </>
  );
}
