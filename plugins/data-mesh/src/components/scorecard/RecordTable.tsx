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
import { Breakable } from '../layout/Breakable';
import { DataTable } from '../layout/DataTable';
import { LoadedContent } from '../layout/LoadedContent';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { Texts, useTexts } from '../../texts/useTexts';
import { countedText } from './countedText';

const PAGE = 25;

const OUTCOMES: Record<
  EvidenceRow['outcome'],
  { tone: PillTone; Icon: typeof CheckIcon }
> = {
  met: { tone: 'good', Icon: CheckIcon },
  missed: { tone: 'bad', Icon: CloseIcon },
  neutral: { tone: 'plain', Icon: RemoveIcon },
};

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
      <DataTable
        caption={t('records.caption', { check: check.title })}
        captionHidden
      >
        <thead>
          <tr>
            <th scope="col">{t('records.when')}</th>
            <th scope="col">{t('records.theWhat')}</th>
            <th scope="col">{t('records.outcome')}</th>
            <th scope="col">{t('records.source')}</th>
            {withPorts && <th scope="col">{t('records.port')}</th>}
            <th scope="col">{t('records.counted')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={row.recordId ?? `gap-${row.time}-${row.port ?? ''}-${index}`}
            >
              <td className="nowrap">
                {row.type === 'gap' ? (
                  t('records.due', { moment: <Moment time={row.time} /> })
                ) : (
                  <Moment time={row.time} />
                )}
              </td>
              <td className="wide">
                {row.type === 'gap' ? (
                  t('records.gap', { summary: row.summary })
                ) : (
                  <>
                    {t('records.summary', {
                      kind: t(`recordKind.${row.kind}`),
                      summary: row.summary,
                    })}
                    {row.recordId && (
                      <div>
                        <Link
                          to={url.href({
                            check: check.id,
                            record: row.recordId,
                          })}
                        >
                          {t('records.open')}
                          <VisuallyHidden>
                            {' '}
                            {t('records.of', {
                              moment: momentText(t, row.time),
                            })}
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
                {sourceOf(t, row)}
                {row.server && (
                  <div>
                    <Breakable text={row.server} />
                  </div>
                )}
              </td>
              {withPorts && <td>{row.port}</td>}
              <td>{countedText(t, row)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
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

function OutcomeLabel(props: { outcome: EvidenceRow['outcome'] }) {
  const t = useTexts();
  const { tone, Icon } = OUTCOMES[props.outcome];
  return (
    <Pill tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`records.outcomes.${props.outcome}`)}
    </Pill>
  );
}

function Moment(props: { time: string }) {
  const t = useTexts();
  return <time dateTime={props.time}>{momentText(t, props.time)}</time>;
}

function sourceOf(t: Texts, row: EvidenceRow): string {
  return [
    row.publisherTitle ?? row.publisher,
    row.witness && t(`witness.${row.witness}`),
  ]
    .filter(Boolean)
    .join(' · ');
}
