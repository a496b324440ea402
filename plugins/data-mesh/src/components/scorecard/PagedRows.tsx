import Typography from '@material-ui/core/Typography';
import {
  EvidenceRow,
  Page,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useLaterPages } from '../../hooks/useLaterPages';
import { useTexts } from '../../texts/useTexts';
import { OlderButton } from './OlderButton';
import { RowsTable } from './RowsTable';

/** Records and gaps, page by page. Another list needs another `key`. @internal */
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
  const list = useLaterPages(first, more);
  const rows = list.pages.flatMap(page => page.items);

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
      <OlderButton list={list} />
    </>
  );
}
