import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  CheckResult,
  EvidenceRow,
  Page,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useEffect, useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { LoadedContent } from '../layout/LoadedContent';
import { useTexts } from '../../texts/useTexts';
import { RowsTable } from './RowsTable';

const PAGE = 25;

/** Every record behind a check, newest first; a gap is a row too. @internal */
export function RecordTable(props: {
  productRef: string;
  check: CheckResult;
  evaluatedAt: string;
}) {
  const { productRef, check, evaluatedAt } = props;
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const first = useLoaded(
    signal =>
      api.listCheckRecords(productRef, check.id, { limit: PAGE }, { signal }),
    [productRef, check.id, evaluatedAt],
  );
  return (
    <LoadedContent state={first} what={t('records.what')} lines={4}>
      {page => (
        <Records
          // A new evaluation starts the list over, since its cursors belong to the old one.
          key={evaluatedAt}
          first={page}
          more={cursor =>
            api.listCheckRecords(productRef, check.id, { cursor, limit: PAGE })
          }
          check={check}
        />
      )}
    </LoadedContent>
  );
}

function Records(props: {
  first: Page<EvidenceRow>;
  more: (cursor: string) => Promise<Page<EvidenceRow>>;
  check: CheckResult;
}) {
  const { first, more, check } = props;
  const t = useTexts();
  const url = useUrlState();
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
      <Typography variant="body1">
        {check.basis === 'declared'
          ? t('records.notNeeded')
          : t('records.none')}
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
      <RowsTable
        caption={t('records.caption', { check: check.title })}
        rows={rows}
        hrefOf={record => url.href({ check: check.id, record })}
      />
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
