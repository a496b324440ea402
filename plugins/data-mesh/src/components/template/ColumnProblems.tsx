import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import { ColumnProblem } from './findColumnProblems';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(theme => ({
  list: {
    margin: theme.spacing(0, 0, 1),
    paddingInlineStart: theme.spacing(3),
  },
}));

/** What is wrong or could be better with the columns, in words that need no colour. */
export function ColumnProblems(props: {
  id: string;
  problems: ColumnProblem[];
}) {
  const { id, problems } = props;
  const classes = useStyles();
  const t = useTexts();
  const errors = problems.filter(({ severity }) => severity === 'error');
  const hints = problems.filter(({ severity }) => severity === 'hint');
  return (
    <div id={id}>
      {errors.length ? (
        <>
          <FormHelperText component="div" error>
            {t('template.columns.errors')}
          </FormHelperText>
          <FormHelperText component="ul" error className={classes.list}>
            {errors.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </FormHelperText>
        </>
      ) : undefined}
      {hints.length ? (
        <>
          <FormHelperText component="div" error={false}>
            {t('template.columns.hints')}
          </FormHelperText>
          <FormHelperText component="ul" error={false} className={classes.list}>
            {hints.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </FormHelperText>
        </>
      ) : undefined}
    </div>
  );
}
