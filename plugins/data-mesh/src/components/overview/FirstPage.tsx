import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Overview } from '@meshproof/backstage-plugin-data-mesh-common';
import { WHO_WORDS, countOf } from '../figures/words';

const WORDS = {
  'no-products': {
    title: 'No data product is in the catalog yet',
    lead: 'This page shows how far the data products of every domain are proven. It fills as soon as the first one is registered.',
  },
  'no-sources': {
    title: 'Products are declared; no source has sent evidence yet',
    lead: 'What is declared is shown below. Levels from 3 on need records of systems, so nothing can be proven or contradicted until a source is connected. That is the platform’s task, not the domains’.',
  },
} as const;

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
  const { title, lead } = WORDS[state === 'running' ? 'no-sources' : state];
  return (
    <section aria-label="Getting started">
      <Typography variant="h5" component="h2">
        {title}
      </Typography>
      <Typography variant="body1" component="p">
        {lead}
      </Typography>
      <div className={classes.part}>
        <Typography variant="h6" component="h3">
          What was found
        </Typography>
        {found.length === 0 ? (
          <Typography variant="body1">
            Nothing yet: no domain, no product and no record.
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
            What cannot be judged yet
          </Typography>
          <ul className={classes.list}>
            {cannotJudge.map(({ text, who, domains }) => (
              <li key={text}>
                {text} ({WHO_WORDS[who]}
                {domains > 0 && `, ${countOf(domains, 'domain')}`})
              </li>
            ))}
          </ul>
        </div>
      )}
      {nextSteps.length > 0 && (
        <div className={classes.part}>
          <Typography variant="h6" component="h3">
            The next steps
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
