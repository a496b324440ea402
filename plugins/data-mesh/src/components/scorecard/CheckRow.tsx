import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CheckResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { useId } from '../../hooks/useId';
import { ProvenanceLine } from '../figures/ProvenanceLine';
import { StateChip } from '../figures/StateChip';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(6.5em, 8em) minmax(0, 1fr) max-content',
      columnGap: theme.spacing(2),
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      '& p': { overflowWrap: 'anywhere' },
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        rowGap: theme.spacing(0.5),
      },
    },
    state: { minWidth: 0 },
    actions: {
      ...theme.typography.body2,
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'flex-start',
      flexWrap: 'wrap',
      justifyContent: 'flex-end',
      [theme.breakpoints.down('sm')]: { justifyContent: 'flex-start' },
    },
    records: { padding: theme.spacing(0.5, 0), whiteSpace: 'nowrap' },
    fix: {
      gridColumn: '2 / -1',
      marginTop: theme.spacing(0.5),
      paddingLeft: theme.spacing(1),
      borderLeft: `3px solid ${theme.palette.divider}`,
      [theme.breakpoints.down('sm')]: { gridColumn: 1 },
    },
    ports: { margin: 0, paddingLeft: theme.spacing(2) },
  }),
  { name: 'DataMeshCheckRow' },
);

/** One check: state, reason with its values, why we believe it, and the ways on. @internal */
export function CheckRow(props: {
  check: CheckResult;
  /** Address of the details and records of this check. */
  href: string;
  /** The heading of the list says whose task it is. */
  whoSaid?: boolean;
}) {
  const { check, href, whoSaid } = props;
  const classes = useStyles();
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const fixId = useId('data-mesh-fix');
  const fixable = check.state !== 'pass' && check.state !== 'waived';
  const ports = check.ports?.filter(port => port.state !== check.state) ?? [];

  const records =
    check.records > 0
      ? t('check.records', { records: check.records })
      : t('check.details');

  return (
    <li className={classes.root}>
      <div className={classes.state}>
        <StateChip state={check.state} cause={check.cause} />
      </div>
      <div>
        <Typography variant="body1" component="p">
          <Link to={href}>{check.title}</Link>
        </Typography>
        <Typography variant="body2" component="p">
          {check.reason}
        </Typography>
        {ports.length > 0 && (
          <Typography variant="caption" component="p" color="textSecondary">
            {ports
              .map(port => `${port.port}: ${t(`state.${port.state}`)}`)
              .join(' · ')}
          </Typography>
        )}
        <ProvenanceLine
          basis={check.basis}
          nothingYet={check.state === 'unknown' && check.records === 0}
          sources={check.sources}
          witness={check.witness}
          newestAt={check.newestAt}
        />
        {fixable && !whoSaid && check.fix.who !== 'team' && (
          <Typography variant="caption" component="p">
            {check.fix.who === 'platform'
              ? t('check.platformNotYours')
              : t(`who.${check.fix.who}`)}
          </Typography>
        )}
      </div>
      <div className={classes.actions}>
        {fixable && (
          <Button
            size="small"
            aria-expanded={open}
            aria-controls={fixId}
            aria-label={t('check.of', {
              words: t('check.fix'),
              check: check.title,
            })}
            onClick={() => setOpen(before => !before)}
          >
            {t('check.fix')}
          </Button>
        )}
        <Link
          to={href}
          className={classes.records}
          aria-label={t('check.of', { words: records, check: check.title })}
        >
          {records}
        </Link>
      </div>
      <div id={fixId} className={classes.fix} hidden={!open}>
        <Typography variant="body2" component="p">
          {check.fix.text}
        </Typography>
        {check.fix.url && (
          <Typography variant="body2" component="p">
            <Link to={check.fix.url}>
              {t('check.of', {
                words: t('check.howTo'),
                check: check.title,
              })}
            </Link>
          </Typography>
        )}
      </div>
    </li>
  );
}
