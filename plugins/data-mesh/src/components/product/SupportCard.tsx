import { Link } from '@backstage/core-components';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { durationText } from '../figures/time';
import { useDataProduct } from './useDataProduct';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      overflowWrap: 'anywhere',
      '& + &': { marginTop: theme.spacing(1) },
    },
  }),
  { name: 'DataMeshSupportCard' },
);

/** Where consumers get help, and how soon. @internal */
export function SupportCard() {
  const entity = useDataProduct();
  const classes = useStyles();
  const t = useTexts();
  if (!entity) {
    return null;
  }
  const channels = entity.spec.support ?? [];
  return (
    <EntityInfoCard title={t('support.title')}>
      {channels.length === 0 ? (
        <Typography variant="body1">{t('support.empty')}</Typography>
      ) : (
        <ul className={classes.list}>
          {channels.map((support, index) => (
            <li key={`${support.channel} ${index}`} className={classes.item}>
              <Typography variant="body1" component="p">
                {isWebAddress(support.url) ? (
                  <Link to={support.url}>{support.channel}</Link>
                ) : (
                  support.channel
                )}
                {support.tool && ` (${support.tool})`}
              </Typography>
              {support.description && (
                <Typography variant="body2" component="p">
                  {support.description}
                </Typography>
              )}
              <Typography variant="body2" color="textSecondary" component="p">
                {support.respondsWithin
                  ? t('support.within', {
                      duration: durationText(t, support.respondsWithin),
                    })
                  : t('support.noTime')}
              </Typography>
            </li>
          ))}
        </ul>
      )}
    </EntityInfoCard>
  );
}

function isWebAddress(url: string | undefined): url is string {
  return /^(https?|mailto):/.test(url ?? '');
}
