import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Problem } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { FilterBar } from '../layout/FilterBar';
import { LoadedContent } from '../layout/LoadedContent';
import { SearchField } from '../layout/SearchField';
import { SelectField } from '../layout/SelectField';
import { ProblemList } from './ProblemList';
import { useTexts } from '../../texts/useTexts';

const AREAS: Problem['area'][] = [
  'entity',
  'contract',
  'reference',
  'consumes',
  'odps',
  'mapping',
];
const SEVERITIES: Problem['severity'][] = ['error', 'warning', 'info'];

/** What is wrong with documents and references, and what to do about each. @internal */
export function ProblemsContent() {
  const api = useApi(dataMeshApiRef);
  const url = useUrlState();
  const t = useTexts();
  const ref = url.get('ref');
  const state = useLoaded(
    signal => api.listProblems({ ref }, { signal }),
    [ref],
  );
  return (
    <LoadedContent
      state={state}
      what={t('problems.what')}
      lines={5}
      notAllowed={t('problems.notAllowed')}
    >
      {page => <Body problems={page.items} />}
    </LoadedContent>
  );
}

function Body(props: { problems: Problem[] }) {
  const { problems } = props;
  const url = useUrlState();
  const t = useTexts();
  const count = t('count.problems', { count: problems.length });
  const wanted = {
    q: url.get('q'),
    severity: url.get('severity'),
    area: url.get('area'),
    ref: url.get('ref'),
  };
  const filtered = Object.values(wanted).some(Boolean);
  const q = wanted.q?.toLocaleLowerCase('en-US');
  const shown = problems.filter(
    problem =>
      (!wanted.severity || problem.severity === wanted.severity) &&
      (!wanted.area || problem.area === wanted.area) &&
      (!q ||
        [problem.ref, problem.message, problem.document, problem.path].some(
          text => text?.toLocaleLowerCase('en-US').includes(q),
        )),
  );
  function statusText() {
    const words = t('list.shownOf', { shown: shown.length, all: count });
    if (!filtered) {
      return count;
    }
    return wanted.ref ? t('problems.of', { words, entity: wanted.ref }) : words;
  }
  const set = (changes: Record<string, string | undefined>) =>
    url.set(changes, { replace: true });

  return (
    <>
      <FilterBar label={t('problems.filter')}>
        <SearchField
          label={t('problems.words')}
          value={wanted.q}
          onChange={value => set({ q: value })}
        />
        <SelectField
          label={t('problems.severity')}
          all={t('problems.all')}
          value={wanted.severity}
          options={SEVERITIES.map(value => ({
            value,
            label: t(`problems.severities.${value}`),
          }))}
          onChange={severity => set({ severity })}
        />
        <SelectField
          label={t('problems.where')}
          all={t('problems.everywhere')}
          value={wanted.area}
          options={AREAS.map(value => ({
            value,
            label: t(`problems.areas.${value}`),
          }))}
          onChange={area => set({ area })}
        />
        <Typography role="status" variant="body2">
          {statusText()}
        </Typography>
        {filtered && (
          <Button
            size="small"
            onClick={() =>
              set({
                q: undefined,
                severity: undefined,
                area: undefined,
                ref: undefined,
              })
            }
          >
            {t('filter.clear')}
          </Button>
        )}
      </FilterBar>
      {shown.length === 0 ? (
        <Typography variant="body1">
          {problems.length === 0 ? t('problems.empty') : t('problems.noMatch')}
        </Typography>
      ) : (
        <ProblemList problems={shown} />
      )}
    </>
  );
}
