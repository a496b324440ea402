import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Candidate } from '@meshproof/backstage-plugin-data-mesh-common';
import { TextLink } from '../layout/TextLink';
import { Demand } from './Demand';
import { HomeText } from './HomeText';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    list: {
      ...theme.typography.body1,
      margin: theme.spacing(1, 0),
      paddingLeft: theme.spacing(4),
      '& li + li': { marginTop: theme.spacing(2) },
    },
    name: { overflowWrap: 'anywhere' },
  }),
  { name: 'DataMeshShortlist' },
);

/** At most twelve candidates in order of demand, each with who asks for it. @internal */
export function Shortlist(props: {
  items: Candidate[];
  /** How many candidates there are in all. */
  candidates: number;
  hrefOf: (id: string) => string;
}) {
  const { items, candidates, hrefOf } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <>
      <Typography variant="body1">
        {t('discover.shortlist.lead', {
          shown: items.length,
          count: candidates,
        })}
      </Typography>
      <ol className={classes.list}>
        {items.map(item => (
          <li key={item.id}>
            <div className={classes.name}>
              <strong>{item.name}</strong>
            </div>
            <TextLink to={hrefOf(item.id)}>
              <Demand item={item} />
            </TextLink>
            <Typography variant="body2" component="div">
              <HomeText home={item.home} />
            </Typography>
            <Typography variant="body2" component="div" color="textSecondary">
              {item.tests === 0
                ? t('discover.noTests')
                : t('discover.tests', { count: item.tests })}
              {' · '}
              {item.described
                ? t('discover.described')
                : t('discover.notDescribed')}
            </Typography>
          </li>
        ))}
      </ol>
    </>
  );
}
