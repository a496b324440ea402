import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  EVIDENCE_KINDS,
  EvidenceFilter,
  EvidenceKind,
  EvidenceLogPage,
  EvidenceRow,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useId } from '../../hooks/useId';
import { useLaterPages } from '../../hooks/useLaterPages';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { useTexts } from '../../texts/useTexts';
import { FilterBar } from '../layout/FilterBar';
import { LoadedContent } from '../layout/LoadedContent';
import { SelectField } from '../layout/SelectField';
import { OlderButton } from '../scorecard/OlderButton';
import { RowsTable } from '../scorecard/RowsTable';

const PAGE = 50;
const REFRESH = 20_000;
const OUTCOMES: EvidenceRow['outcome'][] = ['met', 'missed', 'neutral'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Every record of a product, newest first, with filters in the address. @internal */
export function EvidenceLog(props: { productRef: string }) {
  const { productRef } = props;
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const url = useUrlState();
  const wanted = {
    kind: url.get('kind'),
    job: url.get('job'),
    port: url.get('port'),
    outcome: url.get('outcome'),
    counted: url.get('counted'),
    since: url.get('since'),
    until: url.get('until'),
  };
  const filtered = Object.values(wanted).some(Boolean);
  const filter = filterOf(wanted);
  const state = useLoaded(
    signal =>
      api.listEvidence(productRef, { ...filter, limit: PAGE }, { signal }),
    [productRef, filter],
    { refreshEvery: REFRESH },
  );
  const set = (changes: Partial<typeof wanted>) =>
    url.set(changes, { replace: true });

  return (
    <>
      <FilterBar label={t('evidence.filter.label')}>
        <SelectField
          label={t('evidence.filter.kind')}
          all={t('evidence.filter.allKinds')}
          value={wanted.kind}
          options={EVIDENCE_KINDS.map(value => ({
            value,
            label: t(`recordKind.${value}`),
          }))}
          onChange={kind => set({ kind })}
        />
        <SelectField
          label={t('evidence.filter.outcome')}
          all={t('evidence.filter.allOutcomes')}
          value={wanted.outcome}
          options={OUTCOMES.map(value => ({
            value,
            label: t(`records.outcomes.${value}`),
          }))}
          onChange={outcome => set({ outcome })}
        />
        <SelectField
          label={t('evidence.filter.counted')}
          all={t('evidence.filter.allCounted')}
          value={wanted.counted}
          options={[
            { value: 'yes', label: t('evidence.filter.onlyCounted') },
            { value: 'no', label: t('evidence.filter.onlyNot') },
          ]}
          onChange={counted => set({ counted })}
        />
        {wanted.job && (
          <SelectField
            label={t('evidence.filter.job')}
            all={t('evidence.filter.allJobs')}
            value={wanted.job}
            options={[{ value: wanted.job, label: wanted.job }]}
            onChange={job => set({ job })}
          />
        )}
        {wanted.port && (
          <SelectField
            label={t('evidence.filter.port')}
            all={t('evidence.filter.allPorts')}
            value={wanted.port}
            options={[{ value: wanted.port, label: wanted.port }]}
            onChange={port => set({ port })}
          />
        )}
        <DayField
          label={t('evidence.filter.since')}
          value={wanted.since}
          onChange={since => set({ since })}
        />
        <DayField
          label={t('evidence.filter.until')}
          value={wanted.until}
          onChange={until => set({ until })}
        />
        {filtered && (
          <Button
            size="small"
            onClick={() =>
              set({
                kind: undefined,
                job: undefined,
                port: undefined,
                outcome: undefined,
                counted: undefined,
                since: undefined,
                until: undefined,
              })
            }
          >
            {t('filter.clear')}
          </Button>
        )}
      </FilterBar>
      <LoadedContent state={state} what={t('evidence.what')} lines={6}>
        {first => (
          <Rows
            // Other filters are another list; what was loaded of the old one does not belong to it.
            key={JSON.stringify([productRef, filter])}
            first={first}
            filtered={filtered}
            more={cursor =>
              api.listEvidence(productRef, { ...filter, cursor, limit: PAGE })
            }
          />
        )}
      </LoadedContent>
    </>
  );
}

function filterOf(wanted: Record<string, string | undefined>): EvidenceFilter {
  const { kind, job, port, outcome, counted, since, until } = wanted;
  // What the address says is the reader's word: what no filter knows is left out, not sent.
  const day = (text: string | undefined) =>
    text && DAY.test(text) ? text : undefined;
  return {
    kind: EVIDENCE_KINDS.find((own: EvidenceKind) => own === kind),
    job,
    port,
    outcome: OUTCOMES.find(own => own === outcome),
    counted:
      counted === 'yes' || counted === 'no' ? counted === 'yes' : undefined,
    since: day(since),
    until: day(until),
  };
}

function Rows(props: {
  first: EvidenceLogPage;
  filtered: boolean;
  more: (cursor: string) => Promise<EvidenceLogPage>;
}) {
  const { first, filtered, more } = props;
  const t = useTexts();
  const url = useUrlState();
  const list = useLaterPages(first, more);

  // A refresh of the first page may bring rows that push others onto the pages after it.
  const byId = new Map(
    list.pages
      .flatMap(page => page.items)
      .map(row => [row.recordId, row] as const),
  );
  const rows = [...byId.values()];

  if (rows.length === 0 && !list.loadMore) {
    return (
      <Typography variant="body1" role="status">
        {t(filtered ? 'evidence.noMatch' : 'evidence.none')}
      </Typography>
    );
  }
  return (
    <>
      <Typography variant="body2" role="status">
        {t('evidence.showing', { shown: rows.length })}{' '}
        {list.loadMore && t('evidence.more')}
      </Typography>
      {rows.length > 0 && (
        <RowsTable
          caption={t('evidence.caption')}
          rows={rows}
          hrefOf={record => url.href({ record })}
        />
      )}
      <OlderButton list={list} />
    </>
  );
}

/** The browser's own field for a day. */
function DayField(props: {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  const { label, value, onChange } = props;
  const id = useId('data-mesh-day');
  return (
    <TextField
      id={id}
      label={label}
      type="date"
      size="small"
      variant="outlined"
      InputLabelProps={{ shrink: true }}
      value={value && DAY.test(value) ? value : ''}
      onChange={event => onChange(event.target.value || undefined)}
    />
  );
}
