import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Scorecard } from '@meshproof/backstage-plugin-data-mesh-common';
import { dayText } from '../figures/time';

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
  const corrections = verdict.corrections ?? [];
  return (
    <>
      {frozenSince && (
        <Typography variant="body2">
          Not judged since {dayText(frozenSince)}: its support is over and
          nobody reads it. All below is of that day.
        </Typography>
      )}
      {corrections.length > 0 && (
        <ul className={classes.list} aria-label="Corrected claims">
          {corrections.map(({ at, text, answersFinding }) => (
            <li key={`${at} ${text}`}>
              Claim corrected on {dayText(at)}
              {answersFinding ? ', in answer to the finding' : ''}: {text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
