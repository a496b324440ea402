import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Problem } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { countOf } from '../figures/words';
import { FilterBar } from '../layout/FilterBar';
import { LoadedContent } from '../layout/LoadedContent';
import { SearchField } from '../layout/SearchField';
import { SelectField } from '../layout/SelectField';
import { ProblemList } from './ProblemList';

const AREAS: Record<Problem['area'], string> = {
  entity: 'entity',
  contract: 'contract',
  reference: 'reference',
  consumes: 'consumers',
  odps: 'ODPS document',
};
const SEVERITIES: Problem['severity'][] = ['error', 'warning', 'info'];

/** What is wrong with documents and references, and what to do about each. @internal */
export function ProblemsContent() {
  const api = useApi(dataMeshApiRef);
  const url = useUrlState();
  const ref = url.get('ref');
  const state = useLoaded(
    signal => api.listProblems({ ref }, { signal }),
    [ref],
  );
  return (
    <LoadedContent
      state={state}
      what="the problems"
      lines={5}
      notAllowed="This page needs the permission data-mesh.problems.read. The problems of one product are on the product’s page."
    >
      {page => <Body problems={page.items} />}
    </LoadedContent>
  );
}

function Body(props: { problems: Problem[] }) {
  const { problems } = props;
  const url = useUrlState();
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
  const set = (changes: Record<string, string | undefined>) =>
    url.set(changes, { replace: true });

  return (
    <>
      <FilterBar label="Filter the problems">
        <SearchField
          label="Words"
          value={wanted.q}
          onChange={value => set({ q: value })}
        />
        <SelectField
          label="Severity"
          all="All"
          value={wanted.severity}
          options={SEVERITIES.map(value => ({ value, label: value }))}
          onChange={severity => set({ severity })}
        />
        <SelectField
          label="Where"
          all="Everywhere"
          value={wanted.area}
          options={Object.entries(AREAS).map(([value, label]) => ({
            value,
            label,
          }))}
          onChange={area => set({ area })}
        />
        <Typography role="status" variant="body2">
          {filtered
            ? `${shown.length} of ${countOf(problems.length, 'problem')}${
                wanted.ref ? ` of ${wanted.ref}` : ''
              }`
            : countOf(problems.length, 'problem')}
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
            Clear filters
          </Button>
        )}
      </FilterBar>
      {shown.length === 0 ? (
        <Typography variant="body1">
          {problems.length === 0
            ? 'No problem is known: every document and reference that you can see could be read.'
            : 'No problem matches these filters.'}
        </Typography>
      ) : (
        <ProblemList problems={shown} />
      )}
    </>
  );
}
