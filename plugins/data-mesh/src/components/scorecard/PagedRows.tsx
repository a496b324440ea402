import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  EvidenceRow,
  Page,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useEffect, useState } from 'react';
import { useTexts } from '../../texts/useTexts';
import { RowsTable } from './RowsTable';

/** Records and gaps, page by page. @internal */
export function PagedRows(props: {
  first: Page<EvidenceRow>;
  more: (cursor: string) => Promise<Page<EvidenceRow>>;
  caption: string;
  /** What is said where there is nothing. */
  none: string;
  /** Where one record is opened. */
  hrefOf: (recordId: string) => string;
}) {
  const { first, more, caption, none, hrefOf } = props;
  const t = useTexts();
  const [later, setLater] = useState<Page<EvidenceRow>[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  useEffect(() => setLater([]), [first]);

  const rows = [first, ...later].flatMap(page => page.items);
  const last = later.at(-1) ?? first;

  async function loadMore(cursor: string) {
    setBusy(true);
    setError(undefined);
    try {
      const page = await more(cursor);
      setLater(before => [...before, page]);
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    } finally {
      setBusy(false);
    }
  }

  if (rows.length === 0) {
    return (
      <Typography variant="body1" role="status">
        {none}
      </Typography>
    );
  }
  return (
    <>
      <Typography variant="body2" role="status">
        {t('records.showing', {
          shown: rows.length,
          all: first.totalItems,
        })}
      </Typography>
      <RowsTable caption={caption} rows={rows} hrefOf={hrefOf} />
      {error && (
        <Typography role="alert" variant="body2">
          {t('records.failed', { error: error.message })}
        </Typography>
      )}
      {last.nextCursor && (
        <Button
          size="small"
          variant="outlined"
          disabled={busy}
          onClick={() => loadMore(last.nextCursor!)}
        >
          {t(busy ? 'records.loading' : 'records.older')}
        </Button>
      )}
    </>
  );
}
