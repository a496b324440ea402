import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Overview } from '@meshproof/backstage-plugin-data-mesh-common';
import { Task } from './Task';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    part: { marginTop: theme.spacing(3) },
    list: {
      ...theme.typography.body1,
      margin: theme.spacing(0.5, 0),
      paddingLeft: theme.spacing(3),
      '& li + li': { marginTop: theme.spacing(0.5) },
    },
  }),
  { name: 'DataMeshFirstPage' },
);

/** The page of the first week: what was found, what cannot be judged yet and whose task that is, the next steps. @internal */
export function FirstPage(props: { overview: Overview }) {
  const { state, found, cannotJudge, nextSteps } = props.overview;
  const classes = useStyles();
  const t = useTexts();
  const words = state === 'no-products' ? 'noProducts' : 'noSources';
  return (
    <section aria-label={t('overview.first.label')}>
      <Typography variant="h5" component="h2">
        {t(`overview.first.${words}.title`)}
      </Typography>
      <Typography variant="body1" component="p">
        {t(`overview.first.${words}.lead`)}
      </Typography>
      <div className={classes.part}>
        <Typography variant="h6" component="h3">
          {t('overview.first.found')}
        </Typography>
        {found.length === 0 ? (
          <Typography variant="body1">
            {t('overview.first.nothingFound')}
          </Typography>
        ) : (
          <ul className={classes.list}>
            {found.map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
      {cannotJudge.length > 0 && (
        <div className={classes.part}>
          <Typography variant="h6" component="h3">
            {t('overview.first.cannotJudge')}
          </Typography>
          <ul className={classes.list}>
            {cannotJudge.map(task => (
              <li key={task.text}>
                <Task {...task} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {nextSteps.length > 0 && (
        <div className={classes.part}>
          <Typography variant="h6" component="h3">
            {t('overview.first.next')}
          </Typography>
          <ol className={classes.list}>
            {nextSteps.map(({ text, url }) => (
              <li key={text}>{url ? <Link to={url}>{text}</Link> : text}</li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}
