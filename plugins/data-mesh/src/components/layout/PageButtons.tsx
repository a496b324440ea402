import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { CursorTrail } from '../../hooks/useCursorTrail';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(2),
      marginTop: theme.spacing(2),
    },
  }),
  { name: 'DataMeshPageButtons' },
);

/** The ways to the other pages of a list; nothing where there is one page. @internal */
export function PageButtons(props: {
  trail: CursorTrail;
  /** Of the page that is shown. */
  nextCursor: string | undefined;
}) {
  const { trail, nextCursor } = props;
  const classes = useStyles();
  const t = useTexts();
  const ways = [
    { text: t('products.firstPage'), go: trail.first },
    { text: t('products.previousPage'), go: trail.previous },
    {
      text: t('products.nextPage'),
      go: nextCursor ? () => trail.next(nextCursor) : undefined,
    },
  ].filter(({ go }) => go);
  if (ways.length === 0) {
    return null;
  }
  return (
    <div className={classes.root}>
      {ways.map(({ text, go }) => (
        <Button key={text} size="small" variant="outlined" onClick={go}>
          {text}
        </Button>
      ))}
    </div>
  );
}
