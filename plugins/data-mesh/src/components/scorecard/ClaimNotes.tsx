import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Scorecard } from '@meshproof/backstage-plugin-data-mesh-common';
import { dayText } from '../figures/time';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    list: {
      ...theme.typography.body2,
      margin: theme.spacing(1, 0),
      paddingLeft: theme.spacing(2.5),
    },
  }),
  { name: 'DataMeshClaimNotes' },
);

/** What was corrected in the claims, and whether the product is judged at all any more; nothing when neither. @internal */
export function ClaimNotes(props: { scorecard: Scorecard }) {
  const { frozenSince, verdict } = props.scorecard;
  const classes = useStyles();
  const t = useTexts();
  const corrections = verdict.corrections ?? [];
  return (
    <>
      {frozenSince && (
        <Typography variant="body2">
          {t('scorecard.frozen', { day: dayText(t, frozenSince) })}
        </Typography>
      )}
      {corrections.length > 0 && (
        <ul className={classes.list} aria-label={t('scorecard.corrections')}>
          {corrections.map(({ at, text, answersFinding }) => (
            <li key={`${at} ${text}`}>
              {t(
                answersFinding
                  ? 'scorecard.correctedAfterFinding'
                  : 'scorecard.corrected',
                { day: dayText(t, at), text },
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
