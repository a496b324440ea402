import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import { DomainSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { useUrlState } from '../../routing';
import { LEVELS, VERDICTS, levelText } from '../figures/words';
import { FilterBar } from '../layout/FilterBar';
import { SearchField } from '../layout/SearchField';
import { SelectField } from '../layout/SelectField';
import { DomainsTable } from './DomainsTable';
import { filterDomains } from './filterDomains';
import { useTexts } from '../../texts/useTexts';

const JUDGEMENTS: DomainSummary['judgement'][] = [
  'judged',
  'cannot-be-judged',
  'withheld',
  'empty',
];

/** The table of domains with its filters, which live in the address. @internal */
export function DomainsSection(props: { domains: DomainSummary[] }) {
  const { domains } = props;
  const url = useUrlState();
  const t = useTexts();
  const filter = {
    q: url.get('q'),
    domain: url.get('domain'),
    owner: url.get('owner'),
    level: url.get('level'),
    verdict: url.get('verdict'),
    judgement: url.get('judgement'),
  };
  const filtered = Object.values(filter).some(Boolean);
  const count = t('count.domains', { count: domains.length });
  const shown = filterDomains(domains, filter);
  const owners = [...new Set(domains.flatMap(domain => domain.owner ?? []))];
  const set = (changes: Record<string, string | undefined>) =>
    url.set(changes, { replace: true });

  return (
    <section aria-label={t('overview.domains.title')}>
      <Typography variant="h5" component="h2">
        {t('overview.domains.title')}
      </Typography>
      <FilterBar label={t('overview.domains.filter')}>
        <SearchField
          label={t('overview.domains.name')}
          value={filter.q}
          onChange={q => set({ q })}
        />
        <SelectField
          label={t('filter.domain')}
          all={t('filter.allDomains')}
          value={filter.domain}
          options={domains.map(({ ref, title, depth }) => ({
            value: ref,
            label: `${'\u2003'.repeat(depth)}${title}`,
          }))}
          onChange={domain => set({ domain })}
        />
        <SelectField
          label={t('filter.owner')}
          all={t('filter.allOwners')}
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
          label={t('filter.level')}
          all={t('filter.allLevels')}
          value={filter.level}
          options={LEVELS.map(level => ({
            value: String(level),
            label: levelText(t, level),
          }))}
          onChange={level => set({ level })}
        />
        <SelectField
          label={t('filter.verdict')}
          all={t('filter.allVerdicts')}
          value={filter.verdict}
          options={VERDICTS.map(value => ({
            value,
            label: t(`verdict.names.${value}`),
          }))}
          onChange={verdict => set({ verdict })}
        />
        <SelectField
          label={t('overview.domains.standing')}
          all={t('overview.domains.allStandings')}
          value={filter.judgement}
          options={JUDGEMENTS.map(value => ({
            value,
            label: t(`judgement.${value}`),
          }))}
          onChange={judgement => set({ judgement })}
        />
        <Typography role="status" variant="body2">
          {filtered
            ? t('list.shownOf', { shown: shown.length, all: count })
            : count}
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
            {t('filter.clear')}
          </Button>
        )}
      </FilterBar>
      {shown.length === 0 ? (
        <Typography variant="body1">
          {domains.length === 0
            ? t('overview.domains.empty')
            : t('overview.domains.noMatch')}
        </Typography>
      ) : (
        <DomainsTable domains={shown} />
      )}
    </section>
  );
}
