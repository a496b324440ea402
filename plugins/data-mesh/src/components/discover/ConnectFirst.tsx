import { CopyTextButton } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    command: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      margin: theme.spacing(2, 0),
      padding: theme.spacing(1, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      '& code': { overflowWrap: 'anywhere' },
    },
  }),
  { name: 'DataMeshConnectFirst' },
);

/** The page before any source has told of its data sets: the command that makes one. @internal */
export function ConnectFirst() {
  const t = useTexts();
  const url =
    useApi(configApiRef).getOptionalString('backend.baseUrl') ??
    'https://portal.example';
  const command = `npx @meshproof/cli discover --url ${url} --send dbt target/manifest.json`;
  const classes = useStyles();
  return (
    <section aria-label={t('discover.first.title')}>
      <Typography variant="h5" component="h2">
        {t('discover.first.title')}
      </Typography>
      <Typography variant="body1" paragraph>
        {t('discover.first.lead')}
      </Typography>
      <div className={classes.command}>
        <code>{command}</code>
        <CopyTextButton
          text={command}
          tooltipText={t('discover.first.copied')}
          aria-label={t('discover.first.copy')}
        />
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('discover.first.token')}
      </Typography>
    </section>
  );
}
