import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    surface: { padding: theme.spacing(3), overflowX: 'auto' },
  }),
  { name: 'DataMeshSurface' },
);

/** The ground a tab stands on: secondary text has too little contrast on the page's own. @internal */
export function Surface(props: { children: ReactNode }) {
  const classes = useStyles();
  return (
    <Paper className={classes.surface} elevation={0}>
      {props.children}
    </Paper>
  );
}
