import { useApi } from '@backstage/core-plugin-api';
import { CheckResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { LoadedContent } from '../layout/LoadedContent';
import { useTexts } from '../../texts/useTexts';
import { PagedRows } from './PagedRows';

const PAGE = 25;

/** Every record behind a check, newest first; a gap is a row too. @internal */
export function RecordTable(props: {
  productRef: string;
  check: CheckResult;
  evaluatedAt: string;
}) {
  const { productRef, check, evaluatedAt } = props;
  const t = useTexts();
  const url = useUrlState();
  const api = useApi(dataMeshApiRef);
  const first = useLoaded(
    signal =>
      api.listCheckRecords(productRef, check.id, { limit: PAGE }, { signal }),
    [productRef, check.id, evaluatedAt],
  );
  return (
    <LoadedContent state={first} what={t('records.what')} lines={4}>
      {page => (
        <PagedRows
          // A new evaluation starts the list over, since its cursors belong to the old one.
          key={evaluatedAt}
          first={page}
          more={cursor =>
            api.listCheckRecords(productRef, check.id, { cursor, limit: PAGE })
          }
          caption={t('records.caption', { check: check.title })}
          none={t(
            check.basis === 'declared' ? 'records.notNeeded' : 'records.none',
          )}
          hrefOf={record => url.href({ check: check.id, record })}
        />
      )}
    </LoadedContent>
  );
}
