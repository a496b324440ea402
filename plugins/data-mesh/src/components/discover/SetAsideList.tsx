import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CANDIDATE_RULES,
  CandidateCounts,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { UrlChanges } from '../../routing';
import { TextLink } from '../layout/TextLink';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    list: {
      ...theme.typography.body1,
      margin: theme.spacing(0.5, 0),
      paddingLeft: theme.spacing(3),
    },
  }),
  { name: 'DataMeshSetAside' },
);

/** How many data sets each rule set aside; each figure leads to them. @internal */
export function SetAsideList(props: {
  counts: CandidateCounts;
  hrefOf: (changes: UrlChanges) => string;
}) {
  const { counts, hrefOf } = props;
  const classes = useStyles();
  const t = useTexts();
  const rules = CANDIDATE_RULES.filter(rule => counts.setAside[rule]);
  const aside = rules.reduce(
    (sum, rule) => sum + (counts.setAside[rule] ?? 0),
    0,
  );
  return (
    <>
      <Typography variant="body1">
        {t('discover.setAside.lead', {
          all: t('count.dataSets', { count: counts.dataSets }),
          candidates: (
            <TextLink to={hrefOf({ standing: 'candidate', rule: undefined })}>
              {t('discover.setAside.candidates', { count: counts.candidates })}
            </TextLink>
          ),
          served: (
            <TextLink to={hrefOf({ standing: 'served', rule: undefined })}>
              {t('discover.setAside.served', { count: counts.served })}
            </TextLink>
          ),
          aside: (
            <TextLink to={hrefOf({ standing: 'set-aside', rule: undefined })}>
              {t('discover.setAside.aside', { count: aside })}
            </TextLink>
          ),
        })}
      </Typography>
      <ul className={classes.list}>
        {rules.map(rule => (
          <li key={rule}>
            <TextLink to={hrefOf({ standing: undefined, rule })}>
              {t('count.dataSets', { count: counts.setAside[rule] ?? 0 })}
            </TextLink>
            {': '}
            {t(`discover.rulesInWords.${rule}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
