import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/Check';
import CloseIcon from '@material-ui/icons/Close';
import RemoveIcon from '@material-ui/icons/Remove';
import {
  CheckResult,
  EvidenceRow,
  Page,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useEffect, useState } from 'react';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { Pill, PillTone } from '../figures/Pill';
import { momentText } from '../figures/time';
import { KIND_WORDS, WITNESS_WORDS } from '../figures/words';
import { Breakable } from '../layout/Breakable';
import { DataTable } from '../layout/DataTable';
import { LoadedContent } from '../layout/LoadedContent';
import { VisuallyHidden } from '../layout/VisuallyHidden';

const PAGE = 25;

const OUTCOMES: Record<
  EvidenceRow['outcome'],
  { tone: PillTone; Icon: typeof CheckIcon; words: string }
> = {
  met: { tone: 'good', Icon: CheckIcon, words: 'met' },
  missed: { tone: 'bad', Icon: CloseIcon, words: 'missed' },
  neutral: { tone: 'plain', Icon: RemoveIcon, words: 'no judgement' },
};

/** Every record behind a check, newest first; a gap is a row too. @internal */
export function RecordTable(props: {
  productRef: string;
  check: CheckResult;
  evaluatedAt: string;
}) {
  const { productRef, check, evaluatedAt } = props;
  const api = useApi(dataMeshApiRef);
  const first = useLoaded(
    signal =>
      api.listCheckRecords(productRef, check.id, { limit: PAGE }, { signal }),
    [productRef, check.id, evaluatedAt],
  );
  return (
    <LoadedContent state={first} what="the records of this check" lines={4}>
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
  const url = useUrlState();
  const [later, setLater] = useState<Page<EvidenceRow>[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  useEffect(() => setLater([]), [first]);

  const rows = [first, ...later].flatMap(page => page.items);
  const last = later.at(-1) ?? first;
  const withPorts = rows.some(row => row.port);

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
          ? 'This check reads what the entity and its contracts say; no record is needed.'
          : 'No record about this yet.'}
      </Typography>
    );
  }
  return (
    <>
      <Typography variant="body2" role="status">
        {`Showing ${rows.length.toLocaleString(
          'en-GB',
        )} of ${first.totalItems.toLocaleString(
          'en-GB',
        )}, newest first. Times are UTC.`}
      </Typography>
      <DataTable caption={`Records behind “${check.title}”`} captionHidden>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Outcome</th>
            <th scope="col">Source</th>
            {withPorts && <th scope="col">Port</th>}
            <th scope="col">Counted</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={row.recordId ?? `gap-${row.time}-${row.port ?? ''}-${index}`}
            >
              <td className="nowrap">
                {row.type === 'gap' ? 'due ' : ''}
                <time dateTime={row.time}>{momentText(row.time)}</time>
              </td>
              <td className="wide">
                {row.type === 'gap' ? (
                  <>No record: {row.summary}</>
                ) : (
                  <>
                    {KIND_WORDS[row.kind]}: {row.summary}
                    {row.recordId && (
                      <div>
                        <Link
                          to={url.href({
                            check: check.id,
                            record: row.recordId,
                          })}
                        >
                          Open the record
                          <VisuallyHidden>
                            {' '}
                            of {momentText(row.time)}
                          </VisuallyHidden>
                        </Link>
                      </div>
                    )}
                  </>
                )}
              </td>
              <td>
                <OutcomeLabel outcome={row.outcome} />
              </td>
              <td className="name">
                {sourceOf(row)}
                {row.server && (
                  <div>
                    <Breakable text={row.server} />
                  </div>
                )}
              </td>
              {withPorts && <td>{row.port}</td>}
              <td>
                {row.counted
                  ? 'yes'
                  : `no${row.notCounted ? `: ${row.notCounted}` : ''}`}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {error && (
        <Typography role="alert" variant="body2">
          Could not load more: {error.message}
        </Typography>
      )}
      {last.nextCursor && (
        <Button
          size="small"
          variant="outlined"
          disabled={busy}
          onClick={() => loadMore(last.nextCursor!)}
        >
          {busy ? 'Loading…' : 'Load older records'}
        </Button>
      )}
    </>
  );
}

function OutcomeLabel(props: { outcome: EvidenceRow['outcome'] }) {
  const { tone, Icon, words } = OUTCOMES[props.outcome];
  return (
    <Pill tone={tone} icon={<Icon aria-hidden="true" />}>
      {words}
    </Pill>
  );
}

function sourceOf(row: EvidenceRow): string {
  return [
    row.publisherTitle ?? row.publisher,
    row.witness && WITNESS_WORDS[row.witness],
  ]
    .filter(Boolean)
    .join(' · ');
}
