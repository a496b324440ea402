import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { useUrlState } from '../../routing';
import { LEVELS, VERDICTS, countOf, levelText } from '../figures/words';
import { FilterBar } from '../layout/FilterBar';
import { SearchField } from '../layout/SearchField';
import { SelectField } from '../layout/SelectField';
import { DomainsTable } from './DomainsTable';
import { filterDomains } from './filterDomains';

const JUDGEMENTS: { value: DomainSummary['judgement']; label: string }[] = [
  { value: 'judged', label: 'judged' },
  { value: 'cannot-be-judged', label: 'cannot be judged yet' },
  { value: 'withheld', label: 'withheld' },
  { value: 'empty', label: 'no product yet' },
];

/** The table of domains with its filters, which live in the address. @internal */
export function DomainsSection(props: { domains: DomainSummary[] }) {
  const { domains } = props;
  const url = useUrlState();
  const filter = {
    q: url.get('q'),
    domain: url.get('domain'),
    owner: url.get('owner'),
    level: url.get('level'),
    verdict: url.get('verdict'),
    judgement: url.get('judgement'),
  };
  const filtered = Object.values(filter).some(Boolean);
  const shown = filterDomains(domains, filter);
  const owners = [...new Set(domains.flatMap(domain => domain.owner ?? []))];
  const set = (changes: Record<string, string | undefined>) =>
    url.set(changes, { replace: true });

  return (
    <section aria-label="Domains">
      <Typography variant="h5" component="h2">
        Domains
      </Typography>
      <FilterBar label="Filter the domains">
        <SearchField
          label="Name contains"
          value={filter.q}
          onChange={q => set({ q })}
        />
        <SelectField
          label="Domain and below"
          all="All domains"
          value={filter.domain}
          options={domains.map(({ ref, title, depth }) => ({
            value: ref,
            label: `${'\u2003'.repeat(depth)}${title}`,
          }))}
          onChange={domain => set({ domain })}
        />
        <SelectField
          label="Owner"
          all="All owners"
          value={filter.owner}
          options={owners.sort().map(ref => ({
            value: ref,
            label: humanizeEntityRef(parseEntityRef(ref), {
              defaultKind: 'group',
            }),
          }))}
          onChange={owner => set({ owner })}
        />
        <SelectField
          label="Level"
          all="All levels"
          value={filter.level}
          options={LEVELS.map(level => ({
            value: String(level),
            label: levelText(level),
          }))}
          onChange={level => set({ level })}
        />
        <SelectField
          label="Verdict"
          all="All verdicts"
          value={filter.verdict}
          options={VERDICTS.map(value => ({ value, label: value }))}
          onChange={verdict => set({ verdict })}
        />
        <SelectField
          label="Standing"
          all="All standings"
          value={filter.judgement}
          options={JUDGEMENTS}
          onChange={judgement => set({ judgement })}
        />
        <Typography role="status" variant="body2">
          {filtered
            ? `${shown.length} of ${countOf(domains.length, 'domain')}`
            : countOf(domains.length, 'domain')}
        </Typography>
        {filtered && (
          <Button
            size="small"
            onClick={() =>
              set({
                q: undefined,
                domain: undefined,
                owner: undefined,
                level: undefined,
                verdict: undefined,
                judgement: undefined,
              })
            }
          >
            Clear filters
          </Button>
        )}
      </FilterBar>
      {shown.length === 0 ? (
        <Typography variant="body1">
          {domains.length === 0
            ? 'No domain is in the catalog, or none that is visible to you.'
            : 'No domain matches these filters.'}
        </Typography>
      ) : (
        <DomainsTable domains={shown} />
      )}
    </section>
  );
}
