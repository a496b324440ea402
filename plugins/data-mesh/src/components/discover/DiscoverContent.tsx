import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  Candidate,
  CANDIDATE_RULES,
  CandidatePage,
  CandidateRule,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { useRef } from 'react';
import { dataMeshApiRef } from '../../api';
import { useCursorTrail } from '../../hooks/useCursorTrail';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { FilterBar } from '../layout/FilterBar';
import { LoadedContent } from '../layout/LoadedContent';
import { PageButtons } from '../layout/PageButtons';
import { SearchField } from '../layout/SearchField';
import { SelectField } from '../layout/SelectField';
import { CandidateDrawer } from './CandidateDrawer';
import { CandidateTable } from './CandidateTable';
import { ConnectFirst } from './ConnectFirst';
import { SetAsideList } from './SetAsideList';
import { Shortlist } from './Shortlist';
import { useTexts } from '../../texts/useTexts';

const PAGE = 50;
const FILTERS = ['q', 'standing', 'rule', 'domain', 'source'];
const STANDINGS: Candidate['standing'][] = ['candidate', 'served', 'set-aside'];

const useStyles = makeStyles(
  theme => ({
    root: {
      '& section + section': { marginTop: theme.spacing(4) },
      '& h2': { marginBottom: theme.spacing(1) },
    },
  }),
  { name: 'DataMeshDiscover' },
);

/** Which data sets might become data products, in order of demand, and which were set aside by which rule. @internal */
export function DiscoverContent() {
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const url = useUrlState();
  const filter = {
    q: url.get('q'),
    standing: url
      .getAll('standing')
      .filter((value): value is Candidate['standing'] =>
        STANDINGS.includes(value as Candidate['standing']),
      ),
    rule: url
      .getAll('rule')
      .filter((value): value is CandidateRule =>
        CANDIDATE_RULES.includes(value as CandidateRule),
      ),
    domain: url.getAll('domain'),
    source: url.getAll('source'),
  };
  const cursor = url.get('cursor');
  const state = useLoaded(
    signal =>
      api.listCandidates({ ...filter, cursor, limit: PAGE }, { signal }),
    [filter, cursor],
  );
  // What is there stays while the next is read, with the field that somebody types into.
  const last = useRef<CandidatePage>();
  if (state.status === 'ready') {
    last.current = state.value;
  }
  const page = state.status === 'error' ? undefined : last.current;
  if (!page) {
    return (
      <LoadedContent
        state={state}
        what={t('discover.what')}
        notAllowed={t('discover.notAllowed')}
        lines={6}
      >
        {() => null}
      </LoadedContent>
    );
  }
  return page.sources.length === 0 ? (
    <ConnectFirst />
  ) : (
    <Body page={page} busy={state.status === 'loading'} />
  );
}

function Body(props: { page: CandidatePage; busy: boolean }) {
  const { page, busy } = props;
  const { shortlist, counts, sources, domains } = page;
  const classes = useStyles();
  const t = useTexts();
  const url = useUrlState();
  const trail = useCursorTrail();
  const { narrow } = trail;
  const filtered = FILTERS.some(name => url.get(name));
  const openId = url.get('open');
  const open = [...shortlist, ...page.items].find(({ id }) => id === openId);

  const hrefOf = (id: string) => url.href({ open: id });

  return (
    <div className={classes.root} aria-busy={busy}>
      <section aria-label={t('discover.shortlist.title')}>
        <Typography variant="h5" component="h2">
          {t('discover.shortlist.title')}
        </Typography>
        {shortlist.length === 0 ? (
          <Typography variant="body1">
            {t('discover.shortlist.empty')}
          </Typography>
        ) : (
          <Shortlist
            items={shortlist}
            candidates={counts.candidates}
            hrefOf={hrefOf}
          />
        )}
        {page.partlyHidden && (
          <Typography variant="body2" color="textSecondary">
            {t('discover.partlyHidden')}
          </Typography>
        )}
      </section>
      <section aria-label={t('discover.setAside.title')}>
        <Typography variant="h5" component="h2">
          {t('discover.setAside.title')}
        </Typography>
        <SetAsideList
          counts={counts}
          hrefOf={changes => url.href({ ...changes, cursor: undefined })}
        />
      </section>
      <section aria-label={t('discover.all.title')}>
        <Typography variant="h5" component="h2">
          {t('discover.all.title')}
        </Typography>
        <FilterBar label={t('discover.all.filter')}>
          <SearchField
            label={t('discover.all.words')}
            value={url.get('q')}
            onChange={q => narrow({ q })}
          />
          <SelectField
            label={t('discover.all.standing')}
            all={t('discover.all.anyStanding')}
            value={url.get('standing')}
            options={STANDINGS.map(value => ({
              value,
              label: t(`discover.standings.${value}`),
            }))}
            onChange={standing => narrow({ standing })}
          />
          <SelectField
            label={t('discover.all.rule')}
            all={t('discover.all.anyRule')}
            value={url.get('rule')}
            options={CANDIDATE_RULES.map(value => ({
              value,
              label: t(`discover.rules.${value}`),
            }))}
            onChange={rule => narrow({ rule })}
          />
          <SelectField
            label={t('discover.all.domain')}
            all={t('discover.all.anyDomain')}
            value={url.get('domain')}
            options={domains.map(value => ({ value, label: value }))}
            onChange={domain => narrow({ domain })}
          />
          <SelectField
            label={t('discover.all.source')}
            all={t('discover.all.anySource')}
            value={url.get('source')}
            options={sources.map(({ id }) => ({ value: id, label: id }))}
            onChange={source => narrow({ source })}
          />
          {filtered && (
            <Button
              size="small"
              onClick={() =>
                narrow(
                  Object.fromEntries(FILTERS.map(name => [name, undefined])),
                )
              }
            >
              {t('filter.clear')}
            </Button>
          )}
        </FilterBar>
        <Typography role="status" variant="body2">
          {page.items.length === 0
            ? t('discover.all.noMatch')
            : t('list.shownOf', {
                shown: page.items.length,
                all: t('count.dataSets', { count: page.totalItems }),
              })}
        </Typography>
        {page.items.length > 0 && (
          <CandidateTable items={page.items} hrefOf={hrefOf} />
        )}
        <PageButtons trail={trail} nextCursor={page.nextCursor} />
      </section>
      {open && (
        <CandidateDrawer
          item={open}
          onClose={() => url.set({ open: undefined }, { replace: true })}
        />
      )}
    </div>
  );
}
