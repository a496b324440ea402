import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CheckResult,
  FactValue,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { StateChip } from '../figures/StateChip';
import { TimeAgo } from '../figures/TimeAgo';
import { WHO_WORDS, WITNESS_WORDS, levelText } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { FactList } from '../layout/FactList';
import { RecordTable } from './RecordTable';

const useStyles = makeStyles(
  theme => ({
    heading: { margin: theme.spacing(3, 0, 1) },
    reason: { margin: theme.spacing(1, 0) },
  }),
  { name: 'DataMeshCheckDetail' },
);

/** A check with the values it was judged by, per port, and every record behind it. @internal */
export function CheckDetail(props: {
  productRef: string;
  check: CheckResult;
  evaluatedAt: string;
}) {
  const { productRef, check, evaluatedAt } = props;
  const classes = useStyles();
  const values = Object.entries(check.values);
  const open = check.state !== 'pass' && check.state !== 'waived';
  return (
    <>
      <StateChip state={check.state} cause={check.cause} />
      <Typography variant="body1" component="p" className={classes.reason}>
        {check.reason}
      </Typography>
      <FactList
        items={[
          {
            name: open ? 'How to fix' : 'How it stays so',
            value: (
              <>
                {check.fix.text}
                {check.fix.url && (
                  <>
                    {' '}
                    <Link to={check.fix.url}>How to do it</Link>
                  </>
                )}
              </>
            ),
          },
          { name: 'Who', value: open ? WHO_WORDS[check.fix.who] : undefined },
          {
            name: 'Level',
            value: check.gatesLevel
              ? levelText(check.level)
              : `${levelText(check.level)}; counts for the verdict only`,
          },
          { name: 'Dimension', value: check.dimension },
          { name: 'Basis', value: check.basis },
          {
            name: 'Witness',
            value: check.witness && WITNESS_WORDS[check.witness],
          },
          { name: 'Sources', value: check.sources.join(', ') || undefined },
          {
            name: 'Newest record',
            value: check.newestAt && <TimeAgo time={check.newestAt} />,
          },
          {
            name: 'Rule',
            value: `${check.number}, ${check.id}; from ${check.source}${
              check.waivable ? '' : '; cannot be waived'
            }`,
          },
        ]}
      />

      {values.length > 0 && (
        <>
          <Typography variant="h6" component="h3" className={classes.heading}>
            Values
          </Typography>
          <FactList
            items={values.map(([name, value]) => ({
              name: wordsOf(name),
              value: textOf(value),
            }))}
          />
        </>
      )}

      {check.ports && check.ports.length > 0 && (
        <>
          <Typography variant="h6" component="h3" className={classes.heading}>
            By port
          </Typography>
          <DataTable caption={`${check.title}, by port`} captionHidden>
            <thead>
              <tr>
                <th scope="col">Port</th>
                <th scope="col">State</th>
                <th scope="col">Reason</th>
              </tr>
            </thead>
            <tbody>
              {check.ports.map(port => (
                <tr key={port.port}>
                  <th scope="row" className="group">
                    {port.port}
                    {port.removed &&
                      ' (removed or loosened lately, still judged)'}
                  </th>
                  <td>
                    <StateChip state={port.state} cause={port.cause} />
                  </td>
                  <td className="wide">{port.reason}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </>
      )}

      <Typography variant="h6" component="h3" className={classes.heading}>
        Records
      </Typography>
      <RecordTable
        productRef={productRef}
        check={check}
        evaluatedAt={evaluatedAt}
      />
    </>
  );
}

function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .toLocaleLowerCase('en-US');
  return words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1);
}

function textOf(value: FactValue): string {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  return typeof value === 'number'
    ? value.toLocaleString('en-GB', { maximumFractionDigits: 3 })
    : value;
}
