import { makeStyles } from '@material-ui/core/styles';
import { CheckResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { CheckRow } from './CheckRow';

const useStyles = makeStyles(
  { root: { listStyle: 'none', margin: 0, padding: 0 } },
  { name: 'DataMeshCheckList' },
);

/** Checks below each other. @internal */
export function CheckList(props: {
  label: string;
  checks: CheckResult[];
  hrefOf: (checkId: string) => string;
  /** The heading of the list says whose task the checks are. */
  whoSaid?: boolean;
}) {
  const classes = useStyles();
  return (
    <ul className={classes.root} aria-label={props.label}>
      {props.checks.map(check => (
        <CheckRow
          key={check.id}
          check={check}
          href={props.hrefOf(check.id)}
          whoSaid={props.whoSaid}
        />
      ))}
    </ul>
  );
}
