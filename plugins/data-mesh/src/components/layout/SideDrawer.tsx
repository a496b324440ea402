import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { ReactNode } from 'react';
import { useId } from '../../hooks/useId';

const useStyles = makeStyles(
  theme => ({
    paper: {
      // The paper is a flex box by default, which squeezes what scrolls inside.
      display: 'block',
      width: 'min(860px, 100vw)',
      padding: theme.spacing(2, 3),
      backgroundColor: theme.palette.background.paper,
    },
    header: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      '& h2': { flexGrow: 1, overflowWrap: 'anywhere', minWidth: 0 },
    },
  }),
  { name: 'DataMeshSideDrawer' },
);

/** One thing of a list, opened beside it. @internal */
export function SideDrawer(props: {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, closeLabel, onClose, children } = props;
  const classes = useStyles();
  const titleId = useId('data-mesh-drawer');
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      classes={{ paper: classes.paper }}
      // The modal itself carries role="presentation"; the dialog is the paper inside it.
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
      }}
    >
      <div className={classes.header}>
        <Typography id={titleId} variant="h5" component="h2">
          {title}
        </Typography>
        <IconButton aria-label={closeLabel} onClick={onClose} size="small">
          <CloseIcon />
        </IconButton>
      </div>
      {children}
    </Drawer>
  );
}
