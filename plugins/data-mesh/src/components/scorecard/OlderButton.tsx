import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { LaterPages } from '../../hooks/useLaterPages';
import { useTexts } from '../../texts/useTexts';

/** Loads the next page of records; says so when that failed. @internal */
export function OlderButton(props: { list: LaterPages<unknown> }) {
  const { loadMore, isLoading, error } = props.list;
  const t = useTexts();
  return (
    <>
      {error && (
        <Typography role="alert" variant="body2">
          {t('records.failed', { error: error.message })}
        </Typography>
      )}
      {loadMore && (
        <Button
          size="small"
          variant="outlined"
          disabled={isLoading}
          onClick={loadMore}
        >
          {t(isLoading ? 'records.loading' : 'records.older')}
        </Button>
      )}
    </>
  );
}
