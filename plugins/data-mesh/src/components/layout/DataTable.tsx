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
        captionSide: 'top',
        textAlign: 'left',
        padding: theme.spacing(0, 1, 1),
        color: theme.palette.text.primary,
      },
      '& th, & td': {
        textAlign: 'left',
        verticalAlign: 'top',
        padding: theme.spacing(0.75, 1),
        borderBottom: `1px solid ${theme.palette.divider}`,
        overflowWrap: 'anywhere',
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
      '& .figure': {
        textAlign: 'right',
        fontVariantNumeric: 'tabular-nums',
        whiteSpace: 'nowrap',
      },
      '& .narrow': { minWidth: '2.5em' },
      '& .wide': { minWidth: '16em' },
      '& .name': { minWidth: '11em' },
      '& .nowrap': { whiteSpace: 'nowrap' },
    },
    hiddenCaption: {
      '& caption': {
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clip: 'rect(0 0 0 0)',
        padding: '0 !important',
      },
    },
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
    <div
      className={classes.region}
      role="region"
      aria-label={caption}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to take the focus, or the keyboard cannot scroll it
      tabIndex={0}
    >
      <table
        className={
          captionHidden
            ? `${classes.table} ${classes.hiddenCaption}`
            : classes.table
        }
      >
        <caption>{caption}</caption>
        {children}
      </table>
    </div>
  );
}
