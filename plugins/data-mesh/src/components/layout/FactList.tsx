import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'grid',
      gridTemplateColumns: 'minmax(7em, max-content) minmax(0, 1fr)',
      columnGap: theme.spacing(2),
      rowGap: theme.spacing(0.75),
      margin: 0,
      '& dt': { color: theme.palette.text.secondary },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
  }),
  { name: 'DataMeshFactList' },
);

/** Names and values below each other. Entries without a value are left out. @internal */
export function FactList(props: {
  items: { name: string; value?: ReactNode }[];
}) {
  const classes = useStyles();
  return (
    <dl className={classes.root}>
      {props.items
        .filter(item => item.value !== undefined && item.value !== '')
        .map(item => (
          <div key={item.name} style={{ display: 'contents' }}>
            <dt>{item.name}</dt>
            <dd>{item.value}</dd>
          </div>
        ))}
    </dl>
  );
}
