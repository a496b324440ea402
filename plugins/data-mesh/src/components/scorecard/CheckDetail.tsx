import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CheckResult,
  FactValue,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { StateChip } from '../figures/StateChip';
import { TimeAgo } from '../figures/TimeAgo';
import { levelText } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { FactList } from '../layout/FactList';
import { RecordTable } from './RecordTable';
import { Texts, useTexts } from '../../texts/useTexts';

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
  const t = useTexts();
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
            name: t(open ? 'check.fix' : 'check.stays'),
            value: (
              <>
                {check.fix.text}
                {check.fix.url && (
                  <>
                    {' '}
                    <Link to={check.fix.url}>{t('check.howTo')}</Link>
                  </>
                )}
              </>
            ),
          },
          {
            name: t('check.who'),
            value: open ? t(`who.${check.fix.who}`) : undefined,
          },
          {
            name: t('check.level'),
            value: check.gatesLevel
              ? levelText(t, check.level)
              : t('check.verdictOnly', { level: levelText(t, check.level) }),
          },
          { name: t('check.dimension'), value: check.dimension },
          { name: t('check.basis'), value: t(`basis.${check.basis}`) },
          {
            name: t('check.witness'),
            value: check.witness && t(`witness.${check.witness}`),
          },
          {
            name: t('check.sources'),
            value: check.sources.join(', ') || undefined,
          },
          {
            name: t('check.newest'),
            value: check.newestAt && <TimeAgo time={check.newestAt} />,
          },
          {
            name: t('check.rule'),
            value: t(
              check.waivable ? 'check.ruleFrom' : 'check.ruleNotWaivable',
              {
                number: String(check.number),
                id: check.id,
                source: check.source,
              },
            ),
          },
        ]}
      />

      {values.length > 0 && (
        <>
          <Typography variant="h6" component="h3" className={classes.heading}>
            {t('check.values')}
          </Typography>
          <FactList
            items={values.map(([name, value]) => ({
              name: wordsOf(name),
              value: textOf(t, value),
            }))}
          />
        </>
      )}

      {check.ports && check.ports.length > 0 && (
        <>
          <Typography variant="h6" component="h3" className={classes.heading}>
            {t('check.ports')}
          </Typography>
          <DataTable
            caption={t('check.portsCaption', { check: check.title })}
            captionHidden
          >
            <thead>
              <tr>
                <th scope="col">{t('check.port')}</th>
                <th scope="col">{t('check.state')}</th>
                <th scope="col">{t('check.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {check.ports.map(port => (
                <tr key={port.port}>
                  <th scope="row" className="group">
                    {port.removed
                      ? t('check.portRemoved', { port: port.port })
                      : port.port}
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
        {t('check.recordsTitle')}
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

function textOf(t: Texts, value: FactValue): string {
  if (typeof value === 'boolean') {
    return t(value ? 'answer.yes' : 'answer.no');
  }
  return typeof value === 'number' ? t('format.number', { value }) : value;
}
