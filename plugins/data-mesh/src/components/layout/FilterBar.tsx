import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      margin: theme.spacing(2, 0),
      '& > .MuiTextField-root': {
        minWidth: '11em',
        maxWidth: '18em',
      },
    },
  }),
  { name: 'DataMeshFilterBar' },
);

/** Filters beside each other. @internal */
export function FilterBar(props: { label: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root} role="group" aria-label={props.label}>
      {props.children}
    </div>
  );
}
