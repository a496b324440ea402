import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Finding } from '@meshproof/backstage-plugin-data-mesh-common';
import { dayText } from '../figures/time';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    root: {
      margin: theme.spacing(1.5, 0),
      padding: theme.spacing(1, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderLeft: `4px solid ${theme.palette.warning.main}`,
      borderRadius: theme.shape.borderRadius,
    },
    list: {
      ...theme.typography.body2,
      margin: theme.spacing(0.5, 0),
      paddingLeft: theme.spacing(2.5),
    },
  }),
  { name: 'DataMeshFindingNote' },
);

/** A finding, what it rests on, and until when only the owner sees it. @internal */
export function FindingNote(props: { finding: Finding }) {
  const { finding } = props;
  const classes = useStyles();
  const t = useTexts();
  const open = Date.parse(finding.visibleToAllFrom) > Date.now();
  return (
    <section className={classes.root} aria-label={t('finding.label')}>
      <Typography variant="body1" component="h4">
        {t('finding.title', {
          claims: finding.claims
            .map(claim => t(`finding.claims.${claim}`))
            .join(t('list.and')),
        })}
      </Typography>
      <ul className={classes.list}>
        {finding.reasons.map(reason => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <Typography variant="body2" component="p">
        {t('finding.told', { day: dayText(t, finding.toldAt) })}{' '}
        {t(open ? 'finding.open' : 'finding.closed', {
          day: dayText(t, finding.visibleToAllFrom),
        })}
      </Typography>
    </section>
  );
}
