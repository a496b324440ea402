import { CodeSnippet } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { useTexts } from '../../texts/useTexts';

/** The page before any source has told of its data sets: the command that makes one. @internal */
export function ConnectFirst() {
  const t = useTexts();
  const url =
    useApi(configApiRef).getOptionalString('backend.baseUrl') ??
    'https://portal.example';
  return (
    <section aria-label={t('discover.first.title')}>
      <Typography variant="h5" component="h2">
        {t('discover.first.title')}
      </Typography>
      <Typography variant="body1" paragraph>
        {t('discover.first.lead')}
      </Typography>
      <CodeSnippet
        language="bash"
        showCopyCodeButton
        text={`npx @meshproof/cli discover --url ${url} --send dbt target/manifest.json`}
      />
      <Typography variant="body2" color="textSecondary">
        {t('discover.first.token')}
      </Typography>
    </section>
  );
}
